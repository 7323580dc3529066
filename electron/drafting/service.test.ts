import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { freePorts } from '../../tests/servers/dovecot.ts'
import { chunk, says, startModelServer, streamed } from '../../tests/servers/model-server.ts'
import { startProxy } from '../../tests/servers/proxies.ts'
import { makeCertificates } from '../../tests/servers/certificates.ts'
import https from 'node:https'
import net from 'node:net'
import type { CallContext, Payload } from '../../shared/contract/index.ts'
import { usualLimits } from './connection.ts'
import { createDrafting, type DraftingDeps } from './service.ts'

let server: Awaited<ReturnType<typeof startModelServer>>
let settings: Map<string, unknown>
let secrets: Map<string, string>
let logged: string
let pieces: Payload<'drafting.piece'>[]
beforeEach(async () => {
  server = await startModelServer()
  settings = new Map()
  secrets = new Map()
  logged = ''
  pieces = []
})
afterEach(() => server.close())

const question = { system: 'Rules of the house', user: '| Ünïcode words of a mail\n\nTask: answer' }
const ask = '2f1c1f6e-5f0a-4a1b-9d4e-2f1c1f6e5f0a'
const never = (): CallContext => ({ signal: new AbortController().signal, caller: 1 })

function make(change: Partial<DraftingDeps> = {}) {
  const note = (event: string, fields: object = {}): void => void (logged += event + JSON.stringify(fields))
  const drafting = createDrafting({
    host: {
      settings: {
        get: <T>(key: string) => settings.get(key) as T | undefined,
        set: (key, value) => void settings.set(key, structuredClone(value)),
        delete: (key) => void settings.delete(key)
      },
      secrets: {
        read: async (name) => secrets.get(name) ?? null,
        write: async (name, secret) => void secrets.set(name, secret),
        remove: async (name) => void secrets.delete(name),
        strength: async () => 'strong'
      },
      log: { info: note, warn: note, error: note }
    },
    emit: (name, payload) => {
      if (name === 'drafting.piece') pieces.push(payload as Payload<'drafting.piece'>)
    },
    wayTo: async () => null,
    ...change
  })
  const { handlers } = drafting
  return {
    ...drafting,
    set: async (change: { on?: boolean; address?: string; model?: string; key?: string } = {}) =>
      await handlers['drafting.set'](
        { on: true, address: server.address, model: 'small', ...change },
        never()
      ),
    ask: async (context = never(), address = server.address, model = 'small') =>
      await handlers['drafting.ask']({ ask, address, model, question }, context),
    test: async (address = server.address, key?: string) =>
      await handlers['drafting.test']({ address, ...(key === undefined ? {} : { key }) }, never())
  }
}
async function ready(change: Partial<DraftingDeps> = {}) {
  const drafting = make(change)
  await drafting.set()
  return drafting
}
const limits = (change: Partial<typeof usualLimits>) => ({ limits: { ...usualLimits, ...change } })
const closed = () => vi.waitFor(() => expect(server.open()).toBe(0), 5_000)

it('is off until it is turned on, and asks nobody', async () => {
  const drafting = make()
  expect(await drafting.handlers['drafting.get']({}, never())).toEqual({
    on: false,
    address: '',
    model: '',
    hasKey: false
  })
  await expect(drafting.ask()).rejects.toMatchObject({ code: 'drafting.off' })
  await drafting.set({ on: false })
  await expect(drafting.ask()).rejects.toMatchObject({ code: 'drafting.off' })
  expect(server.connections()).toBe(0)
})

