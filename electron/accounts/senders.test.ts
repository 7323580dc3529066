import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startSmtp, type SmtpForTests } from '../../tests/servers/smtp.ts'
import type { Account } from '../../shared/contract/accounts.ts'
import type { Checked } from '../../shared/contract/index.ts'
import { asNew, usual } from '../../shared/new-account.ts'
import { AppError } from '../../shared/errors.ts'
import { compileMessage } from '../message/compile.ts'
import { sendPlainly } from '../smtp/service.ts'
import { createSenders } from './senders.ts'
import type { SavedAccount } from './store.ts'

const mail = { subject: 'Code {code}', text: 'Type {code}.' }
const minute = 60_000

let smtp: SmtpForTests
let secrets: Map<string, string>
let saved: SavedAccount
let clock: number
let allowed: boolean
let senders: ReturnType<typeof createSenders>

beforeEach(async () => {
  smtp = await startSmtp({ options: { disabledCommands: ['STARTTLS'], allowInsecureAuth: true } })
  secrets = new Map()
  clock = Date.UTC(2026, 10, 27)
  allowed = true
  saved = {
    ...asNew,
    ...usual,
    id: 'a1',
    displayName: 'Maya Lindqvist',
    address: 'maya@fernhill.example',
    service: null,
    protocol: 'imap',
    incoming: { host: '127.0.0.1', port: 1, security: 'never', user: 'maya' },
    outgoing: outgoing(smtp.port),
    period: { months: 6 },
    position: 0,
    trustedCertificates: []
  }
  senders = createSenders({
    present: () => saved,
    route: async (account) => ({
      outgoing: account.outgoing,
      secret: async () => 'pass',
      trustedCertificates: [],
      elsewhere: false
    }),
    secrets: {
      read: async (name) => secrets.get(name) ?? null,
      write: async (name, secret) => void secrets.set(name, secret),
      remove: async (name) => void secrets.delete(name),
      strength: async () => 'strong'
    },
    save: (account) => (saved = account),
    send: async (route, content) => sendPlainly(route, await compileMessage(content, []), content),
    requireServer: () => undefined,
    requireConfigure() {
      if (!allowed) throw new AppError('accounts.notAllowed', { why: 'profile', profile: 'Standard' })
    },
    now: () => clock
  })
})
afterEach(() => smtp.close())

function outgoing(port: number): Account['outgoing'] {
  return { host: '127.0.0.1', port, security: 'never', user: 'maya', authentication: true, storeSent: true }
}
const sales = {
  address: 'sales@fernhill.example',
  name: 'Sales',
  signature: 's',
  replyTo: '',
  outgoing: null
}
const save = (change: Partial<Checked<'accounts.saveSender'>['sender']> = {}, password?: string) =>
  senders.handlers['accounts.saveSender']({
    id: 'a1',
    sender: { ...sales, ...change },
    ...(password !== undefined && { password })
  })
const prove = (address = sales.address) =>
  senders.handlers['accounts.proveSender']({ id: 'a1', address, mail })
const confirm = (code: string, address = sales.address) =>
  senders.handlers['accounts.confirmSender']({ id: 'a1', address, code })
const codeIn = (at = -1): string => /Subject: Code (\d{6})/.exec(smtp.mails.at(at)!.source)![1]!
const other = (code: string): string => (code === '123456' ? '654321' : '123456')

