import { afterEach, expect, it, vi } from 'vitest'
import { type Note, preferences } from '../../shared/contract/app.ts'
import { createApp } from './service.ts'
import { holdNotes } from './held.ts'
import { wants as when } from './quiet.ts'

const usual = preferences.parse({})
const quiet = { ...usual, notify: { ...usual.notify, quiet: true } }
/** Wednesday, 25 November 2026, but where another day is given. */
const at = (hour: number, minute = 0, day = 25): Date => new Date(2026, 10, day, hour, minute)
const deal = { context: 0 }
const wants = (...asked: Parameters<typeof when>): boolean => when(...asked) === 'now'

it('tells of every mail at every hour, until the rep chooses', () => {
  expect(wants(usual, { context: 4 }, at(3))).toBe(true)
  expect(wants({ ...usual, notifications: false }, deal, at(12))).toBe(false)
})

it('is quiet from the evening to the morning, over midnight', () => {
  const told = [7, 8, 12, 17, 18, 23, 0].map((hour) => wants(quiet, deal, at(hour)))
  expect(told).toEqual([false, true, true, true, false, false, false])
  expect(wants(quiet, deal, at(17, 59))).toBe(true)
  expect(wants(quiet, deal, at(7, 59))).toBe(false)
})

it('is quiet within a day, and never where both ends are one', () => {
  const noon = { ...quiet, notify: { ...quiet.notify, from: 12 * 60, until: 13 * 60 } }
  expect([11, 12, 13].map((hour) => wants(noon, deal, at(hour)))).toEqual([true, false, true])
  const never = { ...quiet, notify: { ...quiet.notify, from: 600, until: 600 } }
  expect(wants(never, deal, at(10))).toBe(true)
})

it('is quiet at weekends, where that is chosen', () => {
  expect([28, 29, 30].map((day) => wants(quiet, deal, at(12, 0, day)))).toEqual([false, false, true])
  const daily = { ...quiet, notify: { ...quiet.notify, weekends: false } }
  expect(wants(daily, deal, at(12, 0, 28))).toBe(true)
})

it('tells of the folders alone that were chosen', () => {
  const deals = { ...usual, notify: { ...usual.notify, about: [0, 2] } }
  expect([0, 1, 2, 3, 4].map((context) => wants(deals, { context }, at(12)))).toEqual([
    true,
    false,
    true,
    false,
    false
  ])
})

it('tells of what stands in no folder whatever was chosen, unless it is quiet', () => {
  const others = { ...quiet, notify: { ...quiet.notify, about: [4] } }
  expect([12, 23].map((hour) => wants(others, { context: null }, at(hour)))).toEqual([true, false])
  expect(wants({ ...usual, notifications: false }, { context: null }, at(12))).toBe(false)
})

afterEach(() => void vi.useRealTimers())

it('tells of a promise when it is quiet no more, also after a start in between, and never of what is not wanted', () => {
  vi.useFakeTimers({ now: at(7, 58) })
  const kept = new Map<string, unknown>()
  const settings = {
    get: <T>(key: string) => kept.get(key) as T | undefined,
    set: (key: string, value: unknown) => void kept.set(key, structuredClone(value)),
    delete: (key: string) => void kept.delete(key)
  }
  const note = (tag: string, context: number | null): Note => ({
    ...{ title: tag, body: '', tag, mail: 1, context, waits: true }
  })
  const told: string[] = []
  const release = (one: Note): boolean => {
    const said = when({ ...quiet, notify: { ...quiet.notify, about: [0] } }, one, new Date())
    if (said === 'now') told.push(one.tag)
    return said !== 'later'
  }
  const first = holdNotes(settings, release)
  for (const one of [note('promise', null), note('lead', 2), note('promise', null)]) first.hold(one)
  first.stop()
  const second = holdNotes(settings, release)
  vi.advanceTimersByTime(60_000)
  expect(told).toEqual([])
  vi.advanceTimersByTime(60_000)
  expect([told, vi.getTimerCount(), kept.get('heldNotes')]).toEqual([['promise'], 0, []])
  second.hold(note('promise', null))
  // the last mailbox is gone
  second.clear()
  expect([vi.getTimerCount(), kept.has('heldNotes')]).toEqual([0, false])
})

it('holds what waits, and drops new mail', () => {
  vi.useFakeTimers({ now: at(3) })
  const set = vi.fn()
  const saved: Record<string, unknown> = { preferences: quiet }
  const host = {
    settings: { get: (key: string) => saved[key], set },
    onWake: () => () => undefined,
    notify: vi.fn()
  }
  const managed = { over: (one: unknown) => one }
  const service = createApp({ host, managed, emit: () => undefined, installId: 'i' } as never)
  const say = (one: Note) => service.handlers['app.notify'](one, undefined as never)
  const note = { title: 'T', body: '', tag: 'mail-1', mail: 1, context: 0 }
  void say(note)
  expect(set).not.toHaveBeenCalled()
  void say({ ...note, waits: true })
  expect(set).toHaveBeenCalledWith('heldNotes', [{ ...note, waits: true }])
  expect(host.notify).not.toHaveBeenCalled()
  void service.close()
})
