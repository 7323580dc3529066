import type { Account } from '../../../shared/contract/accounts.ts'
import type { Bridge } from '../../../shared/contract/index.ts'
import { promiseRules, type OwnPromise, type SentMail } from '../../../shared/contract/promises.ts'
import { ownAddresses } from '../../../shared/identity.ts'
import { messageKey } from '../../../shared/mail/message-key.ts'
import { suggestionKey } from '../../cache/dismissals.ts'
import { readHeaders } from '../../cache/headers.ts'
import type { OutboxDb } from '../../cache/outbox-db.ts'
import { openPromisesOf, type PromiseRow, promisesFor } from '../../cache/promise-rows.ts'
import { readableOf } from '../../cache/readable.ts'
import { LocalFlag, type BodyRow, type MessageRow } from '../../cache/types.ts'
import type { VerdictsDb } from '../../cache/verdicts-db.ts'
import type { Store } from '../store.ts'
import { openElsewhere, staysKept } from './elsewhere.ts'

/** Own mails of one conversation that are read together, the newest; of all conversations in one call. */
const mostOfOne = 30
const mostAtOnce = 50
/** Told of from this hour on. */
const morning = 8
/** Keys of what was told of; more than ever are open. */
const remembered = 500
const passed = new Set(['drafts', 'junk', 'trash'])

/** The rep's own sent mail, read for what it promises, a conversation at a time. It gets no mood and no intent. */
export interface PromiseReader {
  /** Texts or mails came or went: what is to be read is looked for anew. */
  look(): void
  /** Reads some conversations. @returns false: nothing is left to read */
  next(accounts: readonly Account[]): Promise<boolean>
  /** Tells of what was promised earlier for today, once each. */
  tell(now?: number): Promise<void>
}

export function readOwnMail(deps: {
  bridge: Bridge
  store: Store
  db: VerdictsDb
  outbox: OutboxDb
}): PromiseReader {
  const { bridge, store, db, outbox } = deps
  let stale = true
  /** Own mails of conversations that are to be read, the newest conversation last. */
  let queue: number[][] = []
  let threads = new Map<number, number>()
  /** Something was read since open promises were held against mails of other conversations. */
  let unmatched = true

  async function find(accounts: readonly Account[]): Promise<void> {
    const mails = ownMails(store, accounts, Date.now() - promisesFor)
    const rows = new Map((await db.promises.toArray()).map((row) => [row.mail, row]))
    threads = new Map(mails.map(({ id, thread }) => [id, thread]))
    const gone = [...rows.keys()].filter((id) => !threads.has(id))
    if (gone.length > 0) await db.promises.bulkDelete(gone)
    const byThread = new Map<number, number[]>()
    for (const { id, thread } of mails.toSorted((a, b) => a.received - b.received))
      byThread.set(thread, [...(byThread.get(thread) ?? []), id])
    const read = (id: number, thread: number): boolean => {
      const row = rows.get(id)
      return row?.rules === promiseRules && row.thread === thread
    }
    queue = [...byThread]
      .map(([thread, ids]) => ({ thread, ids: ids.slice(-mostOfOne) }))
      .filter(({ thread, ids }) => ids.some((id) => !read(id, thread)))
      .map(({ ids }) => ids)
      .sort((a, b) => a.at(-1)! - b.at(-1)!)
  }

  async function read(conversations: number[][]): Promise<void> {
    const ids = conversations.flat()
    const [headers, bodies] = await Promise.all([readHeaders(store.db, ids), store.db.bodies.bulkGet(ids)])
    const mails = new Map(ids.map((id, i) => [id, { header: headers[i], body: bodies[i] }]))
    const asked = conversations.map((conversation) =>
      conversation
        .flatMap((id) => {
          const { header, body } = mails.get(id)!
          return header && body ? [{ id, header, mail: sentMailOf(header, body) }] : []
        })
        .sort((a, b) => a.mail.sent - b.mail.sent)
    )
    const { promises } = await bridge.call('intelligence.promises', {
      conversations: asked.map((one) => one.map(({ mail }) => mail))
    })
    const before = new Map((await db.promises.bulkGet(ids)).flatMap((row) => (row ? [[row.mail, row]] : [])))
    const rows = asked.flatMap((one, at) => {
      const conversation = one.map(({ id }) => id)
      return one.map(({ id, header }, i) =>
        staysKept(rowOf(id, threads.get(id) ?? 0, header, promises[at]![i]!, conversation), before.get(id))
      )
    })
    // what cannot be read is not asked for again
    const known = new Set(rows.map(({ mail }) => mail))
    const missing = ids.filter((id) => !known.has(id)).map((id) => emptyRow(id, threads.get(id) ?? 0))
    await db.promises.bulkPut([...rows, ...missing])
    unmatched = true
  }

  /** Holds what is open against later mails of other conversations. @returns false: nothing is left to look at */
  async function match(): Promise<boolean> {
    const rows = new Map((await db.promises.toArray()).map((row) => [row.mail, row]))
    const wanted = openElsewhere([...rows.values()])
    const ids = new Set<number>()
    const some = wanted.filter(({ later }) => {
      const fits = new Set([...ids, ...later]).size <= mostAtOnce
      if (fits) for (const id of later) ids.add(id)
      return fits
    })
    some.length = Math.min(some.length, mostAtOnce)
    if (some.length === 0) return false
    const [headers, bodies] = await Promise.all([
      readHeaders(store.db, [...ids]),
      store.db.bodies.bulkGet([...ids])
    ])
    const here = [...ids].flatMap((id, i) => {
      const [header, body] = [headers[i], bodies[i]]
      return header && body ? [{ id, mail: sentMailOf(header, body) }] : []
    })
    const place = new Map(here.map(({ id }, at) => [id, at]))
    const { kept } = await bridge.call('intelligence.keeps', {
      asked: some.map(({ row, promise, person, later }) => ({
        ...{ what: promise.what, words: promise.words, to: person.slice(0, 320) },
        ...{ subject: row.subject.slice(0, 1000), sent: row.sent },
        at: later.flatMap((id) => place.get(id) ?? [])
      })),
      mails: here.map(({ mail }) => mail)
    })
    const changed = new Set<PromiseRow>()
    const used = new Set<string>()
    let left = some.length < wanted.length
    some.forEach(({ row, promise, later }, i) => {
      const by = kept[i]
      // a mail keeps one promise of a kind: the next one is held against the others
      const use = by && `${by.by} ${promise.what}`
      if (use && used.has(use)) return void (left = true)
      if (use) used.add(use)
      promise.elsewhere = later.join()
      if (by) promise.kept = { mail: here[by.by]!.id, how: by.how }
      changed.add(row)
    })
    await db.promises.bulkPut([...changed])
    return left
  }

  async function tell(now = Date.now()): Promise<void> {
    if (new Date(now).getHours() < morning) return
    const rows = await db.promises.toArray()
    const keys = rows.flatMap(({ promises }) => promises.map(({ key }) => key))
    const handled = await outbox.dismissed.bulkGet(keys)
    const open = openPromisesOf(rows, new Set(keys.filter((_, i) => handled[i])), now)
    const dayOf = (ms: number): string => new Date(ms).toDateString()
    const today = open.filter(
      ({ due: at, sent }) => at !== null && dayOf(at) === dayOf(now) && dayOf(sent) !== dayOf(now)
    )
    const news = await newsOf(
      db,
      today.map(({ key }) => key)
    )
    const due = today.filter(({ key }) => news.has(key))
    for (const { key, to, words, mail } of due) {
      const [name, address] = to[0] ?? ['', '']
      await bridge
        .call('app.notify', {
          title: `⏰ ${name || address}`.slice(0, 200),
          body: `“${words}”`.slice(0, 300),
          tag: `promise-${key}`.slice(0, 100),
          mail,
          context: null,
          waits: true
        })
        .catch(() => undefined)
    }
  }

  return {
    look: () => void (stale = true),
    async next(accounts) {
      if (stale) {
        stale = false
        await find(accounts)
      }
      const some: number[][] = []
      while (queue.length > 0 && some.flat().length + queue.at(-1)!.length <= mostAtOnce && some.length < 20)
        some.push(queue.pop()!)
      try {
        if (some.length > 0) await read(some)
        else if (unmatched)
          unmatched = await match().catch(async (error: unknown) => {
            // what is due waits for no mail of another conversation
            await tell()
            throw error
          })
      } catch (error) {
        stale = true
        throw error
      }
      return queue.length > 0 || unmatched
    },
    tell
  }
}

