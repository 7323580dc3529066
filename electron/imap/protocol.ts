import type { Ability, Account } from '../../shared/contract/accounts.ts'
import type { Act, ActResult, ServerFolder } from '../../shared/contract/mail.ts'
import type { WireError } from '../../shared/errors.ts'
import type { Digest } from '../../shared/mail/digest.ts'
import type { Cursor, UidRun } from '../../shared/mail/message.ts'
import type { Login } from './connect.ts'

export interface Settings extends Login {
  account: string
  folderRoles: Record<string, string>
  /** Set: it logs in by an access token, asked for at each login; another number after another sign-in. */
  signedInAt?: number | null
  /** POP3 alone. */
  pop?: Account['pop']
}

export interface ConnectionState {
  state: 'connecting' | 'online' | 'waiting' | 'offline' | 'refused'
  error: WireError | null
  /** ms since 1970 */
  retryAt: number | null
}

export interface RoundInput {
  folder: string
  cursor: Cursor | null
  since: number | null
  known: UidRun[]
  digests: Digest[] | null
  batchSize: number
}

export interface WantedText {
  uid: number
  parts: { part: string; encoding: string; charset: string; body: 'text' | 'html'; size: number }[]
}

export interface Place {
  folder: string
  uidValidity: string
  uid: number
}

/** What main asks of the IMAP worker, by name: input and answer. Bytes are moved, not copied. */
export interface ImapCalls {
  /** Before anything else of an account; again when its settings changed, which ends what was refused. */
  configure: [Settings, null]
  forget: [{ account: string }, null]
  folders: [{ account: string }, ServerFolder[]]
  openRound: [
    { account: string; input: RoundInput },
    { round: string; uidValidity: string; exists: number; qresync: boolean; total: number }
  ]
  nextBatch: [{ round: string; unknown: number[] }, Uint8Array<ArrayBuffer>]
  closeRound: [{ round: string }, null]
  closeRounds: [null, null]
  texts: [
    { account: string; folder: string; uidValidity: string; wanted: WantedText[]; click: boolean },
    Uint8Array<ArrayBuffer>
  ]
  play: [{ account: string; act: Act; bytes: Uint8Array | null }, ActResult]
  watch: [{ account: string; on: boolean }, null]
  /** Try now what waits or was refused. */
  retry: [{ account: string }, null]
  search: [{ account: string; folder: string; words: string }, number[]]
  /** Whether a mail with this Message-ID is in a folder. */
  hasMessage: [{ account: string; folder: string; messageId: string }, boolean]
  /** Logs in and tells what the server can do; throws what failed. */
  test: [Login, Ability[]]
  /** After sleep or a change of network every socket is dropped and made anew. */
  wake: [null, null]
}

/** Calls whose answer comes piece by piece. */
export interface ImapStreams {
  part: { account: string; place: Place; part: string; encoding: string; priority: 'bulk' | 'click' }
  source: { account: string; place: Place }
}

export interface ImapEvents {
  news: { account: string; folder: string }
  connection: { account: string; state: ConnectionState }
}

export type ToWorker =
  | { kind: 'call'; id: number; name: keyof ImapCalls; input: unknown }
  | { kind: 'stream'; id: number; name: keyof ImapStreams; input: unknown }
  | { kind: 'pull'; id: number }
  | { kind: 'cancel'; id: number }
  | { kind: 'told'; id: number; answer: { token: string } | { error: WireError } }

export type FromWorker =
  | { kind: 'done'; id: number; value: unknown }
  | { kind: 'failed'; id: number; error: WireError }
  | { kind: 'piece'; id: number; bytes: Uint8Array }
  | { kind: 'event'; name: keyof ImapEvents; payload: unknown }
  /** Main has the tokens. `refused`: this one was not taken. */
  | { kind: 'ask'; id: number; account: string; refused: string | null }
