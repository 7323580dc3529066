import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { type Dovecot, startDovecot } from '../../tests/servers/dovecot.ts'
import { mailOf } from '../../tests/servers/messages.ts'
import { type DropMessage, type Pop3Rules, startPop3 } from '../../tests/servers/scripted-pop3.ts'
import { Flag } from '../../shared/mail/message.ts'
import { fresh, startService, subjects } from './testing.ts'

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

function service(...args: Parameters<typeof startService>) {
  const made = startService(...args)
  open.push(made.end)
  return made
}
async function server(messages: DropMessage[], rules: Pop3Rules = {}) {
  const made = await startPop3(messages, rules)
  open.push(made.close)
  return made
}
async function dovecot(): Promise<Dovecot> {
  const made = await startDovecot()
  open.push(made.stop)
  return made
}

const day = 86_400_000
const mail = (n: number, at = Date.now() - n * day, more = ''): DropMessage => ({
  uidl: `uid-${n}`,
  bytes: Buffer.from(
    `Received: by mx.example; ${new Date(at).toUTCString()}\r\nFrom: Ann <ann@b.example>\r\nSubject: mail ${n}\r\n` +
      `Message-ID: <m${n}@b.example>\r\n\r\ntext ${n}\r\n.dot\r\n${more}`
  )
})
/** As the drop has them: the oldest first. */
const drop = (...numbers: number[]): DropMessage[] => numbers.map((n) => mail(n)).reverse()

describe('from a real server', () => {
  it('every message comes back byte for byte, with its row, its texts and its parts, over TLS and STLS too', async () => {
    const real = await dovecot()
    const seeds = [...mailOf({ count: 300 })]
    real.seed('anna', 'INBOX', seeds)
    const one = service()
    await one.configure(real.pop3)
    const held = await one.sync()
    expect(held.rows.size).toBe(300)
    const validity = held.cursor!.uidValidity
    const bySubject = new Map(
      seeds.map(({ bytes }) => [idOf(Buffer.from(bytes).toString('latin1')), Buffer.from(bytes)])
    )
    for (const { uid, messageId } of held.rows.values())
      expect(await one.source(uid, validity)).toEqual(bySubject.get(messageId))
    const rows = [...held.rows.values()]
    const texts = await one.texts('INBOX', rows, validity)
    expect(
      texts.every(
        ({ failed, text, html }) => failed === null && /Thank you for the call/.test(`${text}${html}`)
      )
    ).toBe(true)
    expect(JSON.stringify(texts)).not.toContain('\ufffd')
    const withFile = rows.find(({ flags }) => flags & Flag.attachment)!
    const file = withFile.parts.find(({ name }) => name === 'terms.pdf')!
    const place = { folder: 'INBOX', uidValidity: validity, uid: withFile.uid }
    let size = 0
    for await (const piece of one.streams.part({
      account: 'a',
      place,
      part: file.part,
      encoding: file.encoding,
      priority: 'click'
    }))
      size += piece.length
    expect(size).toBe('a file of no great weight '.repeat(40).length)
    for (const [security, port] of [
      ['ssl', real.pop3s],
      ['tls', real.pop3]
    ] as const) {
      const login = { host: 'localhost', port, security, user: 'anna' }
      const refused = one.calls.test({ server: login, password: 'pass', trustedCertificates: [] })
      const error = await Promise.resolve(refused).then(
        () => null,
        (reason: unknown) => reason as { params: { fingerprint: string } }
      )
      expect(error).toMatchObject({ code: 'net.certificate' })
      await one.calls.test({
        server: login,
        password: 'pass',
        trustedCertificates: [error!.params.fingerprint]
      })
      await expect(
        one.calls.test({ server: login, password: 'wrong', trustedCertificates: [error!.params.fingerprint] })
      ).rejects.toMatchObject({ code: 'auth.wrongPassword' })
    }
  })
})
const idOf = (text: string): string => /Message-ID: <([^>]*)>/.exec(text)?.[1] ?? ''

