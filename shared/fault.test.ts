import { afterEach, expect, it, vi } from 'vitest'
import { watchPageFaults } from './fault.ts'

afterEach(() => void vi.unstubAllGlobals())

it('tells of what broke, and of no size that was seen a frame late', () => {
  const page = new EventTarget()
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  const told: { code: string; stack: string }[] = []
  watchPageFaults(async (fault) => told.push(fault))
  const broke = (message: string, error: unknown): void =>
    void page.dispatchEvent(Object.assign(new Event('error'), { message, error }))
  broke('ResizeObserver loop completed with undelivered notifications.', null)
  expect(told).toEqual([])
  broke('Uncaught TypeError: of a mail’s subject', new TypeError('of a mail’s subject'))
  expect(told).toMatchObject([{ code: 'TypeError' }])
  expect(JSON.stringify(told)).not.toContain('subject')
  page.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason: new RangeError('x') }))
  expect(told).toMatchObject([{ code: 'TypeError' }, { code: 'RangeError' }])
})