/**
 * Which of these nobody was told of; from now on they count as told. Said to the disk first, in one transaction with the
 * look, as another keeper may just be leaving: told once, and rather not than twice.
 */
function newsOf(db: VerdictsDb, keys: readonly string[]): Promise<Set<string>> {
  return db.transaction('rw', db.meta, async () => {
    const told = ((await db.meta.get('toldPromises'))?.value as string[] | undefined) ?? []
    const news = keys.filter((key) => !told.includes(key))
    if (news.length > 0)
      await db.meta.put({ key: 'toldPromises', value: [...told, ...news].slice(-remembered) })
    return new Set(news)
  })
}

interface OwnMail {
  id: number
  thread: number
  received: number
}

/** What the rep wrote since then, with its text, each mail once. Of IMAP accounts: others know no sent mail. */
function ownMails({ book }: Store, accounts: readonly Account[], since: number): OwnMail[] {
  const imap = new Set(accounts.filter(({ protocol }) => protocol === 'imap').map(({ id }) => id))
  const own = new Set(
    accounts.flatMap(ownAddresses).flatMap((address) => book.persons.get(address.toLowerCase()) ?? [])
  )
  const found = new Map<number, OwnMail>()
  for (const [folder, windows] of book.windows) {
    const row = book.folders.get(folder)
    if (!row || !imap.has(row.account) || passed.has(row.role)) continue
    for (const { id: ids, flags, people, peopleAt, received, thread } of windows.values())
      ids.forEach((id, at) => {
        if (received[at]! < since || !(flags[at]! & LocalFlag.textHere)) return
        if (own.has(people[peopleAt[at]!]!))
          found.set(id, { id, thread: thread[at]!, received: received[at]! })
      })
  }
  return [...found.values()]
}

function sentMailOf(header: MessageRow, body: BodyRow): SentMail {
  const { to, cc, bcc, parts } = header
  return {
    ...readableOf(header, body),
    to: [...to, ...cc, ...bcc].slice(0, 100).map(([, one]) => one.slice(0, 320)),
    files: parts
      .flatMap((part) => (part.name && part.cid === '' ? [part.name.slice(0, 300)] : []))
      .slice(0, 50)
  }
}

const emptyRow = (mail: number, thread: number): PromiseRow => ({
  ...{ mail, rules: promiseRules, thread, sent: 0, subject: '', to: [], promises: [] }
})

function rowOf(
  mail: number,
  thread: number,
  header: MessageRow,
  promises: OwnPromise[],
  conversation: number[]
): PromiseRow {
  const { sent, subject, to, cc } = header
  return {
    ...{ mail, rules: promiseRules, thread, sent, subject },
    to: [...to, ...cc].slice(0, 5),
    promises: promises.map(({ what, words, due, kept }) => ({
      ...{ what, words, due },
      key: suggestionKey('promise', `${messageKey(header)} ${words}`),
      kept: kept && { mail: conversation[kept.by]!, how: kept.how }
    }))
  }
}
