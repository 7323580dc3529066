import type { BrowserWindow as Window } from 'electron'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { BrowserWindow } from '../../tests/electron/stand-in.ts'
import { keepKeeper } from './keeper-window.ts'

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
let opened: BrowserWindow[]
let gaveUp: number
let now: number
let keeper: ReturnType<typeof keepKeeper>

beforeEach(() => {
  vi.useFakeTimers()
  opened = []
  gaveUp = 0
  now = 0
  keeper = keepKeeper({
    open() {
      const window = new BrowserWindow({ webPreferences: {} })
      opened.push(window)
      return window as unknown as Window
    },
    log,
    gaveUp: () => gaveUp++,
    now: () => now
  })
})
afterEach(() => {
  keeper.stop()
  vi.useRealTimers()
})

const alive = () => opened.filter((one) => !one.isDestroyed())
const crash = (): void => void alive()[0]!.webContents.emit('render-process-gone', {}, { reason: 'oom' })
const later = (): void => void vi.advanceTimersByTime(1000)

it('comes back a second after a crash, a failed load and a close', () => {
  crash()
  expect(alive()).toEqual([])
  later()
  alive()[0]!.webContents.emit('did-fail-load', {}, -6, 'not found', 'app://salesinbox/keeper.html', true)
  later()
  alive()[0]!.destroy()
  later()
  expect([alive().length, opened.length]).toEqual([1, 4])
})

it('a frame that failed, or a load that was called off, is no crash', () => {
  alive()[0]!.webContents.emit('did-fail-load', {}, -6, '', '', false)
  alive()[0]!.webContents.emit('did-fail-load', {}, -3, '', '', true)
  expect(opened).toHaveLength(1)
})

it('stays down after six crashes within an hour, until it is asked to start again', () => {
  for (let i = 0; i < 6; i++) {
    crash()
    later()
  }
  expect([alive().length, gaveUp]).toEqual([0, 1])
  keeper.restart()
  expect(alive()).toHaveLength(1)
})

it('crashes far apart are no reason to give up', () => {
  for (let i = 0; i < 20; i++) {
    crash()
    later()
    now += 15 * 60_000
  }
  expect([alive().length, gaveUp]).toEqual([1, 0])
})

it('does not come back once it is stopped', () => {
  crash()
  keeper.stop()
  later()
  expect(alive()).toEqual([])
})

it('asking twice for a start makes no second keeper', () => {
  keeper.restart()
  crash()
  keeper.restart()
  later()
  expect(alive()).toHaveLength(1)
})