it('sends what was shown and nothing else, and tells each piece as it comes', async () => {
  let release = (): void => undefined
  server.chat = (response) => {
    streamed(response).write(`: waiting\n\n${chunk('Grü')}`)
    release = () => says('ße', '\n', 'Maya')(response, server.asked[0]!)
    response.writeHead = () => response
  }
  const drafting = await ready()
  const answer = drafting.ask()
  await vi.waitFor(() => expect(pieces).toEqual([{ ask, text: 'Grü' }]))
  release()
  expect(await answer).toEqual({ text: 'Grüße\nMaya', end: 'whole' })
  expect(server.asked).toEqual([
    {
      method: 'POST',
      path: '/v1/chat/completions',
      key: null,
      body: {
        model: 'small',
        stream: true,
        messages: [
          { role: 'system', content: question.system },
          { role: 'user', content: question.user }
        ]
      }
    }
  ])
  await closed()
  expect(logged).not.toMatch(/mail|Grü|Rules|127\.0/)
})

it('sends nothing where the address or the model is not the one that was shown', async () => {
  const drafting = await ready()
  await expect(drafting.ask(never(), 'http://127.0.0.1:1')).rejects.toMatchObject({
    code: 'drafting.changed'
  })
  await expect(drafting.ask(never(), server.address, 'large')).rejects.toMatchObject({
    code: 'drafting.changed'
  })
  expect(server.connections()).toBe(0)
})

it('keeps the key among the secrets, and tells it to no other server', async () => {
  const drafting = make()
  expect(await drafting.set({ key: 'sk-secret' })).toMatchObject({ hasKey: true })
  await drafting.ask()
  await drafting.test()
  expect(server.asked.map(({ key }) => key)).toEqual(['Bearer sk-secret', 'Bearer sk-secret'])
  const other = await startModelServer()
  try {
    // typed and only tried, then saved without a key of its own
    await drafting.test(other.address)
    expect(await drafting.set({ address: other.address })).toMatchObject({ hasKey: false })
    await drafting.ask(never(), other.address)
    expect(other.asked.map(({ key }) => key)).toEqual([null, null])
  } finally {
    await other.close()
  }
  expect(secrets.size).toBe(0)
  expect(JSON.stringify([...settings]) + logged).not.toContain('sk-secret')
})

it('lists the models, with nothing of a mail in the request', async () => {
  const drafting = make()
  expect(await drafting.test()).toEqual({ models: ['small', 'large:latest'] })
  expect(server.asked).toEqual([{ method: 'GET', path: '/v1/models', key: null, body: null }])
  server.list = (response) => response.writeHead(200).end('<html>')
  await expect(drafting.test()).rejects.toMatchObject({ code: 'drafting.strange' })
  server.list = (response) => response.writeHead(200).end('x'.repeat(1024 * 1024 + 1))
  await expect(drafting.test()).rejects.toMatchObject({ code: 'drafting.strange' })
  server.list = () => undefined
  await expect(make(limits({ list: 100 })).test()).rejects.toMatchObject({ code: 'drafting.late' })
  await closed()
})

const answers = (status: number, body = '') => [status, body] as const
it.each([
  [...answers(401), 'drafting.unauthorised'],
  [...answers(403), 'drafting.unauthorised'],
  [...answers(404, '404 page not found'), 'drafting.notFound'],
  [
    ...answers(404, '{"error":{"message":"model \\"small\\" not found, try pulling it first"}}'),
    'drafting.modelMissing'
  ],
  [...answers(404, '{"error":{"code":"model_not_found"}}'), 'drafting.modelMissing'],
  [...answers(400, '{"error":{"code":"context_length_exceeded"}}'), 'drafting.promptTooLong'],
  [...answers(413), 'drafting.promptTooLong'],
  [...answers(500, 'words of a mail'), 'drafting.failed'],
  [...answers(429), 'drafting.failed'],
  [...answers(200, 'words of a mail'), 'drafting.strange']
])('an answer of %i %s is %s', async (status, body, code) => {
  server.chat = (response) => response.writeHead(status, { 'content-type': 'text/plain' }).end(body)
  const drafting = await ready()
  const error: unknown = await drafting.ask().catch((failed: unknown) => failed)
  expect(error).toMatchObject({ code })
  expect(JSON.stringify(error) + logged).not.toContain('words of a mail')
  await closed()
})

