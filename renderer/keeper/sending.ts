import type { Account } from '../../shared/contract/accounts.ts'
import type { Bridge, Output } from '../../shared/contract/index.ts'
import type { Content } from '../../shared/contract/mail.ts'
import { AppError, toWire } from '../../shared/errors.ts'
import { identityOf } from '../../shared/identity.ts'
import type { Mailbox } from '../../shared/mail/message.ts'
import type { OutboxDb } from '../cache/outbox-db.ts'
import { type Deed, type Draft, filesOf, type Operation } from '../cache/outbox-types.ts'
import { identityPage } from '../cache/types.ts'
import { publishedOf, publishSent } from './publish/sent.ts'
import type { FolderRow } from '../cache/types.ts'
import type { Store } from './store.ts'

/** A server that puts sent mail into Sent has done so by then, ms. */
const filesWithin = 20_000

export interface SendingDeps {
  bridge: Bridge
  store: Store
  outbox: OutboxDb
  lease: number
  account: string
  /** As it is now; undefined once it is gone. */
  settings(): Account | undefined
  onPlayed(paths: string[]): void
}

/** Plays what concerns a draft: sending it, filing it in Sent, keeping it in the server's Drafts, taking it out there. */
export async function playDraft(deps: SendingDeps, operation: Operation): Promise<void> {
  const { deed } = operation
  if (deed.kind === 'dropDraft') return dropDraft(deps, deed)
  if (deed.kind === 'publish') return publishSent(deps, deed.mail)
  if (deed.kind !== 'send' && deed.kind !== 'file' && deed.kind !== 'saveDraft') return
  const draft = await deps.outbox.drafts.get(deed.draft)
  // called off or sent since: nothing is left to do
  if (!draft) return
  if (deed.kind === 'send') return send(deps, draft)
  if (deed.kind === 'file') return file(deps, draft, deed.find === true)
  return saveDraft(deps, draft)
}

async function send(deps: SendingDeps, draft: Draft): Promise<void> {
  const { bridge, outbox, lease, account } = deps
  if (draft.state === 'sent') return
  await outbox.drafts.update(draft.id, { state: 'sending', error: null })
  try {
    const content = await contentOf(deps, draft)
    const result = await bridge.call('outgoing.send', { lease, account, content })
    await afterSent(deps, draft, result.copy, result.rejected)
  } catch (error) {
    if (error instanceof AppError && error.code === 'send.unsure') return doubt(deps, draft, error)
    const wire = toWire(error)
    const waits =
      wire.code.startsWith('net.') ||
      wire.code.startsWith('auth.') ||
      wire.code === 'send.temporary' ||
      wire.code.startsWith('contract.')
    await outbox.drafts.update(draft.id, { state: waits ? 'queued' : 'failed', error: wire })
    throw error
  }
}

/** The wire died between the last dot and the answer: the Sent folder may know, else the rep is asked. Never sent again by itself. */
async function doubt(deps: SendingDeps, draft: Draft, error: AppError): Promise<void> {
  const { bridge, outbox, lease, account } = deps
  const sentFolder = roleFolder(deps.store, account, 'sent')?.path ?? null
  let found: boolean | null
  try {
    const answer = { lease, account, messageId: draft.messageId, sentFolder }
    found = (await bridge.call('outgoing.wasSent', answer)).found
  } catch (unreachable) {
    // the folder will be asked when the server can be reached again; until then nothing is sent and nobody is asked
    await outbox.drafts.update(draft.id, { state: 'queued', error: toWire(unreachable) })
    throw unreachable
  }
  if (found) {
    await bridge.call('outgoing.settle', { account, messageId: draft.messageId, sent: true })
    return afterSent(deps, draft, 'none', [])
  }
  await outbox.drafts.update(draft.id, { state: 'unsure', error: toWire(error) })
  throw error
}

/** In one transaction: the draft is sent, what follows from it is queued. A crash before it is mended by `sends.log`. */
async function afterSent(
  deps: SendingDeps,
  draft: Draft,
  copy: Output<'outgoing.send'>['copy'],
  rejected: Draft['rejected']
): Promise<void> {
  const { outbox, account, store } = deps
  const now = Date.now()
  const sent = roleFolder(store, account, 'sent')
  const find = copy === 'find'
  const queue: Deed[] = []
  if (copy !== 'none' && sent) queue.push({ kind: 'file', draft: draft.id, ...(find && { find }) })
  if (draft.server) {
    const folder = [...store.book.folders.values()].find(
      (row) => row.account === account && row.path === draft.server!.path
    )
    if (folder)
      queue.push({
        kind: 'dropDraft',
        place: { folder: folder.id, path: folder.path },
        uidValidity: draft.server.uidValidity,
        uid: draft.server.uid
      })
  }
  if (draft.onRecord) queue.push({ kind: 'publish', mail: publishedOf(draft, now) })
  const origin = draft.origin
  if (origin) {
    const identity = store.book.identityPages.get(Math.floor(origin.id / identityPage))?.identity[
      origin.id % identityPage
    ]
    const flag = origin.how === 'forward' ? '$Forwarded' : '\\Answered'
    if (identity)
      queue.push({ kind: 'flags', targets: [{ id: origin.id, identity }], add: [flag], remove: [] })
  }
  await outbox.transaction('rw', outbox.drafts, outbox.operations, async () => {
    await outbox.drafts.update(draft.id, { state: 'sent', error: null, rejected, updatedAt: now })
    for (const deed of queue) {
      await outbox.operations.add({
        account,
        deed,
        state: 'queued',
        notBefore: deed.kind === 'file' && find ? now + filesWithin : 0,
        attempts: 0,
        error: null,
        createdAt: now,
        doneAt: null,
        inverse: null
      })
    }
  })
  if (copy === 'none' && sent) deps.onPlayed([sent.path])
}

