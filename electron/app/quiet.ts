import type { Note, Preferences } from '../../shared/contract/app.ts'

/** Whether the rep wants to be told of this mail now. @param now on the clock of this computer */
export function wants(
  { notifications, notify }: Pick<Preferences, 'notifications' | 'notify'>,
  note: Pick<Note, 'context'>,
  now: Date
): boolean {
  const about = note.context === null || notify.about.includes(note.context)
  return notifications && about && !(notify.quiet && isQuiet(notify, now))
}

function isQuiet({ from, until, weekends }: Preferences['notify'], now: Date): boolean {
  if (weekends && (now.getDay() === 0 || now.getDay() === 6)) return true
  const minute = now.getHours() * 60 + now.getMinutes()
  return from <= until ? minute >= from && minute < until : minute >= from || minute < until
}
