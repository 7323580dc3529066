import {
  closeSync,
  cpSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import { layEmptyDatabase } from './empty.ts'
import type { Engine } from './engine.ts'
import { migrate, readSchemaVersion } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { openPglite } from './pglite.ts'

/**
 * The database of a workspace's folder, made when there is none. A making that was cut off leaves half a database
 * that no later start can open; until the mark stands beside it nothing was ever kept in it, so it is made anew.
 * One of an older app is copied before it is migrated. The caller holds the folder's lock. Throws
 * workspace.notMigrated, which names the copy, and workspace.newer.
 * @param steps for tests
 */
export async function openFolder(folder: string, steps = migrations): Promise<Engine> {
  const database = join(folder, 'pglite')
  const mark = join(folder, 'made')
  const made = existsSync(mark)
  if (made) return openMade(folder, database, steps)
  rmSync(database, { recursive: true, force: true })
  layEmptyDatabase(database)
  const engine = await openPglite(database)
  await migrate(engine.db)
  const file = openSync(mark, 'w', 0o600)
  fsyncSync(file)
  closeSync(file)
  return engine
}

async function openMade(folder: string, database: string, steps: typeof migrations): Promise<Engine> {
  let engine = await openPglite(database)
  const version = await readSchemaVersion(engine.db)
  if (version >= steps.length) {
    dropCopies(folder, [])
    return engine
  }
  // copied at rest: a database that runs is not whole on the disk
  await engine.close()
  const copy = keepCopy(folder, database, version)
  engine = await openPglite(database)
  try {
    await migrate(engine.db, steps.length, undefined, steps)
  } catch (error) {
    await engine.close().catch(() => undefined)
    if (!(error instanceof AppError) || error.code !== 'workspace.notMigrated') throw error
    throw new AppError(error.code, { ...error.params, copy }, { cause: error })
  }
  rmSync(join(folder, underWay), { force: true })
  return engine
}

const head = 'pglite-of-version-'
/** Stands there from the copy to the last migration. */
const underWay = 'migrating'

/**
 * Whole or not there: it gets its name when it is complete, and takes the place of an earlier one. Where a migration
 * broke and those before it stayed, the copy is still the one from before them all.
 */
function keepCopy(folder: string, database: string, version: number): string {
  const [earlier] = copiesIn(folder).filter((name) => Number(name.slice(head.length)) < version)
  if (earlier && existsSync(join(folder, underWay))) return join(folder, earlier)
  const copy = join(folder, `${head}${version}`)
  const part = join(folder, `${head}part`)
  rmSync(part, { recursive: true, force: true })
  cpSync(database, part, { recursive: true })
  dropCopies(folder, [`${head}part`])
  renameSync(part, copy)
  writeFileSync(join(folder, underWay), '', { mode: 0o600 })
  return copy
}

/** The migrated database opened once more, so the copy has served. */
function dropCopies(folder: string, but: string[]): void {
  for (const name of copiesIn(folder)) {
    if (!but.includes(name)) rmSync(join(folder, name), { recursive: true, force: true })
  }
}
const copiesIn = (folder: string): string[] => readdirSync(folder).filter((name) => name.startsWith(head))
