import { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mailOf } from '../../tests/servers/messages.ts'
import { type Dovecot, startDovecot } from '../../tests/servers/dovecot.ts'
import { startProxy } from '../../tests/servers/proxy.ts'
import { digests } from '../../shared/mail/digest.ts'
import { type Batch, type Cursor, Flag, serverFlags } from '../../shared/mail/message.ts'
import type { Link } from './link.ts'
import { drain, linkTo, open, roundInput, wireTo } from './testing.ts'
import { runsOf } from '../../shared/mail/runs.ts'

/** What a keeper does with batches: the cache of one folder. */
function cache() {
  const rows = new Map<number, { flags: number; subject: string; clock?: number | undefined }>()
  let cursor: Cursor | null = null
  let fetched = 0
  return {
    rows,
    get cursor() {
      return cursor
    },
    get fetched() {
      return fetched
    },
    known: () =>
      runsOf(
        [...rows.keys()].filter((uid) => !cursor?.complete || uid >= cursor.uidNext).sort((a, b) => a - b)
      ),
    digests: () =>
      digests(
        [...rows.keys()],
        [...rows.values()].map((row) => row.flags)
      ),
    apply(batch: Batch) {
      fetched += batch.headers.length
      for (const row of batch.headers)
        rows.set(row.uid, { flags: row.flags, subject: row.subject, clock: row.clock })
      const flag = (uid: number, flags: number) => {
        const row = rows.get(uid)
        if (row) row.flags = (row.flags & ~serverFlags) | flags
      }
      batch.flags?.uids.forEach((uid, i) => flag(uid, batch.flags?.flags[i] ?? 0))
      for (const { first, last, uids, flags } of batch.windows) {
        const there = new Set(uids)
        for (const uid of rows.keys()) if (uid >= first && uid <= last && !there.has(uid)) rows.delete(uid)
        uids.forEach((uid, i) => flag(uid, flags[i] ?? 0))
      }
      for (const [first, last] of batch.vanished)
        for (const uid of rows.keys()) if (uid >= first && uid <= last) rows.delete(uid)
      cursor = batch.cursor
    }
  }
}

async function other(port: number, user: string): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port,
    secure: false,
    doSTARTTLS: false,
    logger: false,
    auth: { user, pass: 'pass' }
  })
  client.on('error', () => undefined)
  await client.connect()
  await client.mailboxOpen('INBOX')
  return client
}

async function sync(link: Link, here: ReturnType<typeof cache>, changes = {}): Promise<Batch[]> {
  const input = roundInput('INBOX', {
    cursor: here.cursor,
    known: here.known(),
    digests: here.cursor ? here.digests() : null,
    ...changes
  })
  const batches = await drain(await open(link, input))
  batches.forEach(here.apply)
  return batches
}

const servers: [name: string, capability: string | undefined][] = [
  ['QRESYNC', undefined],
  ['CONDSTORE alone', 'IMAP4rev1 LITERAL+ IDLE ENABLE UIDPLUS ESEARCH CONDSTORE'],
  ['neither, with ESEARCH', 'IMAP4rev1 LITERAL+ IDLE ENABLE UIDPLUS ESEARCH'],
  ['neither, without ESEARCH', 'IMAP4rev1']
]