describe('a further sender', () => {
  test('may send only once the code that was sent to it came back', async () => {
    await save()
    const unproved = senders.routeOf(saved, sales.address)
    await expect(unproved).rejects.toMatchObject({
      code: 'send.notYours',
      params: { address: sales.address }
    })
    await prove()
    expect(smtp.mails.map(({ from, to }) => [from, to])).toEqual([['maya@fernhill.example', [sales.address]]])
    const code = codeIn()
    expect(smtp.mails[0]!.source).toContain(`Type ${code}.`)
    await expect(confirm(other(code))).rejects.toMatchObject({
      code: 'accounts.wrongCode',
      params: { left: 4 }
    })
    expect((await confirm(` ${code.slice(0, 3)} ${code.slice(3)} `)).senders).toMatchObject([
      { verified: true }
    ])
    const route = await senders.routeOf(saved, 'SALES@fernhill.example')
    expect([route.elsewhere, await route.secret()]).toEqual([false, 'pass'])
    // it has done its work
    await expect(confirm(code)).rejects.toMatchObject({ code: 'accounts.codeExpired' })
  })

  test('has five tries, then even the right code is void', async () => {
    await save()
    await prove()
    const code = codeIn()
    for (const left of [4, 3, 2, 1])
      await expect(confirm(other(code))).rejects.toMatchObject({ params: { left } })
    await expect(confirm(other(code))).rejects.toMatchObject({ code: 'accounts.codeExpired' })
    await expect(confirm(code)).rejects.toMatchObject({ code: 'accounts.codeExpired' })
    expect(saved.senders[0]).toMatchObject({ verified: false })
  })

  test('has half an hour, and a newer code makes the older one void', async () => {
    await save()
    await prove()
    await prove()
    const [first, second] = [codeIn(0), codeIn(1)]
    if (first !== second) await expect(confirm(first)).rejects.toMatchObject({ code: 'accounts.wrongCode' })
    clock += 31 * minute
    await expect(confirm(second)).rejects.toMatchObject({ code: 'accounts.codeExpired' })
    await prove()
    clock += 29 * minute
    expect((await confirm(codeIn())).senders).toMatchObject([{ verified: true }])
  })

  test('is no sender by the code of another one', async () => {
    await save()
    await save({ address: 'info@fernhill.example' })
    await prove()
    await expect(confirm(codeIn(), 'info@fernhill.example')).rejects.toMatchObject({
      code: 'accounts.codeExpired'
    })
  })

  test('a mail that the server did not take leaves no code behind', async () => {
    await save()
    saved = { ...saved, outgoing: { ...saved.outgoing, port: 1 } }
    await expect(prove()).rejects.toMatchObject({ code: 'net.refused' })
    await expect(confirm('000000')).rejects.toMatchObject({ code: 'accounts.codeExpired' })
  })

  test('with a server of its own goes out there, by its own password, which is in no setting and goes with it', async () => {
    await save({ outgoing: { ...outgoing(smtp.port), user: 'sales' } }, 'pass')
    expect(JSON.stringify(saved)).not.toContain('"pass"')
    expect([...secrets.values()]).toEqual(['pass'])
    expect([...secrets.keys()].join()).not.toContain('fernhill')
    await prove()
    expect([smtp.mails[0]?.from, smtp.logins[0]?.user]).toEqual([sales.address, 'sales'])
    await confirm(codeIn())
    const route = await senders.routeOf(saved, sales.address)
    expect([route.elsewhere, await route.secret()]).toEqual([true, 'pass'])
    // another name needs no proof, another server does
    const own = saved.senders[0]!.outgoing
    expect((await save({ outgoing: own, name: 'S' })).senders).toMatchObject([{ name: 'S', verified: true }])
    expect((await save({ outgoing: null })).senders).toMatchObject([{ verified: false }])
    expect([...secrets]).toEqual([])
    await save({ outgoing: own }, 'pass')
    await senders.forget(saved)
    expect([...secrets]).toEqual([])
  })

  test('that is taken away is no default any more', async () => {
    await save()
    await prove()
    await confirm(codeIn())
    saved = { ...saved, defaultSender: sales.address }
    const after = await senders.handlers['accounts.removeSender']({ id: 'a1', address: sales.address })
    expect(after).toMatchObject({ senders: [], defaultSender: '' })
  })

  test('is refused when it is none, when it is the own address, and when the administrator says no', async () => {
    await expect(save({ address: 'x>\r\nRCPT TO:<y' })).rejects.toMatchObject({ code: 'send.badAddress' })
    await expect(save({ replyTo: 'nobody' })).rejects.toMatchObject({ code: 'send.badAddress' })
    await expect(save({ address: 'Maya@fernhill.example' })).rejects.toMatchObject({
      code: 'accounts.duplicate'
    })
    await save()
    allowed = false
    await expect(save()).rejects.toMatchObject({ code: 'accounts.notAllowed' })
    await expect(prove()).rejects.toMatchObject({ code: 'accounts.notAllowed' })
    expect(smtp.mails).toHaveLength(0)
  })
})
