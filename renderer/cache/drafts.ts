import type { Bridge } from '../../shared/contract/index.ts'
import type { Mailbox } from '../../shared/mail/message.ts'
import type { Cache } from './cache.ts'
import type { Draft, DraftAttachment, Upload } from './outbox-types.ts'

/** A Message-ID of our own making (RFC 5322 3.6.4), without angle brackets, at the sender's domain. */
export function newMessageId(address: string): string {
  return `${crypto.randomUUID()}@${address.slice(address.lastIndexOf('@') + 1) || 'localhost'}`
}

export function newDraft(account: string, from: Mailbox, parts: Partial<Draft> = {}): Draft {
  return {
    id: crypto.randomUUID(),
    account,
    from,
    to: [],
    cc: [],
    bcc: [],
    subject: '',
    html: '',
    text: '',
    attachments: [],
    messageId: newMessageId(from[1]),
    inReplyTo: '',
    references: [],
    origin: null,
    state: 'editing',
    error: null,
    rev: 0,
    updatedAt: Date.now(),
    server: null,
    rejected: [],
    ...parts
  }
}

/** Saves what is typed. A draft that was queued or sent meanwhile is not touched. @returns whether it was saved */
export async function saveDraft(cache: Cache, draft: Draft): Promise<boolean> {
  const { outbox } = cache
  return outbox.transaction('rw', outbox.drafts, async () => {
    const known = await outbox.drafts.get(draft.id)
    if (known && known.state !== 'editing') return false
    await outbox.drafts.put({
      ...draft,
      rev: (known?.rev ?? 0) + 1,
      updatedAt: Date.now(),
      server: known?.server ?? draft.server
    })
    return true
  })
}

/** Has the newest saved words brought to the server's Drafts: when the composer is left, and now and then. */
export async function keepOnServer(cache: Cache, draft: Draft): Promise<void> {
  const { outbox } = cache
  await outbox.transaction('rw', outbox.operations, async () => {
    const waiting = await outbox.operations
      .where('state')
      .equals('queued')
      .filter((one) => one.deed.kind === 'saveDraft' && one.deed.draft === draft.id)
      .count()
    if (waiting === 0) await add(cache, draft.account, { kind: 'saveDraft', draft: draft.id }, 0)
  })
}

export async function attach(
  cache: Cache,
  draft: string,
  file: Blob,
  name: string,
  cid = ''
): Promise<DraftAttachment> {
  const upload = await cache.outbox.uploads.add({ draft, bytes: file })
  return { upload, hash: null, name, type: file.type || 'application/octet-stream', size: file.size, cid }
}

/** Queues a mail: it leaves after `undoSeconds`, or when the network is back. One transaction, so a crash leaves all or nothing. */
export async function queueSend(cache: Cache, draft: Draft, undoSeconds: number): Promise<number> {
  const { outbox } = cache
  return outbox.transaction('rw', outbox.drafts, outbox.operations, async () => {
    const known = await outbox.drafts.get(draft.id)
    if (known && known.state !== 'editing' && known.state !== 'failed')
      throw new Error(`Draft is ${known.state}`)
    await outbox.drafts.put({
      ...draft,
      rev: (known?.rev ?? 0) + 1,
      state: 'queued',
      error: null,
      updatedAt: Date.now(),
      server: known?.server ?? draft.server
    })
    return add(cache, draft.account, { kind: 'send', draft: draft.id }, Date.now() + undoSeconds * 1000)
  })
}

/**
 * Calls a queued mail off: it is a draft again. @returns false when it is on its way already, then nothing changed
 */
export async function callOff(cache: Cache, draftId: string): Promise<boolean> {
  const { outbox } = cache
  return outbox.transaction('rw', outbox.drafts, outbox.operations, async () => {
    const operations = await outbox.operations
      .filter((one) => one.deed.kind === 'send' && one.deed.draft === draftId && one.state !== 'done')
      .toArray()
    if (operations.some((one) => one.state === 'claimed')) return false
    await outbox.operations.bulkDelete(operations.map((one) => one.id!))
    await outbox.drafts.update(draftId, { state: 'editing', error: null })
    return true
  })
}

/** The mail is wanted away: now, without its undo seconds. */
export async function sendNow(cache: Cache, draftId: string): Promise<void> {
  await cache.outbox.operations
    .filter(
      (one) =>
        one.deed.kind === 'send' &&
        one.deed.draft === draftId &&
        one.state !== 'done' &&
        one.state !== 'claimed'
    )
    .modify({ notBefore: 0, state: 'queued', attempts: 0 })
  await cache.outbox.drafts.update(draftId, { state: 'queued', error: null })
}

