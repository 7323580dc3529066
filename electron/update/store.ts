import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import { compareVersions } from '../../shared/version.ts'
import type { Release, Settings } from '../host/host.ts'

const key = 'update'
const saved = z.object({
  on: z.boolean().default(true),
  /** The version that the rep said "later" to. */
  later: z.string().nullable().default(null),
  checkedAt: z.number().nullable().default(null),
  /** The newest description that was ever seen with a good signature. */
  newest: z.object({ version: z.string(), releaseDate: z.string() }).nullable().default(null)
})
export type SavedUpdates = z.infer<typeof saved>

export function openUpdateStore(settings: Settings) {
  function read(): SavedUpdates {
    const found = saved.safeParse(settings.get(key) ?? {})
    return found.success ? found.data : saved.parse({})
  }
  return {
    read,
    write: (patch: Partial<SavedUpdates>): void => settings.set(key, { ...read(), ...patch }),
    /**
     * A description that is older than what runs here, or than one that was seen before, is an old one played again,
     * however well it is signed. Throws update.older.
     */
    requireNewest({ version, releaseDate }: Release, current: string): void {
      const { newest } = read()
      const refuse = (than: string): never => {
        throw new AppError('update.older', { version, than })
      }
      if (compareVersions(version, current) < 0) refuse(current)
      if (newest === null) return
      const order = compareVersions(version, newest.version)
      if (order < 0 || (order === 0 && Date.parse(releaseDate) < Date.parse(newest.releaseDate)))
        refuse(newest.version)
    }
  }
}
