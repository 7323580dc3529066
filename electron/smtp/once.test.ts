import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  startScriptedSmtp,
  smtpSteps,
  type ScriptedSmtp,
  type SmtpStep
} from '../../tests/servers/scripted-smtp.ts'
import { smtpError, startSmtp, type SmtpForTests } from '../../tests/servers/smtp.ts'
import { context, input, outgoing, server, temporaryFolder } from '../../tests/outgoing/fixture.ts'
import type { OutgoingService } from './service.ts'

const clear = { options: { disabledCommands: ['STARTTLS'], allowInsecureAuth: true } }
let folder: string
let remove: () => Promise<void>
const closing: { close(): Promise<void> }[] = []
beforeEach(async () => ({ folder, remove } = await temporaryFolder()))
afterEach(async () => {
  for (const one of closing.splice(0)) await one.close()
  await remove()
})
function kept<T extends { close(): Promise<void> }>(one: T): T {
  closing.push(one)
  return one
}
const phases = (service: OutgoingService) => service.handlers['outgoing.records']({ lease: 1 }, context())
const send = (service: OutgoingService, change = {}, signal?: AbortSignal) =>
  service.handlers['outgoing.send'](input(change), context(signal))

test('a mail is sent, noted, and a repeat is answered without a connection, after a restart too', async () => {
  const smtp = kept(await startSmtp(clear))
  const service = kept(outgoing(folder, server(smtp.port)))
  const answer = { state: 'sent', accepted: ['dana@acme.example'], rejected: [], copy: 'now' }
  expect(await send(service)).toEqual(answer)
  expect(await phases(service)).toMatchObject([
    { messageId: 'one@fernhill.example', account: 'a1', phase: 'sent' }
  ])
  expect(await send(service)).toEqual(answer)
  await service.close()
  expect(await send(kept(outgoing(folder, server(smtp.port))))).toEqual(answer)
  expect(smtp.mails).toHaveLength(1)
  expect(smtp.connections()).toBe(1)
  expect(smtp.mails[0]?.source).toContain('Message-ID: <one@fernhill.example>')
})

test.each([
  ['250-scripted\r\n250-SIZE 35882577\r\n250 AUTH PLAIN', 35882577],
  ['250-scripted\r\n250-SIZE 0\r\n250 AUTH PLAIN', null],
  ['250-scripted\r\n250 AUTH PLAIN', null]
])('what the server says of its size limit is heard: %j', async (ehlo, limit) => {
  const scripted = kept(await startScriptedSmtp((step) => (step === 'ehlo' ? ehlo : null)))
  const heard: [string, number | null][] = []
  const learned = (account: string, size: number | null): void => void heard.push([account, size])
  await send(kept(outgoing(folder, server(scripted.port), { learned })))
  expect(heard).toEqual([['a1', limit]])
})

test('two sends of one mail at the same time are one send', async () => {
  const smtp = kept(await startSmtp(clear))
  const service = kept(outgoing(folder, server(smtp.port)))
  const answers = await Promise.all([send(service), send(service), send(service)])
  expect(new Set(answers.map((one) => one.state))).toEqual(new Set(['sent']))
  expect(smtp.mails).toHaveLength(1)
})

test('while it is held, what runs goes on and nothing begins; then all of it goes', async () => {
  let answer = (): void => undefined
  const asked = new Promise<void>((done) => (answer = done))
  const smtp = kept(await startSmtp(clear))
  const route = kept(
    outgoing(folder, server(smtp.port), {
      compile: async (content) => {
        if (content.messageId === 'one@fernhill.example') await asked
        return Buffer.from(`Message-ID: <${content.messageId}>\r\n\r\nHello\r\n`)
      }
    })
  )
  const first = send(route)
  await new Promise((done) => setTimeout(done, 20))
  expect(route.sending.running()).toBe(true)
  const release = route.sending.hold()
  const second = send(route, { messageId: 'two@fernhill.example' })
  answer()
  await first
  await route.sending.idle()
  expect([smtp.mails.length, route.sending.running()]).toEqual([1, false])
  release()
  await second
  expect(smtp.mails).toHaveLength(2)
})

