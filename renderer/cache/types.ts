import type { Cursor, Mailbox, Part } from '../../shared/mail/message.ts'
import type { FolderRole } from '../../shared/contract/mail.ts'
import type { WireError } from '../../shared/errors.ts'

/** A mail as it is written once: what never changes of it. Keyed by `id`, our own number, given in order of arrival. */
export interface MessageRow {
  id: number
  account: string
  subject: string
  from: Mailbox[]
  to: Mailbox[]
  cc: Mailbox[]
  bcc: Mailbox[]
  replyTo: Mailbox[]
  /** ms since 1970: the Date field (what a reader shows) and INTERNALDATE (what orders lists). */
  sent: number
  received: number
  /** The sender's clock, minutes ahead of UTC. Missing where it is not known, and of what was read before it was kept. */
  clock?: number
  /** Octets on the server. */
  size: number
  messageId: string
  inReplyTo: string
  references: string[]
  listId: string
  listPost: string
  unsubscribe: string
  /** Where its header has one. Missing of what was read before it was asked for. */
  sensitivity?: string
  parts: Part[]
}

/** Mails of ids `page * headerPage ...`, packed (headers.ts): one row of the database for each mail costs ten times as much. */
export interface HeaderPage {
  page: number
  bytes: Uint8Array
}
export const headerPage = 32

/** What a reader shows of a mail. Apart from MessageRow, so that lists stay narrow. */
export interface BodyRow {
  id: number
  text: string | null
  html: string | null
  truncated: boolean
  /** Why there is no text: its source can still be shown. */
  failed: string | null
}

/** The first words of `snippetPage` mails, by id. */
export interface SnippetPage {
  page: number
  texts: string[]
}
export const snippetPage = 64

/** Addresses are interned: a person is a number, `page * peoplePage + index`. */
export interface PeoplePage {
  page: number
  addresses: string[]
  names: string[]
}
export const peoplePage = 256

/** What identifies and threads the mails of ids `page * identityPage ...`: hashes of 53 bits (hash.ts). */
export interface IdentityPage {
  page: number
  /** Of `identityOf`; 0: no mail has this id. */
  identity: Float64Array
  /** Of the Message-ID; 0: none. */
  messageId: Float64Array
  /** Hashes of In-Reply-To and References, `referencesAt[i]` to `referencesAt[i + 1]`. */
  references: Float64Array
  referencesAt: Uint32Array
}
export const identityPage = 512

/**
 * The memberships of one folder for UIDs `window * uidWindow ...`, one array a column, ordered by UID.
 * Everything that a list sorts, filters or counts by is here, so that a hundred thousand mails are some
 * two hundred rows: lists are computed in memory, and no index on the wide rows is needed.
 */
export interface WindowRow {
  folder: number
  window: number
  /** Grows with every write of any window: views read those above the last one they saw. */
  rev: number
  uid: Uint32Array
  id: Uint32Array
  /** ms since 1970 */
  received: Float64Array
  thread: Uint32Array
  flags: Uint16Array
  /** shared/context: 0 deals, 1 contacts, 2 leads, 3 colleagues, 4 others. */
  context: Uint8Array
  /** Persons of From, To and Cc, `peopleAt[i]` to `peopleAt[i + 1]`; the first is the sender (or unknownPerson). */
  people: Uint32Array
  peopleAt: Uint32Array
}
export const uidWindow = 512
export const unknownPerson = 0xffffffff

/** Further bits of `flags`, ours alone, above those of shared/mail/message.ts. */
export const LocalFlag = {
  /** The text is in the cache. */
  textHere: 512,
  /** The text could not be had; asked for again only when the mail is opened. */
  textFailed: 1024
} as const

/** How far a folder is; the window shows it. */
export type FolderStage = 'waiting' | 'headers' | 'texts' | 'done'

export interface FolderRow {
  id: number
  account: string
  path: string
  name: string
  parent: string
  delimiter: string
  role: FolderRole
  roleFrom: 'server' | 'name' | 'rep' | ''
  selectable: boolean
  /** RFC 8474; absent: the server has none. */
  mailboxId?: string
  /** Paths of personal folders that it was before it was renamed; with `doubted`, of those that it may have been. */
  formerly?: string[]
  /** Its mail was not read to the end yet, so nobody knows what it was: until then it is personal. */
  doubted?: boolean
  cursor: Cursor | null
  /** The server tells vanished UIDs by itself. */
  qresync: boolean
  stage: FolderStage
  /** Facts that the status is computed from: what the server holds, what of the period is still to come, what is here. */
  exists: number
  remaining: number
  here: number
  unread: number
  textsHere: number
  /** ms since 1970; null: never. */
  checkedAt: number | null
  lastError: WireError | null
}

/** Hashes of the mails that lay in personal folders that went without a heir, by the path that was marked: rows of `meta`. */
export type Vanished = Record<string, number[]>
export const vanishedKey = 'vanished/'

export interface MetaRow {
  key: string
  value: unknown
}
