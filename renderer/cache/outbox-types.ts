import type { Mailbox } from '../../shared/mail/message.ts'
import type { PublishedMail } from '../../shared/contract/sharing.ts'
import type { Said } from '../../shared/contract/intelligence.ts'
import type { WireError } from '../../shared/errors.ts'

/** A mail that an operation speaks of: our id while the cache stands, and what finds it again when it was rebuilt. */
export interface Target {
  id: number
  identity: number
}

/** What the rep does. Each is saved before it is played; `docs/operations.md` has the life of one. */
export type Deed =
  | { kind: 'flags'; targets: Target[]; add: string[]; remove: string[] }
  /** `from`: the folder (our number and its path) that the mail is taken out of. */
  | { kind: 'move'; targets: Target[]; from: Place; to: Place }
  /** Into a further folder. */
  | { kind: 'copy'; targets: Target[]; to: Place }
  | { kind: 'expunge'; targets: Target[]; from: Place }
  | { kind: 'readAll'; folder: Place; upTo: number }
  | { kind: 'createFolder'; path: string }
  | { kind: 'renameFolder'; path: string; to: string }
  | { kind: 'deleteFolder'; path: string }
  | { kind: 'emptyFolder'; folder: Place }
  /** Sends the draft of this id; it stays in `drafts` until the server has it. */
  | { kind: 'send'; draft: string }
  /** A filter passes a mail on: it is made into a draft and sent, once. */
  | { kind: 'forward'; targets: Target[]; to: string; rule: string }
  /** Files a sent mail in Sent. `find`: unless the server turns out to have done so by itself. */
  | { kind: 'file'; draft: string; find?: boolean }
  /** Publishes a sent mail that was begun on a record: it follows the record's sharing, whatever its mailbox shares. */
  | { kind: 'publish'; mail: PublishedMail }
  /** Brings the newest words of a draft to the server's Drafts. */
  | { kind: 'saveDraft'; draft: string }
  /** Takes a draft's copy off the server. */
  | { kind: 'dropDraft'; place: Place; uidValidity: string; uid: number }

export interface Place {
  folder: number
  path: string
}

export type OperationState = 'queued' | 'claimed' | 'done' | 'refused' | 'unsure'

export interface Operation {
  /** Given by the database, in the order of the rep's acts. */
  id?: number
  account: string
  deed: Deed
  state: OperationState
  /** ms since 1970: not before this time (undo send, a wait after a failure). */
  notBefore: number
  attempts: number
  error: WireError | null
  createdAt: number
  doneAt: number | null
  /** What takes it back once it is done; null: it cannot be taken back. */
  inverse: Deed | null
  /** Identities of the mails whose filters asked for it: they are filtered once. */
  filtered?: number[]
}

export interface DraftAttachment {
  /** The `uploads` row that holds its bytes until main has them. */
  upload: number | null
  /** SHA-256 in the account's files, once main has it. */
  hash: string | null
  name: string
  type: string
  size: number
  /** Content-ID of an inline image, '' for an attachment. */
  cid: string
}

export type DraftState = 'editing' | 'queued' | 'sending' | 'sent' | 'failed' | 'unsure'

export interface Draft {
  /** UUID */
  id: string
  account: string
  from: Mailbox
  to: Mailbox[]
  cc: Mailbox[]
  bcc: Mailbox[]
  subject: string
  /** The composer's HTML; '' for a plain text mail. */
  html: string
  text: string
  attachments: DraftAttachment[]
  /** Fixed at creation, without angle brackets: what makes a second sending impossible. */
  messageId: string
  inReplyTo: string
  references: string[]
  /** The mail answered or forwarded (our id), and how. */
  origin: { id: number; how: 'reply' | 'replyAll' | 'forward' } | null
  /** Begun on a record of the team's: everybody who may see the record reads it once it is sent. */
  onRecord?: boolean
  state: DraftState
  error: WireError | null
  /** Grows with every change, so that a save on its way never hides a newer one. */
  rev: number
  updatedAt: number
  /** The server's copy of revision `rev`, where there is one. */
  server: { path: string; uidValidity: string; uid: number; rev: number } | null
  /** Recipients the server refused while it took the others. */
  rejected: { address: string; reply: string }[]
}

/** What goes along with a draft: a picture that was taken out of the text stays behind. */
export function filesOf(draft: Pick<Draft, 'html' | 'attachments'>): DraftAttachment[] {
  return draft.attachments.filter(({ cid }) => cid === '' || draft.html.includes(`cid:${cid}`))
}

export interface Upload {
  id?: number
  draft: string
  bytes: Blob
}

/** A view asks the keeper for the text of a mail now: it jumps the queue. */
export interface Wish {
  id: number
  askedAt: number
}

/** A mail that the rep put on a record by hand, with what the record's list shows of it. */
export interface FiledMail {
  account: string
  /** `messageKey` of shared/mail/message-key.ts. */
  message: string
  record: string
  kind: 'contact' | 'lead' | 'account' | 'deal'
  /** The record's, as it was then. */
  name: string
  /** Our number, while the cache stands. */
  id: number
  thread: string
  sent: number
  subject: string
  from: Mailbox
  to: Mailbox[]
  at: number
  /**
   * The rep said that it goes with this deal while nobody shared it. `told`: the workspace knows, so that a link which
   * somebody makes later is not overwritten.
   */
  link?: 'wanted' | 'told'
}

/** A mail of which the rep said whether it is shared. Without `share` it never is, whatever the rule of its mailbox. */
export interface PrivateMail {
  account: string
  /** `messageKey` of shared/mail/message-key.ts: it holds for a rebuilt cache too. */
  message: string
  at: number
  /** The other way: it looks personal, and the rep shares it all the same. */
  share?: boolean
}

/** A suggestion that is not made again: the rep's own decision, known nowhere else. */
export interface Dismissed {
  /** A number made of what was suggested (`suggestionKey`): nothing of a mail outlives the mail here. */
  key: string
  how: 'dismissed' | 'added' | 'filled' | 'done'
  at: number
}

/** What the rep says of a mail, in place of what was read of it. */
export interface Correction {
  account: string
  /** `messageKey` of shared/mail/message-key.ts: it holds for a rebuilt cache too. */
  message: string
  /** Our number, while the cache stands. */
  id: number
  said: Said
  at: number
  /** It stands, but nothing is learned from it any more. */
  forgotten?: true
}
