import type { WireError } from '../../shared/errors.ts'

/** A row of `meta`, key `sharing:<account>`: how far the mail of a mailbox is published. Written by the keeper. */
export interface SharingState {
  /** `off`: nothing is shared, or nobody is there to share it with. */
  state: 'off' | 'publishing' | 'done' | 'waiting'
  /** Of `wanted`, what the workspace has. */
  published: number
  /** Mails here that the rule shares. */
  wanted: number
  /** Mails that the workspace would not have, because they touch no record of it. */
  refused: number
  /** Mails that the rule would share and that look personal. */
  personal?: number
  /** The workspace knew the mailbox when it was last asked. */
  shared: boolean
  /** Why it waits, or could not take back. */
  error: WireError | null
}

export const sharingKey = (account: string): string => `sharing:${account}`