describe('what is on the server', () => {
  it('stays there unless the rep said otherwise, and comes here once', async () => {
    const pop = await server(drop(1, 2, 3))
    const one = service()
    await one.configure(pop.port)
    const held = await one.sync()
    await one.calls.retry({ account: 'a' })
    pop.messages.push(mail(0))
    await one.sync('INBOX', held)
    expect(subjects(held)).toEqual(['mail 0', 'mail 1', 'mail 2', 'mail 3'])
    expect(pop.messages).toHaveLength(4)
    expect(pop.said().filter((line) => /^(RETR|DELE)/.test(line))).toHaveLength(4)
  })
  it('is deleted once it is on the disk, and after as many days as the rep said', async () => {
    const pop = await server(drop(1, 2))
    const one = service()
    await one.configure(pop.port, { pop: { leave: false, days: 3 } })
    const held = await one.sync()
    expect(pop.messages).toHaveLength(2)
    await one.configure(pop.port, { pop: { leave: false, days: null } })
    await one.sync('INBOX', held)
    expect([pop.messages.length, held.rows.size]).toEqual([0, 2])
  })
  it.each(['DELE 1', 'DELE 2', 'QUIT'])(
    'a connection cut at %s: the mail is known, not doubled, and deleted the next time',
    async (at) => {
      let cut = true
      const pop = await server(drop(1, 2), { on: (line) => (cut && line === at ? 'close' : undefined) })
      const one = service()
      await one.configure(pop.port, { pop: { leave: false, days: null } })
      const held = fresh()
      await one.sync('INBOX', held).catch(() => undefined)
      expect([pop.messages.length, held.rows.size]).toEqual([2, 2])
      cut = false
      await one.calls.retry({ account: 'a' })
      await one.sync('INBOX', held)
      expect([pop.messages.length, subjects(held)]).toEqual([0, ['mail 1', 'mail 2']])
      expect(pop.said().filter((line) => line.startsWith('RETR'))).toHaveLength(2)
    }
  )
  it('goes on where a cut download stopped, at whatever octet', async () => {
    for (let at = 0; at < 24; at++) {
      let left = at * 67
      let gone = false
      const all = drop(1, 2, 3, 4)
      const pop = await server(all, {
        on(line, session) {
          if (session.number > 0 || !line.startsWith('RETR')) return undefined
          const { bytes } = all[Number(line.slice(5)) - 1]!
          if (gone) return 'hang'
          if (left >= bytes.length) {
            left -= bytes.length
            return undefined
          }
          gone = true
          const piece = Buffer.concat([Buffer.from('+OK\r\n'), bytes]).subarray(0, left + 5)
          setTimeout(() => session.socket.end(piece), 5)
          return 'hang'
        }
      })
      const one = service()
      await one.configure(pop.port)
      const held = fresh()
      await one.sync('INBOX', held).catch(() => undefined)
      await one.calls.retry({ account: 'a' })
      await one.sync('INBOX', held)
      expect(subjects(held)).toEqual(['mail 1', 'mail 2', 'mail 3', 'mail 4'])
      await one.end()
    }
  })
  it('a name that is used again by another message is new mail', async () => {
    const pop = await server(drop(1))
    const one = service()
    await one.configure(pop.port)
    const held = await one.sync()
    pop.messages = [{ ...mail(2, Date.now(), 'longer'), uidl: 'uid-1' }]
    await one.calls.retry({ account: 'a' })
    expect(subjects(await one.sync('INBOX', held))).toEqual(['mail 1', 'mail 2'])
  })
  it('the same name twice is two messages', async () => {
    const pop = await server(drop(1, 2).map((message) => ({ ...message, uidl: 'same' })))
    const one = service()
    await one.configure(pop.port)
    expect(subjects(await one.sync())).toEqual(['mail 1', 'mail 2'])
  })
  it('new names for all messages double nothing', async () => {
    const pop = await server(drop(1, 2, 3))
    const one = service()
    await one.configure(pop.port)
    const held = await one.sync()
    pop.messages = pop.messages.map((message) => ({ ...message, uidl: `moved ${message.uidl}` }))
    await one.calls.retry({ account: 'a' })
    expect(subjects(await one.sync('INBOX', held))).toHaveLength(3)
  })
  it.each([
    ['UIDL', { without: ['UIDL'], capabilities: ['USER', 'TOP'] }],
    ['UIDL and CAPA', { without: ['UIDL'], capabilities: null }],
    ['UIDL and TOP', { without: ['UIDL', 'TOP'], capabilities: ['USER'] }]
  ])(
    'a server without %s: nothing doubled, nothing left out, deleted when it should be',
    async (_, rules) => {
      const pop = await server(drop(1, 2, 3), rules)
      const one = service()
      await one.configure(pop.port)
      const held = await one.sync()
      pop.messages.push(mail(0))
      await one.calls.retry({ account: 'a' })
      await one.sync('INBOX', held)
      expect(subjects(held)).toEqual(['mail 0', 'mail 1', 'mail 2', 'mail 3'])
      await one.configure(pop.port, { pop: { leave: false, days: null } })
      await one.sync('INBOX', held)
      expect([pop.messages.length, held.rows.size]).toEqual([0, 4])
    }
  )
  it('what the rep deleted here does not come back', async () => {
    const pop = await server(drop(1, 2))
    const one = service()
    await one.configure(pop.port)
    const held = await one.sync()
    const gone = [...held.rows.values()].find(({ subject }) => subject === 'mail 1')!.uid
    const { uidValidity } = held.cursor!
    await one.calls.play({
      account: 'a',
      act: { kind: 'expunge', folder: 'INBOX', uidValidity, uids: [gone] },
      bytes: null
    })
    await one.calls.retry({ account: 'a' })
    await one.sync('INBOX', held)
    expect(subjects(held)).toEqual(['mail 2'])
    const packs = readdirSync(join(one.at, 'a', 'mail')).map((name) =>
      readFileSync(join(one.at, 'a', 'mail', name), 'latin1')
    )
    expect([packs.join().includes('text 2'), packs.join().includes('text 1')]).toEqual([true, false])
  })
  it('a drop that is locked by another session says so and is tried again', async () => {
    const pop = await server(drop(1), {
      on: (line) =>
        line.startsWith('PASS') ? '-ERR [IN-USE] Do you have another POP session running?\r\n' : undefined
    })
    const one = service()
    await one.configure(pop.port)
    await expect(one.sync()).rejects.toMatchObject({ code: 'mail.busy' })
    expect(one.states.at(-1)).toMatchObject({ state: 'waiting', error: { code: 'mail.busy' } })
    delete pop.rules.on
    const free = await server(drop(1))
    await one.configure(free.port)
    expect(subjects(await one.sync())).toEqual(['mail 1'])
  })
  it('a refused password is asked once, not every five minutes', async () => {
    const pop = await server(drop(1), { password: 'other' })
    const one = service()
    await one.configure(pop.port)
    await expect(one.sync()).rejects.toMatchObject({ code: 'auth.wrongPassword' })
    await expect(one.sync()).rejects.toMatchObject({ code: 'auth.wrongPassword' })
    expect(pop.sessions).toHaveLength(1)
    expect(one.states.at(-1)?.state).toBe('refused')
    // the folders that are here go on without it
    await expect(one.sync('Sent')).resolves.toMatchObject({ cursor: { complete: true } })
  })
})

