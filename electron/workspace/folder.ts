import { closeSync, existsSync, fsyncSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { layEmptyDatabase } from './empty.ts'
import type { Engine } from './engine.ts'
import { migrate } from './migrate.ts'
import { openPglite } from './pglite.ts'

/**
 * The database of a workspace's folder, made when there is none. A making that was cut off leaves half a database
 * that no later start can open; until the mark stands beside it nothing was ever kept in it, so it is made anew.
 * The caller holds the folder's lock.
 */
export async function openFolder(folder: string): Promise<Engine> {
  const database = join(folder, 'pglite')
  const mark = join(folder, 'made')
  const made = existsSync(mark)
  if (!made) {
    rmSync(database, { recursive: true, force: true })
    layEmptyDatabase(database)
  }
  const engine = await openPglite(database)
  if (made) return engine
  await migrate(engine.db)
  const file = openSync(mark, 'w', 0o600)
  fsyncSync(file)
  closeSync(file)
  return engine
}
