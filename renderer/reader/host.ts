import { createContext, type ReactNode, useContext } from 'react'
import type { Bridge } from '../../shared/contract/index.ts'
import type { Part } from '../../shared/mail/message.ts'
import type { ReaderMessage, StoredFile } from './model.ts'

/** What the reader needs of the window around it. */
export interface ReaderHost {
  bridge: Bridge
  /** Runs one of the app's commands (renderer/app/commands.ts). */
  run(command: string, argument?: unknown): void
  /** The shell has no save dialog of its own: files are saved by the browser. */
  browser: boolean
  /** The rep's own addresses, in lower case. */
  own: readonly string[]
  trustedSenders: readonly string[]
  trustSender(address: string): void
  /** Brings a file of a mail that lies in none of the rep's mailboxes. */
  fetchFile?(part: Part): Promise<StoredFile>
  /** A line below the head of a mail, of what this window knows about it. */
  note?(message: ReaderMessage): ReactNode
}

const Context = createContext<ReaderHost | null>(null)
export const ReaderHostProvider = Context.Provider

export function useReaderHost(): ReaderHost {
  const host = useContext(Context)
  if (host === null) throw new Error('No ReaderHostProvider around the reader')
  return host
}
