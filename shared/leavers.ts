import type { BackupFolder } from './contract/administration.ts'
import type { PublishedMail, SharedFile } from './contract/sharing.ts'
import type { Mailbox } from './mail/message.ts'

/** Between what reads a leaver's mailbox, what saves a backup, and the workspace that keeps both. */

/** A leaver's mailbox as its reader needs it. */
export interface LeaverMailbox {
  id: string
  owner: string
  address: string
  level: 'full' | 'subject'
}
/** Who is in a mail; whoever is hidden can only bar it. */
export interface Candidate {
  message: string
  people: string[]
  hidden: string[]
}
/** How far a folder was read. */
export interface FolderCursor {
  uidValidity: string
  lastUid: number
  seen: number
  total: number
  failed: number
  done: boolean
}
export interface SavedMail {
  id: string
  message: string
  thread: string
  sent: number
  subject: string
  sender: Mailbox
  recipients: Mailbox[]
  files: SharedFile[]
  text: string | null
  html: string | null
  digest: string
}

/** What main asks of the workspace while it reads a leaver's mailbox or saves a backup, by name: input and answer. */
export interface LeaverCalls {
  mailbox: [{ mailbox: string }, LeaverMailbox]
  /** Begins a backup or goes on with it. */
  begin: [{ user: string; now: number }, { backup: string; own: string[] }]
  folders: [{ backup: string; mailbox: string }, (BackupFolder & FolderCursor)[]]
  /** Folders that are to be read; those that are known stay as they are. */
  listed: [{ backup: string; mailbox: string; folders: { folder: string; total: number }[] }, null]
  wanted: [{ mailbox: string; candidates: Candidate[] }, string[]]
  /** The mails and, with the last of a batch, how far that is: together, or not at all. */
  keep: [
    { backup: string; mailbox: string; folder: string; mails: PublishedMail[]; cursor: FolderCursor | null },
    number
  ]
  saved: [{ backup: string }, { user: string; name: string; mails: number; hash: string }]
  page: [{ backup: string; after: string | null; limit: number }, SavedMail[]]
}

export type LeaverDoor = <N extends keyof LeaverCalls>(
  name: N,
  input: LeaverCalls[N][0],
  signal?: AbortSignal
) => Promise<LeaverCalls[N][1]>
