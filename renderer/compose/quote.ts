import { unflowed } from '../../shared/mail/flowed.ts'
import type { Mailbox } from '../../shared/mail/message.ts'
import type { BodyRow, MessageRow } from '../cache/index.ts'
import { compose as words } from '../words/en/compose.ts'
import { quotable } from './quotable.ts'
import { escapeHtml, richLines } from './text.ts'

type Pictures = ReadonlyMap<string, string>

/** A mail under the answer to it. */
export function quoteHtml(message: MessageRow, body: BodyRow | undefined, pictures: Pictures): string {
  const when = new Date(message.sent).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })
  const sender = message.from[0]
  return `<div data-quote=""><p>${escapeHtml(words.wrote(when, sender ? who(sender) : ''))}</p><blockquote>${contentHtml(body, pictures)}</blockquote></div>`
}

/** A mail that is passed on, below the lines that say whose it is. */
export function forwardHtml(message: MessageRow, body: BodyRow | undefined, pictures: Pictures): string {
  const lines = [
    `---------- ${words.forwarded} ----------`,
    `${words.from}: ${message.from.map(who).join(', ')}`,
    `${words.date}: ${new Date(message.sent).toLocaleString()}`,
    `${words.subject}: ${message.subject}`,
    `${words.to}: ${message.to.map(who).join(', ')}`,
    ...(message.cc.length ? [`${words.cc}: ${message.cc.map(who).join(', ')}`] : [])
  ]
  return `<div data-quote=""><p>${lines.map(escapeHtml).join('<br>')}</p>${contentHtml(body, pictures)}</div>`
}

function contentHtml(body: BodyRow | undefined, pictures: Pictures): string {
  if (body?.html) return quotable(body.html, { picture: (cid) => pictures.get(cid) ?? null })
  return richLines(unflowed(body?.text ?? ''))
}

function who([name, address]: Mailbox): string {
  return name ? `${name} <${address}>` : address
}
