import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { browserTransport } from './transports.ts'

let shell: Awaited<ReturnType<typeof browserTransport>>
const socket = globalThis.WebSocket
beforeEach(async () => {
  shell = await browserTransport()
})
afterEach(async () => {
  await shell.close()
  globalThis.WebSocket = socket
})

it('fails what was under way, waits with what is new, and says so', async () => {
  const page = await shell.page()
  const states: boolean[] = []
  page.onConnection((on) => states.push(on))
  await page.call('app.info', {})
  const broken = page.call('accounts.discover', { address: 'a@b.example' })
  await vi.waitFor(() => expect(shell.seen.calls).toContain('accounts.discover'))
  await shell.leave()
  // nobody knows whether it was done, so it is never sent again by itself
  await expect(broken).rejects.toMatchObject({ code: 'contract.disconnected' })
  expect(states.at(-1)).toBe(false)
  expect(await page.call('app.info', {})).toMatchObject({ installId: 'i' })
  expect(states.at(-1)).toBe(true)
  expect(shell.seen.calls.filter((name) => name === 'accounts.discover')).toHaveLength(1)
  // a page that came back is a new caller
  expect(shell.seen.callers.size).toBe(2)
})

it('keeps listening after a break', async () => {
  const page = await shell.page()
  const heard: number[] = []
  page.on('mail.leaseTaken', ({ lease }) => heard.push(lease))
  await page.call('app.info', {})
  await shell.leave()
  await page.call('app.info', {})
  shell.emit('mail.leaseTaken', { lease: 3 })
  await vi.waitFor(() => expect(heard).toEqual([3]))
})

it('gives up a call that waits for the wire when it is cancelled', async () => {
  const page = await shell.page()
  const controller = new AbortController()
  const call = page.call('app.info', {}, { signal: controller.signal })
  controller.abort()
  await expect(call).rejects.toMatchObject({ code: 'contract.cancelled' })
  await page.call('app.info', {})
  expect(shell.seen.calls).toEqual(['app.info'])
})

it('refuses what cannot be sent without losing the wire', async () => {
  const page = await shell.page()
  await page.call('app.info', {})
  const unsendable = {
    get unread(): number {
      throw new Error('no')
    }
  }
  await expect(page.call('app.setBadge', unsendable)).rejects.toMatchObject({ code: 'contract.badInput' })
  await page.call('app.info', {})
})

it('one listener that throws does not silence the next', async () => {
  const page = await shell.page()
  await page.call('app.info', {})
  const heard: string[] = []
  const thrown: unknown[] = []
  vi.stubGlobal('setTimeout', (run: () => void) => {
    try {
      run()
    } catch (error) {
      thrown.push(error)
    }
  })
  try {
    page.on('mail.leaseTaken', () => {
      throw new Error('first')
    })
    page.on('mail.leaseTaken', () => void heard.push('second'))
    shell.emit('mail.leaseTaken', { lease: 1 })
    for (let i = 0; i < 100 && heard.length === 0; i++) await new Promise((done) => setImmediate(done))
    expect(heard).toEqual(['second'])
    expect(thrown).toHaveLength(1)
  } finally {
    vi.unstubAllGlobals()
  }
})
