import type { Account } from '../../shared/contract/accounts.ts'
import type { Bridge } from '../../shared/contract/index.ts'
import type { Mailbox } from '../../shared/mail/message.ts'
import {
  type BodyRow,
  type Cache,
  type Draft,
  type DraftAttachment,
  type MessageRow,
  newDraft,
  placesOf,
  readHeader
} from '../cache/index.ts'
import { compose as words } from '../words/en/compose.ts'
import { type AnswerKind, answerSubject, answerThread, answerTo, cameTo, listOffered } from './answer.ts'
import { parseAddresses } from './address-list.ts'
import { parseMailto } from './mailto.ts'
import { escapeHtml, paragraphs, plainOf } from './text.ts'

/** A text that is not here yet is waited for this long, ms; an answer without its quote is better than none. */
const patience = 6000

export function addressesOf(account: Account): string[] {
  return [account.address, ...account.aliases]
}

/** The signature is an element of its own, so that another account's can take its place and no quote is touched. */
export function signatureHtml(account: Account | undefined): string {
  const words = account?.signature.trim()
  return words ? `<div data-signature=""><p>-- </p>${paragraphs(words)}</div>` : ''
}

export function beginNew(
  account: Account,
  given: { to?: string; subject?: string; body?: string; mailto?: string } = {}
): Draft {
  const link = given.mailto ? parseMailto(given.mailto) : null
  const body = link?.body ?? given.body ?? ''
  const html = `${body ? paragraphs(body) : '<p></p>'}${signatureHtml(account)}`
  return newDraft(account.id, [account.displayName, account.address], {
    to: link?.to ?? parseAddresses(given.to ?? '').mailboxes,
    cc: link?.cc ?? [],
    bcc: link?.bcc ?? [],
    subject: link?.subject ?? given.subject ?? '',
    html,
    text: plainOf(html)
  })
}

/** An answer to a mail, or a forward of it with its files. */
export async function beginAnswer(
  deps: { cache: Cache; bridge: Bridge; accounts: Account[] },
  id: number,
  kind: AnswerKind
): Promise<{ draft: Draft; missing: number; list: string | null } | null> {
  const { cache, accounts } = deps
  const message = await readHeader(cache.mail, id)
  const account = accounts.find((one) => one.id === message?.account) ?? accounts[0]
  if (!message || !account) return null
  const body = await bodyOf(cache, id)
  const own = new Set(accounts.flatMap(addressesOf).map((address) => address.toLowerCase()))
  const from = cameTo(message, addressesOf(account)) ?? account.address
  const files = kind === 'forward' ? await attachmentsOf(deps, message) : { attachments: [], missing: 0 }
  const html = `<p></p>${signatureHtml(account)}${kind === 'forward' ? forwardHtml(message, body) : quoteHtml(message, body)}`
  const people = answerTo(message, kind, own)
  const draft = newDraft(account.id, [account.displayName, from], {
    ...people,
    ...answerThread(message, kind),
    subject: answerSubject(message.subject, kind),
    html,
    text: plainOf(html),
    attachments: files.attachments,
    origin: { id, how: kind }
  })
  return { draft, missing: files.missing, list: listOffered(message, kind, people.to) }
}

/** A mail of the server's Drafts as a draft that can be written on; the one that is open here already where there is one. */
export async function beginFromServer(
  cache: Cache,
  accounts: Account[],
  bridge: Bridge,
  id: number
): Promise<Draft | null> {
  const message = await readHeader(cache.mail, id)
  const account = accounts.find((one) => one.id === message?.account)
  const place = placesOf(cache.ledger, id).find(
    (one) => cache.ledger.folders.get(one.folder)?.role === 'drafts'
  )
  const folder = place && cache.ledger.folders.get(place.folder)
  if (!message || !account || !place || !folder?.cursor) return null
  const { uidValidity } = folder.cursor
  const known = await cache.outbox.drafts
    .filter((draft) => {
      if (draft.account !== account.id || draft.state !== 'editing') return false
      const { server } = draft
      // of our draft the server holds this very copy, or none yet; any other copy was made on another device
      if (server)
        return server.path === folder.path && server.uidValidity === uidValidity && server.uid === place.uid
      return draft.messageId !== '' && draft.messageId === message.messageId
    })
    .first()
  if (known) return known
  const body = await bodyOf(cache, id)
  const files = await attachmentsOf({ cache, bridge }, message)
  const html = body?.html ? safeHtml(body.html, true) : paragraphs(body?.text ?? '')
  // a Message-ID of its own: a send under one that went out before would be taken for done
  return newDraft(account.id, message.from[0] ?? [account.displayName, account.address], {
    to: message.to,
    cc: message.cc,
    bcc: message.bcc,
    subject: message.subject,
    html,
    text: body?.text ?? plainOf(html),
    inReplyTo: message.inReplyTo,
    references: message.references,
    attachments: files.attachments,
    server: { path: folder.path, uidValidity, uid: place.uid, rev: 0 }
  })
}

async function bodyOf(cache: Cache, id: number): Promise<BodyRow | undefined> {
  const here = await cache.mail.bodies.get(id)
  if (here) return here
  await cache.outbox.wishes.put({ id, askedAt: Date.now() })
  for (const end = Date.now() + patience; Date.now() < end;) {
    await new Promise((done) => setTimeout(done, 100))
    const body = await cache.mail.bodies.get(id)
    if (body) return body
  }
  return undefined
}