it.each([
  ['no JSON', 'data: {words of a mail\n\n', 'drafting.strange'],
  ['another shape', 'data: {"answer":"words of a mail"}\n\n', 'drafting.strange'],
  ['text of the wrong kind', 'data: {"choices":[{"delta":{"content":7}}]}\n\n', 'drafting.strange'],
  ['no UTF-8', Buffer.from([100, 97, 116, 97, 58, 0xff, 0xfe]), 'drafting.strange'],
  ['a line without end', 'x'.repeat(300_000), 'drafting.strange'],
  [
    'an error in the stream',
    `${chunk('a')}data: {"error":{"message":"words of a mail"}}\n\n`,
    'drafting.failed'
  ],
  ['an end without an end', chunk('a'), 'drafting.cutOff'],
  ['an event that was cut', chunk('a', 'stop').slice(0, -2), 'drafting.cutOff'],
  ['nothing', '', 'drafting.cutOff']
])('a stream with %s', async (_what, body, code) => {
  server.chat = (response) => streamed(response).end(body)
  const drafting = await ready()
  const error: unknown = await drafting.ask().catch((failed: unknown) => failed)
  expect(error).toMatchObject({ code })
  expect(JSON.stringify(error)).not.toContain('words of a mail')
})

it('takes streams with other line ends, without [DONE], and an end by length', async () => {
  const drafting = await ready()
  server.chat = (response) => {
    streamed(response)
    const all = Buffer.from(`event: x\n${chunk('Grüße')}${chunk('!', 'length')}`.replaceAll('\n', '\r\n'))
    // cut within characters and within line ends
    for (let at = 0; at < all.length; at += 7) response.write(all.subarray(at, at + 7))
    response.end()
  }
  expect(await drafting.ask()).toEqual({ text: 'Grüße!', end: 'length' })
})

it('a connection that breaks is cut off, and what came was told', async () => {
  server.chat = (response) => streamed(response).write(chunk('half'), () => response.destroy())
  const drafting = await ready()
  await expect(drafting.ask()).rejects.toMatchObject({ code: 'drafting.cutOff' })
  expect(pieces.map(({ text }) => text)).toEqual(['half'])
})

it('an endless answer is stopped at 200 KB, and its connection closed', async () => {
  server.chat = (response) => {
    streamed(response)
    const more = (): void => {
      while (!response.destroyed && response.write(chunk('x'.repeat(1000))));
      if (!response.destroyed) response.once('drain', more)
    }
    more()
  }
  const drafting = await ready()
  await expect(drafting.ask()).rejects.toMatchObject({ code: 'drafting.tooLong' })
  const taken = pieces.reduce((sum, { text }) => sum + text.length, 0)
  expect(taken).toBeGreaterThan(200_000)
  expect(taken).toBeLessThanOrEqual(200 * 1024)
  await closed()
})

it('silence and a slow answer have their limits', async () => {
  server.chat = (response) => void streamed(response).write(chunk('a'))
  const silent = await ready(limits({ silence: 200 }))
  await expect(silent.ask()).rejects.toMatchObject({ code: 'drafting.silent' })
  server.chat = (response) => {
    streamed(response)
    const timer = setInterval(() => response.write(chunk('a')), 20)
    response.on('close', () => clearInterval(timer))
  }
  const slow = await ready(limits({ silence: 200, whole: 600 }))
  await expect(slow.ask()).rejects.toMatchObject({ code: 'drafting.late' })
  // it spoke all the time: what ended it was the whole, not a silence
  expect(pieces.length).toBeGreaterThan(5)
  await closed()
})

