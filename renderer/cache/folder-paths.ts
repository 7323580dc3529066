import type { FolderRow } from './types.ts'

type Facts = Pick<FolderRow, 'path' | 'delimiter' | 'role'>

/** The path of the folder with these levels on this server, whether it is there or not. */
export function pathOfLevels(folders: readonly Facts[], levels: readonly string[]): string {
  const delimiter = folders.find((folder) => folder.delimiter !== '')?.delimiter ?? '/'
  const [first = '', ...rest] = levels
  const isInbox = first.toUpperCase() === 'INBOX'
  // a level that holds the server's own sign would be two
  const own = (isInbox ? rest : levels).map((level) => level.replaceAll(delimiter, '-'))
  const prefix = isInbox ? ['INBOX'] : isBelowInbox(folders, delimiter) ? ['INBOX'] : []
  return [...prefix, ...own].join(delimiter)
}

/** Courier and cPanel put everything below INBOX. */
function isBelowInbox(folders: readonly Facts[], delimiter: string): boolean {
  const others = folders.filter(({ role }) => role !== 'inbox')
  return others.length > 0 && others.every(({ path }) => path.startsWith(`INBOX${delimiter}`))
}

/** The folder with these levels; a folder of another program's INBOX may lie beside ours. */
export function folderOfLevels<T extends Facts>(folders: readonly T[], levels: readonly string[]): T | null {
  const find = (wanted: readonly string[]): T | undefined => {
    const path = plain(pathOfLevels(folders, wanted))
    return folders.find((folder) => plain(folder.path) === path)
  }
  const below = levels.length > 1 && levels[0]!.toUpperCase() === 'INBOX'
  return find(levels) ?? (below ? find(levels.slice(1)) : undefined) ?? null
}

const plain = (path: string): string => path.normalize('NFC').replace(/^inbox(?=$|\W)/i, 'INBOX')

export function levelsOf({ path, delimiter }: Pick<FolderRow, 'path' | 'delimiter'>): string[] {
  return delimiter === '' ? [path] : path.split(delimiter).filter(Boolean)
}