/** Played again after whatever died, it does the same: what was found is remembered before anything is stored, and what is stored is looked for first. */
async function file(deps: SendingDeps, draft: Draft, find: boolean): Promise<void> {
  const { bridge, lease, account, store } = deps
  const sent = roleFolder(store, account, 'sent')
  if (!sent) return
  if (find) {
    const asked = { lease, account, messageId: draft.messageId, sentFolder: sent.path }
    const { by } = await bridge.call('outgoing.findFiling', asked)
    if (by !== 'app') return deps.onPlayed([sent.path])
  }
  const content = await contentOf(deps, draft)
  await bridge.call('mail.play', {
    lease,
    account,
    act: { kind: 'append', folder: sent.path, flags: ['\\Seen'], content, replaces: null }
  })
  deps.onPlayed([sent.path])
}

/** The server's copy of a draft is replaced only once the new one is sure; a copy changed elsewhere meanwhile stays beside it. */
async function saveDraft(deps: SendingDeps, draft: Draft): Promise<void> {
  const { bridge, lease, account, store, outbox } = deps
  const folder = roleFolder(store, account, 'drafts')
  if (!folder || draft.state !== 'editing' || draft.server?.rev === draft.rev) return
  const content = await contentOf(deps, draft)
  const replaces =
    draft.server && draft.server.path === folder.path
      ? { uidValidity: draft.server.uidValidity, uid: draft.server.uid }
      : null
  const result = await bridge.call('mail.play', {
    lease,
    account,
    act: { kind: 'append', folder: folder.path, flags: ['\\Draft', '\\Seen'], content, replaces }
  })
  if (result.uid !== null && result.uidValidity !== null) {
    const server = { path: folder.path, uidValidity: result.uidValidity, uid: result.uid, rev: draft.rev }
    await outbox.drafts.update(draft.id, { server })
  }
  deps.onPlayed([folder.path])
}

async function dropDraft(deps: SendingDeps, deed: Extract<Deed, { kind: 'dropDraft' }>): Promise<void> {
  const { bridge, lease, account } = deps
  try {
    await bridge.call('mail.play', {
      lease,
      account,
      act: { kind: 'expunge', folder: deed.place.path, uidValidity: deed.uidValidity, uids: [deed.uid] }
    })
  } catch (error) {
    // another device took it out, or the folder is a new one: it is gone either way
    if (
      error instanceof AppError &&
      ['mail.messageGone', 'mail.folderGone', 'mail.uidValidity'].includes(error.code)
    )
      return
    throw error
  }
  deps.onPlayed([deed.place.path])
}

/** Hands attachments that are still here only to main, then describes the mail by their hashes. */
async function contentOf(deps: SendingDeps, draft: Draft): Promise<Content> {
  const { bridge, outbox, account } = deps
  const attachments: Content['attachments'] = []
  for (const one of filesOf(draft)) {
    let { hash } = one
    if (hash === null && one.upload !== null) {
      const upload = await outbox.uploads.get(one.upload)
      if (!upload) throw new AppError('file.notFound', { name: one.name })
      const stored = await bridge.call('files.put', {
        account,
        bytes: new Uint8Array(await upload.bytes.arrayBuffer())
      })
      hash = stored.hash
    }
    if (hash === null) throw new AppError('file.notFound', { name: one.name })
    attachments.push({ hash, name: one.name, type: one.type, cid: one.cid })
  }
  return {
    from: draft.from,
    replyTo: replyToOf(deps.settings(), draft),
    to: draft.to,
    cc: draft.cc,
    bcc: draft.bcc,
    subject: draft.subject,
    text: draft.text,
    html: draft.html,
    attachments,
    messageId: draft.messageId,
    inReplyTo: draft.inReplyTo,
    references: draft.references,
    date: draft.updatedAt
  }
}

/** Where the sender wants answers. */
function replyToOf(account: Account | undefined, draft: Draft): Mailbox[] {
  const [name, address] = draft.from
  const replyTo = account && identityOf(account, address)?.replyTo
  return replyTo ? [[name, replyTo]] : []
}

export function roleFolder(store: Store, account: string, role: FolderRow['role']): FolderRow | undefined {
  return [...store.book.folders.values()].find(
    (row) => row.account === account && row.role === role && row.selectable
  )
}
