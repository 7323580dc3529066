import { z } from 'zod'
import { note, type Note } from '../../shared/contract/app.ts'
import type { Settings } from '../host/host.ts'

const key = 'heldNotes'
/** More than a weekend brings; the newest are kept. */
const most = 50
/** How often it is seen whether they may be told, ms: also by a computer that slept meanwhile. */
const every = 60_000

/**
 * Notes that wait for the end of the quiet hours. In the settings file, for who sent one counts it as told, and the
 * computer may be off till the morning.
 * @param release tells one; false: it is quiet still
 */
export function holdNotes(settings: Settings, release: (note: Note) => boolean) {
  let timer: ReturnType<typeof setInterval> | undefined
  const read = (): Note[] => {
    const found = z.array(note).safeParse(settings.get(key) ?? [])
    return found.success ? found.data : []
  }
  function look(): void {
    const held = read()
    const left = held.filter((one) => !release(one))
    if (left.length < held.length) settings.set(key, left)
    if (left.length === 0) stop()
  }
  function watch(): void {
    timer ??= setInterval(look, every)
    timer.unref()
  }
  function stop(): void {
    clearInterval(timer)
    timer = undefined
  }
  if (read().length > 0) watch()
  return {
    hold(one: Note): void {
      settings.set(key, [...read().filter(({ tag }) => tag !== one.tag), one].slice(-most))
      watch()
    },
    /** The mail that they tell of is gone. */
    clear(): void {
      settings.delete(key)
      stop()
    },
    stop
  }
}
