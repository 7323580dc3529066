/** A part of a mail that main keeps as a file. */
export interface StoredPart {
  hash: string
  size: number
}

/** Which parts of a mail are files on this computer. */
export interface MailFiles {
  account: string
  /** By section number. */
  parts: Record<string, StoredPart>
  /** There is no other part to fetch. */
  whole: boolean
}

/** A row of `meta`, key `files/<page>`: the files of mails `page * filesPage ...`, by id. */
export type FilesPage = Record<number, MailFiles>
export const filesPage = 256

export function filesKey(page: number): string {
  return `files/${page}`
}
