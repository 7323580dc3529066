import type { Mailbox, Part } from '../../shared/mail/message.ts'

/** A mail as the reader shows it, whatever it was read from. */
export interface ReaderMessage {
  /** Our own number; the same mail keeps it. */
  id: number
  account: string
  /** One of the folders that hold it: where its parts and its source are fetched from. */
  folder: string
  uidValidity: string
  uid: number
  subject: string
  from: Mailbox[]
  to: Mailbox[]
  cc: Mailbox[]
  bcc: Mailbox[]
  replyTo: Mailbox[]
  /** ms since 1970: what the mail says, and when the server got it. */
  sent: number
  received: number
  /** Bits of `Flag`, with the rep's pending acts laid over them. */
  flags: number
  parts: Part[]
  /** Parts that are files on this computer already, by section number. */
  files?: Readonly<Record<string, StoredFile>>
  /** Who is in it, as `contexts` of ui/context.ts counts: 0 a deal ... 4 others. */
  context: number
  /** Its first words; '' where they are not known yet. */
  snippet: string
  /** Null until the body is here. */
  body: ReaderBody | null
  messageId: string
  inReplyTo: string
  references: string[]
  listId: string
  listPost: string
  unsubscribe: string
  /** As its sender says, where that is said. */
  sensitivity?: string
}

export interface ReaderBody {
  text: string | null
  html: string | null
  /** The text was too long to be fetched whole. */
  truncated: boolean
  /** Why there is no text; the source can still be shown. */
  failed: string | null
}

export interface StoredFile {
  hash: string
  size: number
}

/** A part of the mail that is listed below it as a file. */
export interface AttachmentFile {
  part: Part
  /** As the mail names it, or a name made for it. */
  name: string
  /** Octets once decoded, roughly, until it was fetched. */
  size: number
}

export function isRead(message: ReaderMessage): boolean {
  return (message.flags & 1) !== 0
}
export function isFlagged(message: ReaderMessage): boolean {
  return (message.flags & 4) !== 0
}
