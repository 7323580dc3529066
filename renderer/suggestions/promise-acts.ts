import { daysBetween } from '../../shared/intelligence/working-time.ts'
import { dismissSuggestions, type OpenPromise, suggestAgain } from '../cache/index.ts'
import { showToast } from '../ui/toast.ts'
import { promises as words, thingOf } from '../words/en/promises.ts'
import { suggestions } from '../words/en/suggestions.ts'
import { timeText, weekdayText } from '../words/day.ts'
import { type Deps, undoing } from './acts.ts'
import { aboutOf, recordOf } from './find.ts'

/** "send the quote by Fri 4 Dec" as the card and the list say it. */
export function promised(one: OpenPromise): string {
  const { due, dayOnly } = one
  return words.promised(
    thingOf(one.what, one.words),
    due === null ? null : dayOnly ? weekdayText(due) : timeText(due)
  )
}

/** Days of the calendar since it was due; null: it is not overdue. */
export function overdueBy({ due }: Pick<OpenPromise, 'due'>, now: number): number | null {
  return due === null || due >= now ? null : daysBetween(due, now)
}

export async function keep({ cache }: Deps, { key }: OpenPromise): Promise<void> {
  await dismissSuggestions(cache, [key], 'done')
  showToast({ text: words.wasDone, undo: undoing(() => suggestAgain(cache, [key])) })
}

export async function dismiss({ cache }: Deps, { key }: OpenPromise): Promise<void> {
  await dismissSuggestions(cache, [key], 'dismissed')
  showToast({ text: words.dismissed, undo: undoing(() => suggestAgain(cache, [key])) })
}

/** Makes a task of it, on the one open deal of who it was promised to, else on their record, else on none. */
export async function addTask({ bridge, cache }: Deps, one: OpenPromise): Promise<void> {
  const [to] = one.to
  const { userId } = await bridge.call('team.state', {})
  const person = to ? await bridge.call('workspace.person', { address: to[1] }) : undefined
  const record = recordOf(person)
  const about = record && aboutOf(record, person?.view?.deals ?? [])
  const made = await bridge.call('workspace.create', {
    kind: 'activity',
    values: {
      type: 'task',
      name: words.taskName(thingOf(one.what, one.words), to ? to[0] || to[1] : '').slice(0, 200),
      due: taskTime(one, Date.now()),
      notes: suggestions.fromMail(one.subject.slice(0, 300), one.words),
      owner: userId || null,
      about: about && { kind: about.kind, id: about.id }
    }
  })
  await dismissSuggestions(cache, [one.key], 'added')
  showToast({
    text: words.taskAdded(about?.name ?? ''),
    undo: undoing(async () => {
      await bridge.call('workspace.delete', { kind: 'activity', id: made.id, rev: made.rev })
      await suggestAgain(cache, [one.key])
    })
  })
}

/** A day without an hour is planned for 9, today for 17; what is overdue has no time. */
export function taskTime({ due, dayOnly }: Pick<OpenPromise, 'due' | 'dayOnly'>, now: number): number | null {
  if (due === null || due < now) return null
  if (!dayOnly) return due
  return [9, 17].map((hour) => new Date(due).setHours(hour, 0, 0, 0)).find((time) => time > now) ?? due
}