describe.each(servers)('rounds on a server with %s', (name, capability) => {
  let dovecot: Dovecot
  let link: Link
  beforeAll(async () => {
    dovecot = await startDovecot({ capability })
    dovecot.seed('anna', 'INBOX', mailOf({ count: 1300 }))
    link = linkTo(dovecot.imap)
  })
  afterAll(async () => {
    link.close()
    await dovecot.stop()
  })

  it('brings everything newest first, then only what changed', async () => {
    const here = cache()
    const first = await sync(link, here)
    expect(here.rows.size).toBe(1300)
    expect(first[0]?.headers.map((row) => row.uid).slice(0, 2)).toEqual([1300, 1299])
    // somebody waits for the first ones
    expect(first.slice(0, 2).map((batch) => batch.headers.length)).toEqual([60, 100])
    expect(first.slice(0, -1).every((batch) => !batch.complete && !batch.cursor.complete)).toBe(true)
    expect(here.cursor).toMatchObject({ uidNext: 1301, complete: true, since: null })

    const quiet = await sync(link, here)
    expect(quiet).toHaveLength(1)
    expect(quiet[0]).toMatchObject({ headers: [], vanished: [], windows: [], flags: null })

    const phone = await other(dovecot.imap, 'anna')
    await phone.messageFlagsAdd('5,700', ['\\Flagged'], { uid: true })
    await phone.messageFlagsRemove('1299', ['\\Seen'], { uid: true })
    await phone.messageFlagsAdd('6', ['$Forwarded'], { uid: true })
    await phone.messageDelete('10:12,1300', { uid: true })
    await phone.append('INBOX', 'Subject: new\r\nDate: Thu, 26 Nov 2026 10:30:00 +0530\r\n\r\nHello\r\n', [])
    await phone.logout()

    const before = here.fetched
    await sync(link, here)
    expect(here.fetched - before).toBe(1)
    expect(here.rows.size).toBe(1297)
    expect(here.rows.get(1301)).toMatchObject({ subject: 'new', clock: 330 })
    expect(here.rows.get(1299)?.clock).toBeUndefined()
    for (const uid of [5, 700]) expect((here.rows.get(uid)?.flags ?? 0) & Flag.flagged).toBe(Flag.flagged)
    expect((here.rows.get(1299)?.flags ?? 0) & Flag.seen).toBe(0)
    expect((here.rows.get(6)?.flags ?? 0) & Flag.forwarded).toBe(Flag.forwarded)
    for (const uid of [10, 11, 12, 1300]) expect(here.rows.has(uid)).toBe(false)
  })

  it('takes up a first round that stopped after any batch, and fetches nothing twice', async () => {
    for (const stop of [1, 5, 11]) {
      const here = cache()
      const round = await open(link, roundInput('INBOX'))
      for (let i = 0; i < stop; i++) here.apply(await round.next([]))
      expect(here.cursor?.complete).toBe(false)
      const halfway = here.rows.size
      await sync(link, here)
      expect(here.fetched).toBe(here.rows.size)
      expect(here.rows.size).toBeGreaterThan(halfway)
      expect(here.cursor?.complete).toBe(true)
    }
  })

  it('brings the older mail when the period grows', async () => {
    const here = cache()
    const since = Date.UTC(2026, 10, 20)
    await sync(link, here, { since })
    expect(here.rows.size).toBeGreaterThan(600)
    expect(here.rows.size).toBeLessThan(900)
    expect(here.cursor?.since).toBe(since)
    const all = runsOf([...here.rows.keys()].sort((a, b) => a - b))
    const before = here.fetched
    await sync(link, here, { known: all })
    expect(here.rows.size).toBe(1297)
    expect(here.fetched - before).toBe(1297 - before)
  })

  it('starts from nothing when UIDVALIDITY changed, and answers the new value', async () => {
    const here = cache()
    const stale: Cursor = { uidValidity: '1', uidNext: 900, modseq: '5', since: null, complete: true }
    const round = await open(link, roundInput('INBOX', { cursor: stale, known: [[1, 2000]] }))
    expect(round.uidValidity).not.toBe('1')
    expect(round.total).toBe(1297)
    for (const batch of await drain(round)) here.apply(batch)
    expect(here.rows.size).toBe(1297)
  })
})

