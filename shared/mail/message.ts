/** The wire shapes of mail between main and the keeper. Packed as one msgpack buffer per batch (shared/mail/codec.ts). */

/** A mailbox of RFC 5322: the display name as decoded text ('' when there is none) and the addr-spec. */
export type Mailbox = [name: string, address: string]

/** System flags (RFC 9051 2.3.2) and the keywords that every client knows, as one bit set of 16 bits. */
export const Flag = {
  seen: 1,
  answered: 2,
  flagged: 4,
  deleted: 8,
  draft: 16,
  forwarded: 32,
  junk: 64,
  notJunk: 128,
  /** Ours, not the server's: the structure has an attachment. Set from BODYSTRUCTURE, kept when flags change. */
  attachment: 256
} as const
/** The bits that come from the server and are replaced when it reports flags. */
export const serverFlags = 255

const names: Record<string, number> = {
  '\\Seen': Flag.seen,
  '\\Answered': Flag.answered,
  '\\Flagged': Flag.flagged,
  '\\Deleted': Flag.deleted,
  '\\Draft': Flag.draft,
  $Forwarded: Flag.forwarded,
  $Junk: Flag.junk,
  Junk: Flag.junk,
  $NotJunk: Flag.notJunk,
  NonJunk: Flag.notJunk
}
const byLower = new Map(Object.entries(names).map(([name, bit]) => [name.toLowerCase(), bit]))

export function flagBits(flags: Iterable<string>): number {
  let bits = 0
  for (const flag of flags) bits |= byLower.get(flag.toLowerCase()) ?? 0
  return bits
}

/** A leaf of BODYSTRUCTURE, or a message/rfc822 as a whole. */
export interface Part {
  /** Section number of RFC 9051 6.4.5, such as '1.2'; '1' for a message with a single part. */
  part: string
  /** Lower case, such as 'text/html'. */
  type: string
  /** Octets as encoded on the server. */
  size: number
  /** Lower case Content-Transfer-Encoding. */
  encoding: string
  charset: string
  /** Decoded file name, as the mail claims it: never use it as a path. */
  name: string
  /** Content-ID without the angle brackets. */
  cid: string
  disposition: 'inline' | 'attachment' | ''
  /** Which of the text parts make the body a reader sees. */
  body: 'text' | 'html' | ''
}

export interface HeaderRow {
  uid: number
  flags: number
  /** INTERNALDATE, ms since 1970 (what orders lists). */
  received: number
  /** The Date field, ms since 1970; `received` where it is missing or cannot be read. */
  sent: number
  /** The sender's clock as the Date field says it, minutes ahead of UTC; missing where it does not tell (+0000). */
  clock?: number
  /** RFC822.SIZE, octets. */
  size: number
  subject: string
  from: Mailbox[]
  to: Mailbox[]
  cc: Mailbox[]
  bcc: Mailbox[]
  replyTo: Mailbox[]
  /** Without angle brackets; '' where there is none. */
  messageId: string
  inReplyTo: string
  references: string[]
  listId: string
  /** The address of List-Post's mailto:; '' for NO and where there is none. */
  listPost: string
  /** List-Unsubscribe as it came; '' where there is none. */
  unsubscribe: string
  /** Sensitivity as it came (RFC 4021), where there is one. */
  sensitivity?: string
  parts: Part[]
  /** X-GM-MSGID or EMAILID: one mail in many folders is one row. '' where the server has neither. */
  emailId: string
}

/** A run of UIDs, both ends included. */
export type UidRun = [first: number, last: number]

/** The truth about all UIDs of a window [first, last]: what is not listed is gone. */
export interface WindowTruth {
  first: number
  last: number
  uids: Uint32Array
  flags: Uint16Array
}

/** What is kept with a folder's rows, in the same transaction. Bigints cross as decimal strings. */
export interface Cursor {
  uidValidity: string
  /** The next UID not yet looked at, at the end of the last complete round. */
  uidNext: number
  /** HIGHESTMODSEQ up to which changes are here; null where the server has no CONDSTORE. */
  modseq: string | null
  /** Start of the period this cursor is complete for; null: everything. */
  since: number | null
  /** False until the first round has come to its end: then `known` says what is here. */
  complete: boolean
}

export interface Batch {
  /** Counts from 0 within a round. */
  sequence: number
  /** The round's last: the cursor below replaces the stored one. A round that failed never has one. */
  complete: boolean
  cursor: Cursor
  /** New rows, newest first. */
  headers: HeaderRow[]
  /** Memberships of mail that the keeper may know by `emailId`: unknown UIDs are asked back with the next call. */
  members: { uid: number; flags: number; emailId: string }[]
  /** Changed flags of UIDs that may be known. */
  flags: { uids: Uint32Array; flags: Uint16Array } | null
  vanished: UidRun[]
  windows: WindowTruth[]
  /** How many headers of this round are still to come after this batch. */
  remaining: number
  /** EXISTS when the round began: what the server holds. */
  exists: number
}

export interface TextRow {
  uid: number
  /** The text/plain body, decoded; null where there is none. */
  text: string | null
  html: string | null
  /** The part was larger than the limit and is cut. */
  truncated: boolean
  /** Why nothing is here: the source can still be shown. */
  failed: string | null
}
