import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'

/**
 * Raised when something is kept in a way that the version before would misread, in any store of the data folder or of
 * the page's outbox. Stores that tell an older app by themselves (the workspace, the filters) need no raise.
 */
export const dataFormat = 1

/** `version`: the first version of the app that wrote this format here, and so one that can read it. */
const marker = z.object({ format: z.number().int().positive(), version: z.string().max(50) })

/**
 * Keeps an older app off a data folder that a newer one has written; the first one of a format leaves its mark.
 * A mark that cannot be read keeps nobody off: no version has ever written one.
 * @param unlock called where the start is refused; answered where it is not
 * @throws AppError disk.newer with the version that is needed
 */
export function guardFormat(
  dataFolder: string,
  version: string,
  unlock: () => void,
  format = dataFormat
): () => void {
  const file = join(dataFolder, 'format')
  try {
    const found = read(file)
    if (found !== null && found.format > format)
      throw new AppError('disk.newer', { version: found.version, current: version })
    if (found === null || found.format < format) {
      writeFileSync(`${file}.new`, `${JSON.stringify({ format, version })}\n`, { mode: 0o600 })
      renameSync(`${file}.new`, file)
    }
    return unlock
  } catch (error) {
    unlock()
    throw error
  }
}

function read(file: string): z.infer<typeof marker> | null {
  try {
    const found = marker.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    return found.success ? found.data : null
  } catch {
    return null
  }
}
