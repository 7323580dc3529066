import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchWake } from './wake.ts'

let heard: string[]
let here: string
let off: () => void
beforeEach(() => {
  vi.useFakeTimers()
  heard = []
  here = '10.0.0.1'
  off = watchWake(
    (reason) => heard.push(reason),
    () => here
  )
})
afterEach(() => {
  off()
  vi.useRealTimers()
})

it('stays silent while nothing happens', () => {
  vi.advanceTimersByTime(600_000)
  expect(heard).toEqual([])
})
it('notices a clock that ran ahead: the computer slept', () => {
  vi.advanceTimersByTime(10_000)
  vi.setSystemTime(Date.now() + 3_600_000)
  vi.advanceTimersByTime(5000)
  expect(heard).toEqual(['resume'])
})
it('notices another network, and not the loss of one', () => {
  here = ''
  vi.advanceTimersByTime(20_000)
  expect(heard).toEqual([])
  here = '192.168.1.5'
  vi.advanceTimersByTime(20_000)
  expect(heard).toEqual(['network'])
})
