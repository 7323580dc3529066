import { afterEach, expect, it, vi } from 'vitest'
import { followAddress, useRoute } from './route.ts'

afterEach(() => vi.unstubAllGlobals())

it('follows an address that changed while the window was loading', () => {
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('location', { hash: '#/settings/about' })
  const stop = followAddress()
  expect(useRoute.getState()).toEqual({ page: 'settings', section: 'about', id: null })
  stop()
})

it('keeps where the window is when its address says the same', () => {
  const before = useRoute.getState()
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('location', { hash: '#/settings/about' })
  followAddress()()
  expect(useRoute.getState()).toBe(before)
})
