import { afterEach, describe, expect, it } from 'vitest'
import { type Dovecot, startDovecot } from '../../tests/servers/dovecot.ts'
import { waitAfter } from '../wire/backoff.ts'
import { listFolders } from './folders.ts'
import type { Link } from './link.ts'
import { linkTo, type Wire, wireTo } from './testing.ts'
import { startWatch, usualTimes, type Watch } from './watch.ts'

const mail = 'From: a@b.example\r\nSubject: new\r\n\r\nHello\r\n'

let dovecot: Dovecot | undefined
let link: Link | undefined
let wire: Wire | undefined
let watch: Watch | undefined
afterEach(async () => {
  watch?.stop()
  link?.close()
  await wire?.close()
  await dovecot?.stop()
})

function ear() {
  const heard: { folder: string; at: number }[] = []
  const waiting: { folder: string; tell: () => void }[] = []
  return {
    heard,
    news: (folder: string) => {
      heard.push({ folder, at: Date.now() })
      for (const one of waiting.splice(0)) {
        if (one.folder === folder) one.tell()
        else waiting.push(one)
      }
    },
    next: (folder: string, ms = 5000) =>
      new Promise<void>((tell, fail) => {
        const timer = setTimeout(() => fail(new Error(`no news of ${folder}`)), ms)
        waiting.push({ folder, tell: () => (clearTimeout(timer), tell()) })
      })
  }
}

async function until(true_: () => boolean, ms = 5000): Promise<void> {
  const end = Date.now() + ms
  while (!true_()) {
    if (Date.now() > end) throw new Error('too late')
    await new Promise((done) => setTimeout(done, 20))
  }
}

async function watching(
  times = {}
): Promise<{ dovecot: Dovecot; wire: Wire; link: Link; ears: ReturnType<typeof ear> }> {
  dovecot = await startDovecot()
  dovecot.seed('anna', 'INBOX', [{ bytes: mail, received: 1 }])
  wire = await wireTo(dovecot.imap)
  link = linkTo(wire.port)
  const ears = ear()
  const folders = await listFolders(await link.client('click'), {}, new Map())
  // nobody knows what came before it began
  const first = ears.next('INBOX')
  watch = startWatch(link, ears.news, { ...usualTimes, ...times })
  watch.seen(folders)
  const client = await link.client('watch')
  await until(() => client.idling)
  await first
  return { dovecot, wire, link, ears }
}

describe('watching', () => {
  it('hears of new mail within a second, of flags and of what vanished', async () => {
    const { dovecot, link, ears } = await watching()
    const began = Date.now()
    const came = ears.next('INBOX')
    await dovecot.deliver('anna', mail)
    await came
    expect(Date.now() - began).toBeLessThan(2500)
    const flagged = ears.next('INBOX')
    await link.inFolder('click', 'INBOX', (client) => client.messageFlagsAdd('1', ['\\Seen'], { uid: true }))
    await flagged
    const gone = ears.next('INBOX')
    await link.inFolder('click', 'INBOX', (client) => client.messageDelete('1', { uid: true }))
    await gone
    await new Promise((done) => setTimeout(done, 100))
    expect(ears.heard.map((one) => one.folder).filter((folder) => folder !== 'INBOX')).toEqual([])
  })

  it('hears of a mail that came and went within one look of the server', async () => {
    const { dovecot, link, ears } = await watching()
    // Dovecot looks twice a second at most: what lies between the first telling and the next look is told as one
    const first = ears.next('INBOX')
    await dovecot.deliver('anna', mail)
    await first
    await new Promise((done) => setTimeout(done, 50))
    const second = ears.next('INBOX')
    await link.inFolder('click', 'INBOX', async (client) => {
      await client.append('INBOX', mail)
      await client.messageDelete('3', { uid: true })
    })
    await second
  })

  it('hears of other folders by a quiet look, made, changed and deleted', async () => {
    const { link, ears } = await watching({ poll: 300 })
    const click = await link.client('click')
    const sent = ears.next('Sent')
    await click.append('Sent', mail, ['\\Seen'])
    await sent
    const made = ears.next('Projects')
    await click.mailboxCreate('Projects')
    await made
    const deleted = ears.next('Projects')
    await click.mailboxDelete('Projects')
    await deleted
    // between the looks it idles again
    const inbox = ears.next('INBOX')
    await click.append('INBOX', mail)
    await inbox
  })

  it('makes a lost connection anew and says that the inbox is due', async () => {
    const { wire, ears, link } = await watching()
    const due = ears.next('INBOX')
    wire.cut()
    await due
    expect(wire.connections()).toBeGreaterThan(2)
    const client = await link.client('watch')
    expect(client.usable).toBe(true)
  })

  it('does not sit out its wait once other work has reached the server again', async () => {
    const { wire, ears, link } = await watching()
    wire.refuse(true)
    wire.cut()
    await until(() => (link.dueIn() ?? 0) > 5_000, 20_000)
    wire.refuse(false)
    // as when the rep opens a mail: a click asks before the wait is over
    const due = ears.next('INBOX', 3_000)
    link.retry()
    await link.client('click')
    await due
  }, 30_000)

  it('notices a network that went away without a word, and a wake drops what looks alive', async () => {
    const { wire, link } = await watching({ poll: 200, answer: 300 })
    const before = await link.client('watch')
    wire.freeze()
    await until(() => !before.usable, 4000)
  })
})

describe('waits', () => {
  it('double up to five minutes and are never the same for all', () => {
    const middle = () => 0.5
    expect([1, 2, 3, 4].map((n) => waitAfter(n, middle))).toEqual([2000, 4000, 8000, 16000])
    expect(waitAfter(50, () => 1)).toBe(375_000)
    expect(waitAfter(50, () => 0)).toBe(225_000)
  })
})