async function attachmentsOf(
  { cache, bridge }: { cache: Cache; bridge: Bridge },
  message: MessageRow
): Promise<{ attachments: DraftAttachment[]; missing: number }> {
  const place = placesOf(cache.ledger, message.id)[0]
  const folder = place && cache.ledger.folders.get(place.folder)
  const parts = message.parts.filter((part) => part.body === '')
  if (!place || !folder?.cursor) return { attachments: [], missing: parts.length }
  const attachments: DraftAttachment[] = []
  let missing = 0
  for (const part of parts) {
    try {
      const { hash, size } = await bridge.call('mail.part', {
        account: message.account,
        folder: folder.path,
        uidValidity: folder.cursor.uidValidity,
        uid: place.uid,
        part: part.part,
        encoding: part.encoding,
        type: part.type
      })
      attachments.push({
        upload: null,
        hash,
        name: part.name || `attachment-${part.part}`,
        type: part.type,
        size,
        cid: ''
      })
    } catch {
      missing++
    }
  }
  return { attachments, missing }
}

function who([name, address]: Mailbox): string {
  return name ? `${name} <${address}>` : address
}

function quoteHtml(message: MessageRow, body: BodyRow | undefined): string {
  const when = new Date(message.sent).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })
  const sender = message.from[0]
  return `<div data-quote=""><p>${escapeHtml(words.wrote(when, sender ? who(sender) : ''))}</p><blockquote>${contentHtml(body)}</blockquote></div>`
}

function forwardHtml(message: MessageRow, body: BodyRow | undefined): string {
  const lines = [
    `---------- ${words.forwarded} ----------`,
    `${words.from}: ${message.from.map(who).join(', ')}`,
    `Date: ${new Date(message.sent).toLocaleString()}`,
    `${words.subject}: ${message.subject}`,
    `${words.to}: ${message.to.map(who).join(', ')}`,
    ...(message.cc.length ? [`${words.cc}: ${message.cc.map(who).join(', ')}`] : [])
  ]
  return `<div data-quote=""><p>${lines.map(escapeHtml).join('<br>')}</p>${contentHtml(body)}</div>`
}

function contentHtml(body: BodyRow | undefined): string {
  if (body?.html) return safeHtml(body.html)
  return paragraphs(body?.text ?? '')
}

const kept = new Set([
  'P',
  'BR',
  'B',
  'STRONG',
  'I',
  'EM',
  'U',
  'S',
  'UL',
  'OL',
  'LI',
  'BLOCKQUOTE',
  'H1',
  'H2',
  'H3',
  'HR',
  'A',
  'PRE',
  'CODE'
])
const blockTags = new Set([
  'DIV',
  'TR',
  'TABLE',
  'SECTION',
  'ARTICLE',
  'HEADER',
  'FOOTER',
  'CENTER',
  'TBODY',
  'H4',
  'H5',
  'H6',
  'DD',
  'DT'
])
const dropped = new Set([
  'SCRIPT',
  'STYLE',
  'HEAD',
  'TITLE',
  'TEMPLATE',
  'IFRAME',
  'OBJECT',
  'EMBED',
  'SVG',
  'MATH',
  'FORM',
  'NOSCRIPT',
  'IMG',
  'VIDEO',
  'AUDIO',
  'LINK',
  'META'
])

/**
 * Of a mail's HTML only its words and the few marks that the editor knows, built anew: nothing of the mail's own
 * markup, no attribute but a link's target, no image. It is read by DOMParser, whose documents load and run nothing.
 * `own`: a draft of ours, whose signature and quote stay known as such.
 */
export function safeHtml(html: string, own = false): string {
  const page = new DOMParser().parseFromString(html, 'text/html')
  return convert(page.body, own) || '<p></p>'
}

const ownParts = ['data-signature', 'data-quote']

function convert(node: Node, own: boolean): string {
  let out = ''
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      out += escapeHtml((child.textContent ?? '').replace(/\s+/g, ' '))
      continue
    }
    if (child.nodeType !== Node.ELEMENT_NODE) continue
    const element = child as Element
    const tag = element.tagName.toUpperCase()
    if (dropped.has(tag)) continue
    const inner = convert(element, own)
    const part = own && tag === 'DIV' && ownParts.find((name) => element.hasAttribute(name))
    if (part) out += `<div ${part}="">${inner}</div>`
    else if (tag === 'BR' || tag === 'HR') out += `<${tag.toLowerCase()}>`
    else if (tag === 'A') {
      const href = element.getAttribute('href') ?? ''
      out += /^(https?:|mailto:|tel:)/i.test(href.trim())
        ? `<a href="${escapeHtml(href.trim())}">${inner}</a>`
        : inner
    } else if (kept.has(tag)) out += `<${tag.toLowerCase()}>${inner}</${tag.toLowerCase()}>`
    else if (blockTags.has(tag)) out += inner.trim() ? `<p>${inner}</p>` : ''
    else if (tag === 'TD' || tag === 'TH') out += `${inner} `
    else out += inner
  }
  return out
}