describe('the period', () => {
  it('ends the download after a clear run of older mail, and an older date brings the rest', async () => {
    const pop = await server(drop(...Array.from({ length: 200 }, (_, i) => i)))
    const one = service()
    await one.configure(pop.port)
    const since = Date.now() - 30.5 * day
    const held = await one.sync('INBOX', fresh(), since)
    expect(held.rows.size).toBe(31)
    const first = pop.said().filter((line) => line.startsWith('RETR')).length
    expect(first).toBeGreaterThanOrEqual(51)
    expect(first).toBeLessThan(90)
    await one.sync('INBOX', held, Date.now() - 100.5 * day)
    expect(held.rows.size).toBe(101)
    await one.sync('INBOX', held, null)
    expect(held.rows.size).toBe(200)
    expect(pop.said().filter((line) => line.startsWith('RETR'))).toHaveLength(200)
  })
})

describe('what is kept here', () => {
  it('survives a restart, acts included; a new page is told what changed', async () => {
    const pop = await server(drop(1, 2, 3))
    const first = startService()
    await first.configure(pop.port)
    const held = await first.sync()
    const { uidValidity } = held.cursor!
    const uid = (n: number): number =>
      [...held.rows.values()].find(({ subject }) => subject === `mail ${n}`)!.uid
    const play = (act: Parameters<typeof first.calls.play>[0]['act']) =>
      first.calls.play({ account: 'a', act, bytes: null })
    await play({ kind: 'createFolder', path: 'Customers/Acme' })
    const moving = {
      kind: 'move' as const,
      folder: 'INBOX',
      uidValidity,
      uids: [uid(1)],
      to: 'Customers/Acme',
      messageIds: ['']
    }
    const moved = await play(moving)
    expect(await play(moving)).toMatchObject({ already: true, moved: moved.moved })
    await play({
      kind: 'flags',
      folder: 'INBOX',
      uidValidity,
      uids: [uid(2)],
      add: ['\\Flagged'],
      remove: []
    })
    await first.close()
    const second = service(undefined, first.at)
    await second.configure(pop.port)
    await second.sync('INBOX', held)
    expect(subjects(held)).toEqual(['mail 2', 'mail 3'])
    expect(held.rows.get(uid(2))?.flags).toBe(Flag.flagged)
    const there = await second.sync('Customers/Acme')
    expect(subjects(there)).toEqual(['mail 1'])
    expect([...there.rows.keys()]).toEqual([moved.moved[0]![1]])
    expect(await second.source(moved.moved[0]![1], there.cursor!.uidValidity, 'Customers/Acme')).toEqual(
      mailLike(pop, 'mail 1')
    )
    expect(existsSync(join(first.at, 'a', 'index'))).toBe(true)
  })
  it('never holds a password', async () => {
    const pop = await server(drop(1))
    const one = service()
    await one.configure(pop.port)
    await one.sync()
    expect(readFileSync(join(one.at, 'a', 'index'), 'utf8')).not.toContain('pass')
  })
})
const mailLike = (pop: { messages: DropMessage[] }, subject: string): Buffer | undefined =>
  pop.messages.find(({ bytes }) => bytes.includes(`Subject: ${subject}\r\n`))?.bytes