/** Deletes a draft here and its copy on the server. @returns what brings it back, its files with it */
export async function discardDraft(cache: Cache, draft: Draft): Promise<() => Promise<void>> {
  const { outbox } = cache
  return outbox.transaction('rw', outbox.drafts, outbox.operations, outbox.uploads, async () => {
    await outbox.operations
      .filter((one) => 'draft' in one.deed && one.deed.draft === draft.id && one.state === 'queued')
      .delete()
    const uploads = await outbox.uploads.where({ draft: draft.id }).toArray()
    await outbox.uploads.where({ draft: draft.id }).delete()
    const known = await outbox.drafts.get(draft.id)
    await outbox.drafts.delete(draft.id)
    const server = known?.server
    const folder =
      server &&
      [...cache.ledger.folders.values()].find(
        (row) => row.account === draft.account && row.path === server.path
      )
    const dropping =
      server &&
      folder &&
      (await add(
        cache,
        draft.account,
        {
          kind: 'dropDraft',
          place: { folder: folder.id, path: folder.path },
          uidValidity: server.uidValidity,
          uid: server.uid
        },
        0
      ))
    return () => restoreDraft(cache, known ?? draft, uploads, dropping ?? null)
  })
}

/** `dropping`: what takes the server's copy away. Where that has begun, the server is brought another. */
async function restoreDraft(
  cache: Cache,
  draft: Draft,
  uploads: Upload[],
  dropping: number | null
): Promise<void> {
  const { outbox } = cache
  await outbox.transaction('rw', outbox.drafts, outbox.operations, outbox.uploads, async () => {
    const waits = dropping !== null && (await outbox.operations.get(dropping))?.state === 'queued'
    if (waits) await outbox.operations.delete(dropping)
    await outbox.uploads.bulkPut(uploads)
    await outbox.drafts.put({ ...draft, server: waits ? draft.server : null })
    if (!waits) await add(cache, draft.account, { kind: 'saveDraft', draft: draft.id }, 0)
  })
}

/** The rep decided what became of a doubtful send. `sent`: it is done; else it is queued once more under the same Message-ID. */
export async function settleDoubt(cache: Cache, bridge: Bridge, draft: Draft, sent: boolean): Promise<void> {
  await bridge.call('outgoing.settle', { account: draft.account, messageId: draft.messageId, sent })
  const { outbox } = cache
  await outbox.transaction('rw', outbox.drafts, outbox.operations, async () => {
    await outbox.drafts.update(draft.id, { state: sent ? 'sent' : 'queued', error: null })
    await outbox.operations
      .filter((one) => one.deed.kind === 'send' && one.deed.draft === draft.id && one.state === 'unsure')
      .modify(sent ? { state: 'done' } : { state: 'queued', notBefore: 0 })
  })
}

function add(
  cache: Cache,
  account: string,
  deed:
    | { kind: 'send' | 'saveDraft'; draft: string }
    | { kind: 'dropDraft'; place: { folder: number; path: string }; uidValidity: string; uid: number },
  notBefore: number
): Promise<number> {
  return cache.outbox.operations.add({
    account,
    deed,
    state: 'queued',
    notBefore,
    attempts: 0,
    error: null,
    createdAt: Date.now(),
    doneAt: null,
    inverse: null
  })
}

/** The recipients that the server refused are settled: the sent mail is out of sight. */
export async function leaveRejected(cache: Cache, draftId: string): Promise<void> {
  await cache.outbox.drafts.update(draftId, { rejected: [] })
}

/** The same mail once more, to those that the server refused: a mail of its own, with an id of its own. */
export async function draftForRejected(cache: Cache, draft: Draft): Promise<Draft> {
  const refused = new Set(draft.rejected.map(({ address }) => address.toLowerCase()))
  const left = (people: Mailbox[]): Mailbox[] =>
    people.filter(([, address]) => refused.has(address.toLowerCase()))
  const { id: _, messageId: __, ...words } = draft
  const copy = newDraft(draft.account, draft.from, {
    ...words,
    to: left(draft.to),
    cc: left(draft.cc),
    bcc: left(draft.bcc),
    origin: null,
    state: 'editing',
    rev: 0,
    server: null,
    rejected: [],
    updatedAt: Date.now()
  })
  await saveDraft(cache, copy)
  await leaveRejected(cache, draft.id)
  return copy
}
