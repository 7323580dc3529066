import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { type DropMessage, type ScriptedPop3, startPop3 } from '../../../tests/servers/scripted-pop3.ts'
import { startPoll } from '../poll.ts'
import { quick, settings } from '../testing.ts'
import { play } from './acts.ts'
import { type Mailbox, openMailbox, type Step } from './mailbox.ts'

/** kill -9 at every step: whatever was on the disk by then, the next start has each mail once. */
const folders: string[] = []
const servers: ScriptedPop3[] = []
const killed: Mailbox[] = []
afterEach(async () => {
  for (const one of killed.splice(0)) await one.close()
  for (const one of servers.splice(0)) await one.close()
  for (const one of folders.splice(0)) rmSync(one, { recursive: true, force: true })
})
function place(): string {
  const made = mkdtempSync(join(tmpdir(), 'spool-'))
  folders.push(made)
  return made
}
const count = 7
async function server(): Promise<ScriptedPop3> {
  const messages = Array.from({ length: count }, (_, i): DropMessage => ({
    uidl: `u${i}`,
    bytes: Buffer.from(`Subject: mail ${i}\r\nMessage-ID: <${i}@b.example>\r\n\r\n${'x'.repeat(i * 50)}\r\n`)
  }))
  const made = await startPop3(messages)
  servers.push(made)
  return made
}
const poll = (mailbox: Mailbox, port: number, leave: boolean) =>
  startPoll(
    mailbox,
    settings(port),
    { since: null, leave, days: null, secret: async () => 'pass', deadlines: quick },
    { online: () => undefined, came: () => undefined }
  ).done
/** What the mailbox holds: folder and subject of each mail, and that its bytes are whole. */
function contents(mailbox: Mailbox, messages: DropMessage[]): string[] {
  return [...mailbox.state.folders.values()]
    .flatMap(({ path, mails }) =>
      [...mails.values()].map((mail) => {
        const bytes = mailbox.bytes.read(mail, 0, mail.size)
        const { subject } = mailbox.readRow(mail).row
        return `${path} ${subject} ${messages.some((one) => one.bytes.equals(bytes)) ? 'whole' : 'broken'}`
      })
    )
    .sort()
}
const all = Array.from({ length: count }, (_, i) => `INBOX mail ${i} whole`)

/** Its files are closed late, as nobody would who was killed. */
async function dying(folder: string, step: Step): Promise<Mailbox> {
  const made = await openMailbox(folder, step)
  killed.push(made)
  return made
}

/** A run that ends at the nth step; false: it came to its end before. */
async function until(n: number, run: (step: Step) => Promise<unknown>): Promise<boolean> {
  let left = n
  let died = false
  const step: Step = () => {
    if (died || left-- === 0) {
      died = true
      throw new Error('killed')
    }
  }
  await run(step).catch(() => undefined)
  return died
}

it.each([true, false])('a download (mail stays on the server: %s)', async (leave) => {
  let n = 0
  for (let died = true; died; n++) {
    const folder = place()
    const pop = await server()
    const messages = pop.messages
    died = await until(n, async (step) => poll(await dying(folder, step), pop.port, leave))
    for (let run = 0; run < 2; run++) {
      const mailbox = await openMailbox(folder)
      expect(await poll(mailbox, pop.port, leave)).toBeNull()
      expect(contents(mailbox, messages)).toEqual(all)
      expect(pop.messages).toHaveLength(leave ? count : 0)
      await mailbox.close()
    }
  }
  expect(n).toBeGreaterThan(10)
})