test('a wire that dies between the last dot and the 250 is a doubt, and nothing is sent again by itself', async () => {
  const scripted = kept(await startScriptedSmtp((step) => (step === 'dot' ? 'drop' : null)))
  const service = kept(outgoing(folder, server(scripted.port)))
  await expect(send(service)).rejects.toMatchObject({ code: 'send.unsure' })
  await expect(send(service)).rejects.toMatchObject({ code: 'send.unsure' })
  expect(scripted.taken()).toBe(1)
  expect(await phases(service)).toMatchObject([{ phase: 'data' }])
})

test('silence after the last dot is a doubt as well', async () => {
  const scripted = kept(await startScriptedSmtp((step) => (step === 'dot' ? '' : null)))
  const service = kept(
    outgoing(folder, server(scripted.port), {
      deadlines: { connect: 900, greeting: 900, silence: 900, afterDot: 300 }
    })
  )
  await expect(send(service)).rejects.toMatchObject({ code: 'send.unsure' })
})

describe('the answer to a doubt', () => {
  async function doubt(found: boolean | null) {
    const scripted = kept(await startScriptedSmtp((step) => (step === 'dot' ? 'drop' : null)))
    const asked: unknown[] = []
    const service = kept(
      outgoing(folder, server(scripted.port), {
        searchSent: async (...search) => {
          asked.push(search)
          return found
        }
      })
    )
    await send(service).catch(() => undefined)
    const where = { lease: 1, account: 'a1', messageId: 'one@fernhill.example' }
    const ask = (sentFolder: string | null) =>
      service.handlers['outgoing.wasSent']({ ...where, sentFolder }, context())
    const settle = (sent: boolean) => service.handlers['outgoing.settle']({ ...where, sent }, context())
    return { scripted, service, asked, ask, settle }
  }
  test('Sent holds it: it was sent, and the recipients that were taken are told', async () => {
    const { service, ask, asked, scripted } = await doubt(true)
    expect(await ask('Sent')).toEqual({ found: true })
    expect(asked).toEqual([['a1', 'Sent', 'one@fernhill.example']])
    expect(await send(service)).toMatchObject({ state: 'sent', accepted: ['dana@acme.example'] })
    expect(scripted.taken()).toBe(1)
  })
  test('Sent cannot decide: the doubt stays until the rep decides', async () => {
    const { service, ask, settle, scripted } = await doubt(false)
    expect(await ask('Sent')).toEqual({ found: false })
    expect(await ask(null)).toEqual({ found: null })
    await expect(send(service)).rejects.toMatchObject({ code: 'send.unsure' })
    await settle(false)
    await expect(send(service)).rejects.toMatchObject({ code: 'send.unsure' })
    expect(scripted.taken()).toBe(2)
    await settle(true)
    expect(await send(service)).toMatchObject({ state: 'sent' })
    await settle(false)
    expect(await send(service)).toMatchObject({ state: 'sent' })
    expect(scripted.taken()).toBe(2)
  })
})

const child = new URL('../../tests/outgoing/crash-child.ts', import.meta.url).pathname

test(
  'a crash between the 250 and our note of it: the next start knows the doubt and sends nothing',
  { timeout: 20_000 },
  async () => {
    let sender: ChildProcess | null = null
    const smtp = kept(
      await startSmtp({
        ...clear,
        // the server has taken the mail; its 250 meets a process that is gone
        onTaken: async () => {
          sender?.kill('SIGKILL')
          if (sender) await once(sender, 'exit')
        }
      })
    )
    sender = fork(child, [folder, String(smtp.port), '0'], { stdio: 'ignore' })
    await once(sender, 'exit')
    expect(smtp.mails).toHaveLength(1)
    const service = kept(outgoing(folder, server(smtp.port), { searchSent: async () => true }))
    expect(await phases(service)).toMatchObject([{ messageId: 'one@fernhill.example', phase: 'data' }])
    await expect(send(service)).rejects.toMatchObject({ code: 'send.unsure' })
    const where = { lease: 1, account: 'a1', messageId: 'one@fernhill.example', sentFolder: 'Sent' }
    expect(await service.handlers['outgoing.wasSent'](where, context())).toEqual({ found: true })
    expect(await send(service)).toMatchObject({ state: 'sent' })
    expect(smtp.connections()).toBe(1)
  }
)

