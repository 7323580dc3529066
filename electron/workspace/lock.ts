import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { AppError } from '../../shared/errors.ts'

/**
 * Takes a folder for this process alone and answers the function that lets go. The lock is SQLite's on a file of
 * its own: the system drops it when the process dies, however it dies, so there is no stale lock to clear away.
 * Throws disk.locked when another process has it.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const database = new DatabaseSync(join(folder, 'lock.db'), { timeout: 0 })
  try {
    database.exec('pragma locking_mode = exclusive; begin exclusive')
  } catch (error) {
    database.close()
    throw new AppError('disk.locked', {}, { cause: error })
  }
  return () => database.close()
}
