import type { Account } from '../../shared/contract/accounts.ts'
import type { Bridge } from '../../shared/contract/index.ts'
import { defaultIdentity, identitiesOf, type Identity, ownAddresses } from '../../shared/identity.ts'
import type { Mailbox } from '../../shared/mail/message.ts'
import { unflowed } from '../../shared/mail/flowed.ts'
import { type BodyRow, type Cache, type Draft, newDraft, placesOf, readHeader } from '../cache/index.ts'
import { type AnswerKind, answerSubject, answerThread, answerTo, cameTo, listOffered } from './answer.ts'
import { parseAddresses } from './address-list.ts'
import { carriedFiles } from './carry.ts'
import { parseMailto } from './mailto.ts'
import { quotable } from './quotable.ts'
import { forwardHtml, quoteHtml } from './quote.ts'
import { paragraphs, plainOf } from './text.ts'

/** A text that is not here yet is waited for this long, ms; an answer without its quote is better than none. */
const patience = 6000

/** The signature is an element of its own, so that another sender's can take its place and no quote is touched. */
export function signatureHtml(sender: Pick<Identity, 'signature'> | undefined): string {
  const words = sender?.signature.trim()
  return words ? `<div data-signature=""><p>-- </p>${paragraphs(words)}</div>` : ''
}

/** A sender without a name of its own writes under the account's. */
export function fromOf(account: Account, { name, address }: Pick<Identity, 'name' | 'address'>): Mailbox {
  return [name || account.displayName, address]
}

export function beginNew(
  account: Account,
  given: { to?: string; subject?: string; body?: string; mailto?: string; onRecord?: boolean } = {}
): Draft {
  const link = given.mailto ? parseMailto(given.mailto) : null
  const body = link?.body ?? given.body ?? ''
  const sender = defaultIdentity(account)
  const html = `${body ? paragraphs(body) : '<p></p>'}${signatureHtml(sender)}`
  return newDraft(account.id, fromOf(account, sender), {
    to: link?.to ?? parseAddresses(given.to ?? '').mailboxes,
    cc: link?.cc ?? [],
    bcc: link?.bcc ?? [],
    subject: link?.subject ?? given.subject ?? '',
    html,
    text: plainOf(html),
    ...(given.onRecord && { onRecord: true })
  })
}

/** An answer to a mail, or a forward of it with its files. `text`: plain words that stand above the quote. */
export async function beginAnswer(
  deps: { cache: Cache; bridge: Bridge; accounts: Account[] },
  id: number,
  kind: AnswerKind,
  text = ''
): Promise<{ draft: Draft; missing: number; list: string | null } | null> {
  const { cache, accounts } = deps
  const message = await readHeader(cache.mail, id)
  const account = accounts.find((one) => one.id === message?.account) ?? accounts[0]
  if (!message || !account) return null
  const body = await bodyOf(cache, id)
  const own = new Set(accounts.flatMap(ownAddresses).map((address) => address.toLowerCase()))
  const sender = cameTo(message, identitiesOf(account)) ?? defaultIdentity(account)
  const files = await carriedFiles(deps, message, body, kind === 'forward')
  const quote = kind === 'forward' ? forwardHtml : quoteHtml
  const html = `${text ? paragraphs(text) : '<p></p>'}${signatureHtml(sender)}${quote(message, body, files.pictures)}`
  const people = answerTo(message, kind, own)
  const draft = newDraft(account.id, fromOf(account, sender), {
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
  const files = await carriedFiles({ cache, bridge }, message, body, true)
  const picture = (cid: string): string | null => files.pictures.get(cid) ?? null
  // without HTML it is a plain text mail, and stays one
  const html = body?.html ? quotable(body.html, { picture, own: true }) : ''
  // a Message-ID of its own: a send under one that went out before would be taken for done
  return newDraft(account.id, message.from[0] ?? [account.displayName, account.address], {
    to: message.to,
    cc: message.cc,
    bcc: message.bcc,
    subject: message.subject,
    html,
    text: html ? plainOf(html) : unflowed(body?.text ?? ''),
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
