import type { FoundActivity } from '../contract/intelligence.ts'
import type { RecordOf } from '../contract/records.ts'
import { clashesOf } from './clash.ts'

/** What a mail fixes for a moment, as it would be planned. */
export interface Plan {
  type: FoundActivity['kind']
  name: string
  /** ms since 1970 */
  due: number
  /** No hour was said: the hour of `due` is ours. */
  dayOnly: boolean
  minutes: number | null
  by: FoundActivity['by']
  words: string
}

/** A day without an hour is planned for this hour on the rep's clock; today, once that is over, for the second. */
const hours = [9, 17] as const
const minute = 60_000

/** Null: it is over, or its day cannot be read. */
export function planOf(found: FoundActivity, now: number): Plan | null {
  const { kind: type, title: name, by, words, minutes } = found
  const due = found.at ?? dueOf(found.start, now)
  if (due === null || due <= now) return null
  return { type, name: name.trim() || words, due, dayOnly: found.at === null, minutes, by, words }
}

function dueOf(start: string, now: number): number | null {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(start) ?? []
  if (!year) return null
  const times = hours.map((hour) => new Date(+year, +month! - 1, +day!, hour).getTime())
  return times.find((time) => time > now) ?? null
}

type Known = Pick<RecordOf<'activity'>, 'type' | 'due' | 'done'>

/** Whether it stands on the record already: the same moment, done or not; of a day without an hour the kind too. */
export function isPlanned(plan: Plan, activities: readonly Known[]): boolean {
  return activities.some(({ type, due }) => {
    if (due === null) return false
    if (plan.dayOnly) return type === plan.type && sameDay(due, plan.due)
    return Math.abs(due - plan.due) < minute
  })
}

function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString()
}

/** What is planned and not done that overlaps it. */
export function clashesWith<A extends Known>(plan: Plan, planned: readonly A[]): A[] {
  return clashesOf(
    { kind: plan.type, at: plan.dayOnly ? null : plan.due, minutes: plan.minutes },
    planned
      .filter(({ done }) => !done)
      .map((activity) => ({ kind: activity.type, at: activity.due, minutes: null, activity }))
  ).map(({ activity }) => activity)
}