describe('a connected resync', () => {
  it('of 10 changes is a few round trips and less than 10 KB, and mail that came later is told by modseq', async () => {
    const dovecot = await startDovecot()
    dovecot.seed('anna', 'INBOX', mailOf({ count: 3000 }))
    const wire = await wireTo(dovecot.imap)
    const link = linkTo(wire.port)
    try {
      const here = cache()
      await sync(link, here)
      const phone = await other(dovecot.imap, 'anna')
      await phone.messageFlagsAdd('1,500,900,1200,1500', ['\\Flagged'], { uid: true })
      await phone.messageDelete('2:6', { uid: true })
      await phone.logout()
      const client = await link.client('bulk')
      client.stats(true)
      await sync(link, here)
      const { sent, received } = client.stats(true)
      expect(sent + received).toBeLessThan(3000)
      expect(here.rows.size).toBe(2995)
      expect((here.rows.get(1500)?.flags ?? 0) & Flag.flagged).toBe(Flag.flagged)
      // HIGHESTMODSEQ that went backwards: the whole truth, and no mail lost
      const wrong: Cursor = { ...(here.cursor as Cursor), modseq: '99999999999' }
      here.rows.set(7, { flags: Flag.flagged, subject: 'stale' })
      const batches = await drain(await open(link, roundInput('INBOX', { cursor: wrong })))
      batches.forEach(here.apply)
      expect(
        batches
          .flatMap((batch) => batch.windows)
          .map((w) => w.first)
          .sort((a, b) => a - b)
      ).toEqual([1, 1000, 2000, 3000])
      expect((here.rows.get(7)?.flags ?? 0) & Flag.flagged).toBe(0)
      expect(here.rows.size).toBe(2995)
    } finally {
      link.close()
      await wire.close()
      await dovecot.stop()
    }
  })
})

describe('a round over the folder that stands selected, with QRESYNC', () => {
  it('brings flags and new mail without selecting it anew, which it does when something vanished', async () => {
    const dovecot = await startDovecot()
    dovecot.seed('anna', 'INBOX', mailOf({ count: 200 }))
    const wire = await startProxy(dovecot.imap, ['Select completed'])
    const link = linkTo(wire.port)
    try {
      const here = cache()
      await sync(link, here)
      expect(wire.seen('Select completed')).toBe(1)
      const phone = await other(dovecot.imap, 'anna')
      await phone.messageFlagsAdd('1,150', ['\\Flagged'], { uid: true })
      await phone.append('INBOX', 'From: a@b.example\r\nSubject: Fresh\r\n\r\nHere\r\n', ['\\Seen'])
      await sync(link, here)
      expect(wire.seen('Select completed')).toBe(1)
      expect((here.rows.get(150)?.flags ?? 0) & Flag.flagged).toBe(Flag.flagged)
      expect(here.rows.get(201)).toMatchObject({ subject: 'Fresh', flags: Flag.seen })
      const { fetched } = here
      await sync(link, here)
      expect(here.fetched).toBe(fetched)
      await phone.messageDelete('3', { uid: true })
      await phone.messageFlagsAdd('4', ['\\Flagged'], { uid: true })
      await phone.logout()
      await sync(link, here)
      expect(wire.seen('Select completed')).toBe(2)
      expect(here.rows.has(3)).toBe(false)
      expect((here.rows.get(4)?.flags ?? 0) & Flag.flagged).toBe(Flag.flagged)
    } finally {
      link.close()
      await wire.close()
      await dovecot.stop()
    }
  })
})

describe('a wire that is cut', () => {
  it('in the middle of a literal stores nothing half, and the next round has the rest', async () => {
    const dovecot = await startDovecot()
    dovecot.seed('anna', 'INBOX', mailOf({ count: 900 }))
    const wire = await wireTo(dovecot.imap)
    try {
      const here = cache()
      for (const octets of [30_000, 61_337, 120_001]) {
        const link = linkTo(wire.port)
        const round = await open(link, roundInput('INBOX', { cursor: here.cursor, known: here.known() }))
        wire.cut(octets)
        await expect(
          (async () => {
            for (;;) here.apply(await round.next([]))
          })()
        ).rejects.toMatchObject({ code: 'net.closed' })
        expect(here.cursor?.complete).not.toBe(true)
        link.close()
      }
      expect([...here.rows.values()].every((row) => row.subject.length > 3)).toBe(true)
      const link = linkTo(wire.port)
      await sync(link, here)
      expect(here.rows.size).toBe(900)
      expect(here.fetched).toBe(900)
      link.close()
    } finally {
      await wire.close()
      await dovecot.stop()
    }
  })
})
