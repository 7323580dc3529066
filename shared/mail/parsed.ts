import type { Mailbox } from './message.ts'

/** A message taken apart, as the parser's worker hands it over: attachments still as bytes. */
export interface ParsedSource {
  subject: string
  from: Mailbox[]
  to: Mailbox[]
  cc: Mailbox[]
  /** ms since 1970; null where the Date field is missing or cannot be read. */
  date: number | null
  text: string | null
  html: string | null
  attachments: ParsedAttachment[]
  /** Why the parser gave up: only headers, or nothing, could be read. */
  failed: ParseFailure | null
}

/** `deadline`: it took too long; `large`: above the limit; `refused`: too many parts or headers; `crashed`: out of memory. */
export type ParseFailure = 'deadline' | 'large' | 'refused' | 'crashed'

export interface ParsedAttachment {
  bytes: Uint8Array
  /** Safe to show and to save under (shared/mail/file-name.ts); '' where the mail gives none. */
  name: string
  /** As the mail claims it, lower case: decides nothing. */
  type: string
  /** Content-ID without angle brackets. */
  cid: string
  inline: boolean
}
