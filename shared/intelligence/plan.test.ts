import { expect, it } from 'vitest'
import type { FoundActivity } from '../contract/intelligence.ts'
import { clashesWith, isPlanned, planOf } from './plan.ts'

const now = new Date(2026, 10, 25, 12).getTime()
const hour = 3_600_000
const call: FoundActivity = {
  ...{ kind: 'call', by: 'both', title: 'Call with Dana', words: 'Thursday at 10:30' },
  ...{ start: '2026-11-26T10:30', zone: 'Europe/London', minutes: null, confidence: 0.9 },
  at: new Date(2026, 10, 26, 10, 30).getTime()
}
const task: FoundActivity = { ...call, kind: 'task', at: null, start: '2026-11-27' }

it('plans what is to come, and nothing that is over', () => {
  expect(planOf(call, now)).toMatchObject({ type: 'call', due: call.at, dayOnly: false })
  expect(planOf({ ...call, at: now - 1 }, now)).toBeNull()
  expect(planOf({ ...call, at: now }, now)).toBeNull()
  expect(planOf({ ...task, start: '2026-11-24' }, now)).toBeNull()
  expect(planOf({ ...task, start: 'soon' }, now)).toBeNull()
})
it('plans a day without an hour at nine, today still at five, and says so', () => {
  expect(planOf(task, now)).toMatchObject({ due: new Date(2026, 10, 27, 9).getTime(), dayOnly: true })
  const today = { ...task, start: '2026-11-25' }
  expect(planOf(today, now)).toMatchObject({ due: new Date(2026, 10, 25, 17).getTime() })
  expect(planOf(today, new Date(2026, 10, 25, 18).getTime())).toBeNull()
})
it('knows what stands on the record: by the moment, done or not, and a day by its kind', () => {
  const plan = planOf(call, now)!
  expect(isPlanned(plan, [{ type: 'meeting', due: plan.due + 10_000, done: true }])).toBe(true)
  expect(isPlanned(plan, [{ type: 'call', due: plan.due + hour, done: false }])).toBe(false)
  expect(isPlanned(plan, [{ type: 'call', due: null, done: false }])).toBe(false)
  const day = planOf(task, now)!
  expect(isPlanned(day, [{ type: 'task', due: day.due + 3 * hour, done: false }])).toBe(true)
  expect(isPlanned(day, [{ type: 'call', due: day.due, done: false }])).toBe(false)
})
it('names what overlaps and is not done; a day without an hour overlaps nothing', () => {
  const plan = planOf(call, now)!
  const review = { type: 'meeting', due: plan.due - hour / 2, done: false } as const
  expect(clashesWith(plan, [review, { ...review, done: true }, { ...review, due: null }])).toEqual([review])
  expect(clashesWith(planOf(task, now)!, [review])).toEqual([])
})