it('cancelling closes the connection; so do turning it off and the end of the app', async () => {
  server.chat = (response) => void streamed(response).write(chunk('a'))
  const drafting = await ready()
  const ending = new AbortController()
  const ends = [async () => ending.abort(), () => drafting.set({ on: false }), async () => drafting.close()]
  for (const end of ends) {
    pieces = []
    await drafting.set()
    const answer = drafting.ask({ signal: end === ends[0] ? ending.signal : never().signal, caller: 1 })
    const refused = expect(answer).rejects.toMatchObject({ code: 'contract.cancelled' })
    await vi.waitFor(() => expect(pieces).toHaveLength(1))
    expect(server.open()).toBe(1)
    await end()
    await refused
    await closed()
  }
})

it('a redirect is refused and the other server hears nothing', async () => {
  const other = await startModelServer()
  try {
    for (const status of [301, 302, 307, 308]) {
      const lead: typeof server.chat = (response) =>
        response.writeHead(status, { location: `${other.address}/v1/chat/completions` }).end()
      server.chat = server.list = lead
      const drafting = await ready()
      await expect(drafting.ask()).rejects.toMatchObject({ code: 'drafting.redirect' })
      await expect(drafting.test()).rejects.toMatchObject({ code: 'drafting.redirect' })
    }
    expect(other.connections()).toBe(0)
  } finally {
    await other.close()
  }
})

it('goes by the proxy of the settings, and names what is not there', async () => {
  const proxy = await startProxy('http', { to: () => Number(new URL(server.address).port) })
  const far = 'http://10.1.2.3:11434'
  try {
    const way = { kind: 'http' as const, host: '127.0.0.1', port: proxy.port, user: '', password: null }
    const drafting = make({ wayTo: async () => way })
    await drafting.set({ address: far })
    expect(await drafting.ask(never(), far)).toMatchObject({ text: 'Hello' })
    expect(proxy.asked).toEqual(['10.1.2.3:11434'])
  } finally {
    await proxy.close()
  }
  const [port = 0] = await freePorts(1)
  await expect(make().test(`http://127.0.0.1:${port}`)).rejects.toMatchObject({
    code: 'drafting.unreachable',
    params: { reason: 'notThere' }
  })
})

it('a certificate that nobody vouches for is refused before a word is said', async () => {
  const { good } = makeCertificates()
  let heard = 0
  const secure = https.createServer({ key: good.key, cert: good.cert }, () => heard++)
  await new Promise<void>((done) => secure.listen(0, '127.0.0.1', done))
  const { port } = secure.address() as { port: number }
  try {
    const address = `https://localhost:${port}`
    const drafting = make()
    await drafting.set({ address })
    await expect(drafting.ask(never(), address)).rejects.toMatchObject({
      code: 'drafting.unreachable',
      params: { reason: 'certificate' }
    })
    expect(heard).toBe(0)
  } finally {
    secure.close()
  }
})

it('an address in the clear to another network is refused, saved or tried', async () => {
  const drafting = make()
  for (const address of ['http://models.example', 'http://8.8.8.8:11434']) {
    await expect(drafting.test(address)).rejects.toMatchObject({ code: 'drafting.openAddress' })
    await expect(drafting.set({ address })).rejects.toMatchObject({ code: 'drafting.openAddress' })
  }
  await expect(drafting.set({ address: 'http://a:b@localhost' })).rejects.toMatchObject({
    code: 'drafting.badAddress'
  })
  expect(settings.size).toBe(0)
})

it('connects to nobody where it was cancelled, or was late, while the way was looked for', async () => {
  const connect = vi.spyOn(net, 'connect')
  const ending = new AbortController()
  const wayTo = async () => (ending.abort(), null)
  const cancelled = await ready({ wayTo })
  await expect(cancelled.ask({ signal: ending.signal, caller: 1 })).rejects.toMatchObject({
    code: 'contract.cancelled'
  })
  const slow = async () => (await new Promise((done) => setTimeout(done, 40)), null)
  const late = await ready({ wayTo: slow, ...limits({ connect: 10 }) })
  await expect(late.ask()).rejects.toMatchObject({ code: 'drafting.unreachable' })
  expect(connect).not.toHaveBeenCalled()
  connect.mockRestore()
})
