import type { Note, Preferences } from '../../shared/contract/app.ts'

/** Whether the rep wants to be told of this: now, once it is not quiet any more, or not at all. @param now on the clock of this computer */
export function wants(
  { notifications, notify }: Pick<Preferences, 'notifications' | 'notify'>,
  note: Pick<Note, 'context'>,
  now: Date
): 'now' | 'later' | 'never' {
  const about = note.context === null || notify.about.includes(note.context)
  if (!notifications || !about) return 'never'
  return notify.quiet && isQuiet(notify, now) ? 'later' : 'now'
}

function isQuiet({ from, until, weekends }: Preferences['notify'], now: Date): boolean {
  if (weekends && (now.getDay() === 0 || now.getDay() === 6)) return true
  const minute = now.getHours() * 60 + now.getMinutes()
  return from <= until ? minute >= from && minute < until : minute >= from || minute < until
}
