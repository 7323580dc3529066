import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { contractVersion } from '../../shared/contract/index.ts'
import type { CallName } from '../../shared/contract/index.ts'
import { browserTransport, electronTransport, type Transport } from './transports.ts'

const transports: [string, () => Promise<Transport>][] = [
  ['the WebSocket', browserTransport],
  ["Electron's IPC", electronTransport]
]
const envelope = (name: string, input: unknown, more: object = {}) => ({
  version: contractVersion,
  id: 1,
  name,
  input,
  ...more
})
const refused = (code: string, params: unknown = expect.anything()) => ({ id: 1, error: { code, params } })

describe.each(transports)('the contract over %s', (_name, open) => {
  let wire: Transport
  const socket = globalThis.WebSocket
  beforeEach(async () => {
    wire = await open()
  })
  afterEach(async () => {
    await wire.close()
    globalThis.WebSocket = socket
  })

  it('answers a call', async () => {
    const page = await wire.page()
    expect(await page.call('app.info', {})).toMatchObject({ installId: 'i' })
  })

  it('carries bytes both ways as bytes', async () => {
    const page = await wire.page()
    const bytes = new Uint8Array(3_000_000).fill(7)
    expect(await page.call('files.put', { account: 'a', bytes })).toEqual({
      hash: '07070707',
      size: 3_000_000
    })
    const back = await page.call('files.read', { account: 'a', hash: 'h', limit: 100_000 })
    expect(back).toBeInstanceOf(Uint8Array)
    expect([back.length, back[99_999]]).toEqual([100_000, 171])
    // a view would carry a whole message along wherever it is stored
    expect(back.buffer.byteLength).toBe(100_000)
  })

  it('refuses a wrong shape, and says where without saying what', async () => {
    const page = await wire.page()
    const call = page.call('app.setBadge', { unread: 'anna@acme.example' as unknown as number })
    await expect(call).rejects.toMatchObject({ code: 'contract.badInput', params: { name: 'app.setBadge' } })
    await expect(call).rejects.not.toThrow(/anna/)
  })

  it('refuses an unknown call, and one that only JavaScript knows', async () => {
    const page = await wire.page()
    for (const name of ['app.nothing', 'toString', '__proto__', 'constructor'])
      await expect(page.call(name as CallName, {} as never)).rejects.toMatchObject({
        code: 'contract.unknownCall'
      })
  })

  it('refuses an envelope that is none, and stays silent to noise', async () => {
    expect(await wire.raw({ id: 1, name: 5 })).toEqual(refused('contract.badInput'))
    expect(await wire.raw({ hello: 'you' })).toBeNull()
    expect(await wire.raw('noise')).toBeNull()
    expect(await wire.raw({ id: 'x', name: 'app.info', input: {}, version: contractVersion })).toBeNull()
  })

  it('tells a page of another contract that this app is older', async () => {
    const newer = envelope('app.info', {}, { version: contractVersion + 1 })
    expect(await wire.raw(newer)).toEqual(
      refused('contract.newerApp', { page: contractVersion + 1, app: contractVersion })
    )
    expect(wire.seen.calls).toEqual([])
  })

  it('refuses a stale lease', async () => {
    const page = await wire.page()
    await page.call('accounts.removed', { lease: 7, id: 'a' })
    wire.seen.lease = 8
    await expect(page.call('accounts.removed', { lease: 7, id: 'a' })).rejects.toMatchObject({
      code: 'contract.staleLease'
    })
    expect(wire.seen.calls).toEqual(['accounts.removed'])
  })

  it('never lets out what an error said', async () => {
    const page = await wire.page()
    const answer = await wire.raw(envelope('app.preferences', {}))
    expect(answer).toEqual(refused('app.internal', { detail: 'Error' }))
    await expect(page.call('app.preferences', {})).rejects.toMatchObject({ code: 'app.internal' })
    expect(JSON.stringify(wire.seen.log)).not.toMatch(/hunter2|anna/)
  })

  it('hands an error of the list over with its facts', async () => {
    const page = await wire.page()
    await expect(page.call('app.openLink', { url: 'file:///etc/passwd' })).rejects.toMatchObject({
      code: 'file.refused',
      params: { scheme: 'file:' }
    })
  })

  it('refuses an answer that was not agreed', async () => {
    const page = await wire.page()
    await expect(page.call('app.setBadge', { unread: 1 })).rejects.toMatchObject({
      code: 'contract.badOutput'
    })
  })

  it('cancels: the page is free at once, and the service hears of it', async () => {
    const page = await wire.page()
    const controller = new AbortController()
    const call = page.call('accounts.discover', { address: 'a@b.example' }, { signal: controller.signal })
    await vi.waitFor(() => expect(wire.seen.calls).toEqual(['accounts.discover']))
    controller.abort()
    await expect(call).rejects.toMatchObject({ code: 'contract.cancelled' })
    await vi.waitFor(() => expect(wire.seen.aborted).toEqual(['accounts.discover']))
    const before = AbortSignal.abort()
    await expect(page.call('app.info', {}, { signal: before })).rejects.toMatchObject({
      code: 'contract.cancelled'
    })
    expect(wire.seen.calls).toEqual(['accounts.discover'])
  })

  it("cancels only the caller's own calls", async () => {
    const page = await wire.page()
    const call = page.call('accounts.discover', { address: 'a@b.example' })
    await vi.waitFor(() => expect(wire.seen.calls).toEqual(['accounts.discover']))
    await wire.raw({ cancel: 1 })
    expect(wire.seen.aborted).toEqual([])
    call.catch(() => undefined)
  })

  it('ends the calls of a page that goes away', async () => {
    const page = await wire.page()
    page.call('accounts.discover', { address: 'a@b.example' }).catch(() => undefined)
    await vi.waitFor(() => expect(wire.seen.calls).toEqual(['accounts.discover']))
    await wire.leave()
    await vi.waitFor(() => expect(wire.seen.aborted).toEqual(['accounts.discover']))
  })

  it('tells every page what happened, until it stops listening', async () => {
    const pages = [await wire.page(), await wire.page()]
    for (const page of pages) await page.call('app.info', {})
    const heard: number[] = []
    const offs = pages.map((page, i) => page.on('mail.leaseTaken', () => heard.push(i)))
    wire.emit('mail.leaseTaken', { lease: 9 })
    await vi.waitFor(() => expect(heard.sort()).toEqual([0, 1]))
    offs[0]!()
    wire.emit('mail.leaseTaken', { lease: 10 })
    await vi.waitFor(() => expect(heard.sort()).toEqual([0, 1, 1]))
    expect(wire.seen.callers.size).toBe(2)
  })

  it('does not take two calls of one id for one', async () => {
    const page = await wire.page()
    const answers = await Promise.all([page.call('app.info', {}), page.call('app.info', {})])
    expect(answers).toHaveLength(2)
  })
})
