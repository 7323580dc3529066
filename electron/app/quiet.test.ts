import { expect, it } from 'vitest'
import { preferences } from '../../shared/contract/app.ts'
import { wants } from './quiet.ts'

const usual = preferences.parse({})
const quiet = { ...usual, notify: { ...usual.notify, quiet: true } }
/** Wednesday, 25 November 2026, but where another day is given. */
const at = (hour: number, minute = 0, day = 25): Date => new Date(2026, 10, day, hour, minute)
const deal = { context: 0 }

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