test.each(['mail', 'data', 'body'] as SmtpStep[])(
  'a crash at %s, before the last dot, leaves no doubt: the next start sends it, once',
  { timeout: 20_000 },
  async (step) => {
    let sender: ChildProcess | null = null
    const scripted = kept(
      await startScriptedSmtp((at) => {
        if (at === step) sender?.kill('SIGKILL')
        return at === step && sender ? '' : null
      })
    )
    // large enough not to have gone whole when its first bytes arrive
    sender = fork(child, [folder, String(scripted.port), step === 'body' ? '12000000' : '0'], {
      stdio: 'ignore'
    })
    await once(sender, 'exit')
    sender = null
    expect(scripted.taken()).toBe(0)
    expect(await send(kept(outgoing(folder, server(scripted.port))))).toMatchObject({ state: 'sent' })
    expect(scripted.taken()).toBe(1)
  }
)

test('250, and the wire is gone before QUIT: sent', async () => {
  const scripted = kept(await startScriptedSmtp((step) => (step === 'quit' ? 'drop' : null)))
  expect(await send(kept(outgoing(folder, server(scripted.port))))).toMatchObject({ state: 'sent' })
})

describe('at every step before the last dot', () => {
  const before = smtpSteps.slice(0, smtpSteps.indexOf('dot'))
  async function fail(
    step: SmtpStep,
    reply: string | 'drop'
  ): Promise<{ code: unknown; scripted: ScriptedSmtp; service: OutgoingService }> {
    let broken = true
    const scripted = kept(await startScriptedSmtp((at) => (broken && at === step ? reply : null)))
    const service = kept(outgoing(folder, server(scripted.port)))
    const code = await send(service).then(
      () => 'sent',
      (error: { code: string }) => error.code
    )
    broken = false
    return { code, scripted, service }
  }
  test.each(before)('a drop at %s is not sent, may be tried again, and is then sent once', async (step) => {
    const { code, scripted, service } = await fail(step, 'drop')
    expect(code).toBe('net.closed')
    expect(await send(service)).toMatchObject({ state: 'sent' })
    expect(scripted.taken()).toBe(1)
  })
  test.each(before)('421 at %s is temporary, and it is sent once later', async (step) => {
    const { code, scripted, service } = await fail(step, '421 4.3.2 closing')
    expect(code).toBe('send.temporary')
    expect(await send(service)).toMatchObject({ state: 'sent' })
    expect(scripted.taken()).toBe(1)
  })
  test.each(before.filter((step) => step !== 'body'))('451 at %s is temporary', async (step) => {
    // HELO is tried after a refused EHLO, and refused alike
    expect((await fail(step, '451 4.3.0 later')).code).toBe('send.temporary')
  })
  test.each([
    ['greeting', '554 no service', 'send.refused'],
    ['auth', '535 5.7.8 no', 'auth.wrongPassword'],
    ['mail', '550 5.7.1 not you', 'send.senderRefused'],
    ['mail', '552 5.3.4 too big', 'send.tooLarge'],
    ['rcpt', '550 5.1.1 nobody', 'send.recipientRefused'],
    ['data', '554 5.6.0 no', 'send.refused'],
    ['mail', '354 what', 'mail.protocol'],
    ['greeting', '* OK IMAP4rev1', 'net.wrongProtocol'],
    ['greeting', '221 bye', 'net.wrongProtocol']
  ] as [SmtpStep, string, string][])('%s answered with %j is %s', async (step, reply, code) => {
    const got = await fail(step, reply)
    expect(got.code).toBe(code)
    expect(got.scripted.taken()).toBe(0)
  })
})

