import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { contractVersion } from '../../shared/contract/index.ts'
import { browserTransport, electronTransport, StandInContents, token } from './transports.ts'

/** Who is not the page: each must be refused before a service hears of it. */

describe('a stranger at the browser shell', () => {
  let shell: Awaited<ReturnType<typeof browserTransport>>
  beforeEach(async () => {
    shell = await browserTransport()
  })
  afterEach(() => shell.close())

  function upgrade(options: {
    origin?: string
    host?: string
    protocols?: string[]
    path?: string
  }): Promise<number> {
    const socket = new WebSocket(
      `ws://127.0.0.1:${shell.port}${options.path ?? '/bridge'}`,
      options.protocols ?? ['salesinbox', `token.${token}`],
      {
        ...(options.origin === undefined ? {} : { origin: options.origin }),
        ...(options.host === undefined ? {} : { headers: { host: options.host } })
      }
    )
    return new Promise((done) => {
      socket.on('error', () => undefined)
      socket.on('open', () => {
        socket.terminate()
        done(101)
      })
      socket.on('unexpected-response', (_request, response) => done(response.statusCode ?? 0))
    })
  }
  const own = (): string => `http://127.0.0.1:${shell.port}`

  it('lets its own page in', async () => expect(await upgrade({ origin: own() })).toBe(101))
  it.each<[string, () => Parameters<typeof upgrade>[0]]>([
    ['another origin', () => ({ origin: 'http://evil.example' })],
    ['another port of this computer', () => ({ origin: 'http://127.0.0.1:1' })],
    ['this port by another name', () => ({ origin: `http://localhost:${shell.port}` })],
    ['a sandboxed frame', () => ({ origin: 'null' })],
    ['a program without an origin', () => ({})],
    ['no token', () => ({ origin: own(), protocols: ['salesinbox'] })],
    ['a wrong token', () => ({ origin: own(), protocols: ['salesinbox', `token.${token.slice(1)}x`] })],
    ['an empty token', () => ({ origin: own(), protocols: ['salesinbox', 'token.'] })],
    ['a name that points here (DNS rebinding)', () => ({ origin: own(), host: 'evil.example' })],
    ['another path', () => ({ origin: own(), path: '/' })]
  ])('is refused: %s', async (_what, options) => {
    expect(await upgrade(options())).toBe(403)
    expect(shell.seen.calls).toEqual([])
  })

  function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
    return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((done, fail) => {
      const sent = request({ host: '127.0.0.1', port: shell.port, path, method, headers }, (response) => {
        let body = ''
        response.on('data', (data: Buffer) => (body += data.toString()))
        response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, body }))
      })
      sent.on('error', fail).end()
    })
  }

  it('gets the page with a policy, and nothing beside it', async () => {
    const { status, headers } = await get('/')
    expect(status).toBe(200)
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'")
    expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${shell.port}`)
    expect(policy).not.toMatch(/\*|https?:|unsafe-eval'(?<!wasm-unsafe-eval')/)
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['access-control-allow-origin']).toBeUndefined()
    expect(headers['set-cookie']).toBeUndefined()
  })

  it.each([
    ['/../package.json', 404],
    ['/%2e%2e/%2e%2e/etc/passwd', 404],
    ['/..%2f..%2fetc%2fpasswd', 404],
    ['/%00', 404],
    ['/%zz', 404],
    ['/assets', 404],
    ['/mail/never-given-never-given-x', 404],
    ['/file/never-given-never-given-x', 404]
  ])('gets nothing at %s', async (path, status) => expect((await get(path)).status).toBe(status))

  it('may not write, nor come by another name', async () => {
    expect((await get('/', {}, 'POST')).status).toBe(405)
    expect((await get('/', { host: 'evil.example' })).status).toBe(403)
  })
})

describe("a stranger at Electron's IPC", () => {
  let shell: Awaited<ReturnType<typeof electronTransport>>
  beforeEach(async () => {
    shell = await electronTransport()
  })
  afterEach(() => shell.close())

  const call = { version: contractVersion, id: 1, name: 'app.info', input: {} }
  const refusal = (why: string) => ({ id: 1, error: { code: 'contract.notAllowed', params: { why } } })

  it.each<[string, string, () => object]>([
    [
      'a frame within the page, such as a mail',
      'frame',
      () => {
        const sender = shell.window()
        return { sender, senderFrame: { ...sender.frame, parent: sender.frame } }
      }
    ],
    [
      'another origin in our window',
      'origin',
      () => {
        const sender = shell.window()
        return { sender, senderFrame: { ...sender.frame, origin: 'https://evil.example' } }
      }
    ],
    [
      'a file',
      'origin',
      () => {
        const sender = shell.window()
        return { sender, senderFrame: { ...sender.frame, origin: 'file://' } }
      }
    ],
    [
      'an opaque origin',
      'origin',
      () => {
        const sender = shell.window()
        return { sender, senderFrame: { ...sender.frame, origin: 'null' } }
      }
    ],
    ['a frame that is gone', 'frame', () => ({ sender: shell.window(), senderFrame: null })],
    [
      'a frame that is being left',
      'frame',
      () => {
        const sender = shell.window()
        return { sender, senderFrame: { ...sender.frame, detached: true } }
      }
    ],
    [
      'a window that main did not make',
      'window',
      () => {
        const sender = new StandInContents()
        return { sender, senderFrame: sender.frame }
      }
    ]
  ])('is refused: %s', async (_what, why, event) => {
    expect(await shell.send(event(), call)).toEqual(refusal(why))
    expect(shell.seen.calls).toEqual([])
    expect(shell.seen.log).toEqual([{ event: 'bridge.refused', fields: { why } }])
  })

  it('hears no events', async () => {
    const sender = new StandInContents()
    await shell.send({ sender, senderFrame: sender.frame }, call)
    const heard: unknown[] = []
    sender.listener = (message) => heard.push(message)
    shell.emit('mail.leaseTaken', { lease: 1 })
    expect(heard).toEqual([])
  })

  it('cannot cancel the calls of a page', async () => {
    const page = await shell.page()
    page.call('accounts.discover', { address: 'a@b.example' }).catch(() => undefined)
    const sender = new StandInContents()
    await shell.send({ sender, senderFrame: sender.frame }, { cancel: 1 })
    expect(shell.seen.aborted).toEqual([])
  })

  it('a reload ends what the page before it asked', async () => {
    const sender = shell.window()
    const event = { sender, senderFrame: sender.frame }
    const answer = shell.send(event, {
      ...call,
      name: 'accounts.discover',
      input: { address: 'a@b.example' }
    })
    sender.emit('did-navigate')
    expect(shell.seen.aborted).toEqual(['accounts.discover'])
    // the new page does not get the old one's answer
    expect(await answer).toBeNull()
    expect(sender.listenerCount('did-navigate')).toBe(0)
  })
})
