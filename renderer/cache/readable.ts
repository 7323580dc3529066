import type { Input } from '../../shared/contract/index.ts'
import { fromHtml } from '../../shared/mail/snippet.ts'
import type { BodyRow, MessageRow } from './types.ts'

/** A mail as the thread of intelligence reads it. */
export type Mail = Input<'intelligence.read'>['mails'][number]

/** Of a long mail only its beginning is read, characters. */
const textLimit = 20_000

export function readableOf(header: MessageRow, body: Pick<BodyRow, 'text' | 'html'>): Mail {
  const [name, address] = header.from[0] ?? ['', '']
  return {
    subject: header.subject.slice(0, 1000),
    text: (body.text ?? fromHtml(body.html ?? '')).slice(0, textLimit),
    from: [name, address],
    sent: header.sent,
    // a clock that is not known is taken for the rep's own
    offset: header.clock ?? -new Date(header.sent).getTimezoneOffset()
  }
}