describe('a refusal after the last dot is the server saying that it has not taken the mail', () => {
  test.each([
    ['421 4.3.2 closing', 'send.temporary'],
    ['452 4.3.1 no room', 'send.temporary'],
    ['552 5.3.4 too big', 'send.tooLarge'],
    ['554 5.7.1 spam', 'send.refused']
  ])('%s', async (reply, code) => {
    let broken = true
    const scripted = kept(await startScriptedSmtp((step) => (broken && step === 'dot' ? reply : null)))
    const service = kept(outgoing(folder, server(scripted.port)))
    await expect(send(service)).rejects.toMatchObject({ code, params: { reply } })
    expect(await phases(service)).toMatchObject([{ phase: 'failed' }])
    broken = false
    expect(await send(service)).toMatchObject({ state: 'sent' })
  })
  test('what is no reply at all leaves a doubt', async () => {
    const scripted = kept(await startScriptedSmtp((step) => (step === 'dot' ? '354 go on' : null)))
    await expect(send(kept(outgoing(folder, server(scripted.port))))).rejects.toMatchObject({
      code: 'send.unsure'
    })
  })
})

test('a 250 that comes before the mail has gone is not believed', async () => {
  const scripted = kept(
    await startScriptedSmtp((step) => (step === 'data' ? '354 go on\r\n250 taken' : null))
  )
  const service = kept(outgoing(folder, server(scripted.port)))
  const code = await send(service, { text: 'x'.repeat(5_000_000) }).catch(
    (error: { code: string }) => error.code
  )
  expect(['mail.protocol', 'send.unsure']).toContain(code)
})

test('a reply without end is cut off', async () => {
  const scripted = kept(
    await startScriptedSmtp((step, socket) => {
      if (step !== 'ehlo') return null
      for (let line = 0; line < 20_000; line++) socket.write('250-and more\r\n')
      return ''
    })
  )
  await expect(send(kept(outgoing(folder, server(scripted.port))))).rejects.toMatchObject({
    code: 'mail.protocol'
  })
})

test('called off before the last dot: not sent; called off after it: the reply decides', async () => {
  const stop = new AbortController()
  const early = kept(
    await startScriptedSmtp((step) => {
      if (step === 'rcpt') stop.abort()
      return step === 'rcpt' ? '' : null
    })
  )
  const service = kept(outgoing(folder, server(early.port)))
  await expect(send(service, {}, stop.signal)).rejects.toMatchObject({ code: 'contract.cancelled' })
  const late = new AbortController()
  const smtp = kept(await startSmtp({ ...clear, onTaken: () => late.abort() }))
  expect(await send(kept(outgoing(folder, server(smtp.port))), {}, late.signal)).toMatchObject({
    state: 'sent'
  })
  expect(early.taken()).toBe(0)
})

test('some recipients refused: the others have it once, and the refused are told with the reply', async () => {
  const smtp = kept(
    await startSmtp({
      ...clear,
      refuse: (address) => (address.startsWith('nobody') ? smtpError(550, '5.1.1 no such user') : null)
    })
  )
  const service = kept(outgoing(folder, server(smtp.port)))
  const change = { cc: [['', 'nobody@acme.example'] as [string, string]] }
  const answer = {
    accepted: ['dana@acme.example'],
    rejected: [{ address: 'nobody@acme.example', reply: '550 5.1.1 no such user' }]
  }
  expect(await send(service, change)).toMatchObject(answer)
  await service.close()
  expect(await send(kept(outgoing(folder, server(smtp.port))), change)).toMatchObject(answer)
  expect(smtp.mails.map((one) => one.to)).toEqual([['dana@acme.example']])
})

test('all recipients refused: nothing is sent; one of them deferred makes it worth another try', async () => {
  const refusing = (later: boolean): Promise<SmtpForTests> =>
    startSmtp({
      ...clear,
      refuse: (address) => smtpError(later && address.startsWith('dana') ? 451 : 550, '5.1.1 no')
    })
  const both = { cc: [['', 'x@acme.example'] as [string, string]] }
  const gone = kept(await refusing(false))
  await expect(send(kept(outgoing(folder, server(gone.port))), both)).rejects.toMatchObject({
    code: 'send.recipientRefused',
    params: { address: 'dana@acme.example', count: 2 }
  })
  const later = kept(await refusing(true))
  await expect(send(kept(outgoing(folder, server(later.port))), both)).rejects.toMatchObject({
    code: 'send.temporary'
  })
  expect([...gone.mails, ...later.mails]).toEqual([])
})