it('a move, a copy, an expunge and an append: played again, each is done once', async () => {
  const pop = await server()
  const messages = [
    ...pop.messages,
    { uidl: '', bytes: Buffer.from('Subject: own\r\nMessage-ID: <own@b.example>\r\n\r\nx\r\n') }
  ]
  const start = place()
  const first = await openMailbox(start)
  await poll(first, pop.port, true)
  const uidValidity = String(first.inbox().validity)
  const [a, b, c] = [...first.inbox().mails.values()].map(({ uid }) => uid)
  await first.close()
  const content = { messageId: 'own@b.example', date: 1 } as Parameters<typeof play>[1] extends infer A
    ? A extends { content: infer C }
      ? C
      : never
    : never
  const acts: [Parameters<typeof play>[1], Buffer | null][] = [
    [{ kind: 'move', folder: 'INBOX', uidValidity, uids: [a!], to: 'Archive', messageIds: [''] }, null],
    [{ kind: 'copy', folder: 'INBOX', uidValidity, uids: [b!], to: 'Archive', messageIds: [''] }, null],
    [{ kind: 'expunge', folder: 'INBOX', uidValidity, uids: [c!] }, null],
    [{ kind: 'append', folder: 'Sent', flags: ['\\Seen'], content, replaces: null }, messages.at(-1)!.bytes]
  ]
  const run = async (mailbox: Mailbox): Promise<void> => {
    for (const [act, bytes] of acts) await play(mailbox, act, bytes)
  }
  let wanted: string[] | null = null
  for (let n = -1, died = true; died || n === 0; n++) {
    const folder = place()
    cpSync(start, folder, { recursive: true })
    if (n >= 0) died = await until(n, async (step) => run(await dying(folder, step)))
    const mailbox = await openMailbox(folder)
    await run(mailbox)
    wanted ??= contents(mailbox, messages)
    expect(contents(mailbox, messages)).toEqual(wanted)
    await mailbox.close()
  }
  expect(wanted).toHaveLength(count + 1)
})

it('an index that ends at any octet, or has a line that cannot be read', async () => {
  const pop = await server()
  const whole = place()
  const first = await openMailbox(whole)
  await poll(first, pop.port, true)
  await first.close()
  const { size } = statSync(join(whole, 'index'))
  const cases: ((index: string) => void)[] = []
  for (let cut = 0; cut <= size; cut += 173) cases.push((index) => truncateSync(index, cut))
  cases.push((index) => {
    const lines = readFileSync(index, 'utf8').split('\n')
    lines[lines.length - 3] = '{"k":"mail","f":'
    writeFileSync(index, lines.join('\n'))
  })
  for (const spoil of cases) {
    const folder = place()
    cpSync(whole, folder, { recursive: true })
    spoil(join(folder, 'index'))
    const mailbox = await openMailbox(folder)
    expect(await poll(mailbox, pop.port, true)).toBeNull()
    expect(contents(mailbox, pop.messages)).toEqual(all)
    await mailbox.close()
  }
})

it('rows that were lost are read again, and a journal of much noise is written anew', async () => {
  const pop = await server()
  const folder = place()
  const first = await openMailbox(folder)
  await poll(first, pop.port, true)
  const uidValidity = String(first.inbox().validity)
  const uids = [...first.inbox().mails.keys()]
  for (let i = 0; i < 30; i++) {
    const act = { kind: 'flags' as const, folder: 'INBOX', uidValidity, uids }
    await play(first, { ...act, add: i % 2 ? [] : ['\\Seen'], remove: i % 2 ? ['\\Seen'] : [] }, null)
  }
  await first.close()
  truncateSync(join(folder, 'rows-0'), 100)
  const noise = Array.from({ length: 21_000 }, () => '{"k":"forget","keys":[]}\n').join('')
  writeFileSync(join(folder, 'index'), noise, { flag: 'a' })
  const second = await openMailbox(folder)
  expect(contents(second, pop.messages)).toEqual(all)
  await second.close()
  expect(statSync(join(folder, 'index')).size).toBeLessThan(10_000)
  const third = await openMailbox(folder)
  expect(contents(third, pop.messages)).toEqual(all)
  expect(await poll(third, pop.port, true)).toBeNull()
  expect(pop.said().filter((line) => line.startsWith('RETR'))).toHaveLength(count)
  await third.close()
})
