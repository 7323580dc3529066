import { existsSync, mkdirSync, openAsBlob, renameSync, writeFileSync } from 'node:fs'
import type { PGlite } from '@electric-sql/pglite'
import manifest from '../../package.json' with { type: 'json' }
import { sql } from 'kysely'
import { afterAll } from 'vitest'
import { startPostgres, type Postgres } from '../../tests/servers/postgres.ts'
import type { Engine } from './engine.ts'
import { pgliteEngine, startPglite } from './pglite.ts'
import { openPostgres } from './postgres.ts'
import { openStore, type Store } from './store.ts'

/** For tests: an empty database of each engine. Both run the same suite. */
export interface TestEngine {
  readonly name: Engine['name']
  /** A new, empty database. */
  open(): Promise<Engine>
}

export const testEngines: readonly TestEngine[] = [
  { name: 'pglite', open: openEmptyPglite },
  { name: 'postgres', open: openEmptyPostgres }
]

let pglite: Promise<PGlite> | undefined

/** One PGlite for a test file, emptied for each opening: its start is what takes long. */
async function openEmptyPglite(): Promise<Engine> {
  pglite ??= emptyFolder().then((empty) => startPglite(undefined, empty))
  const engine = pgliteEngine(await pglite)
  await sql`drop schema public cascade`.execute(engine.db)
  await sql`create schema public`.execute(engine.db)
  return engine
}

/** A data folder with nothing in it, made once on this machine for each version of PGlite. */
async function emptyFolder(): Promise<Blob> {
  const folder = new URL('../../node_modules/.cache/salesinbox/', import.meta.url)
  const file = new URL(`pglite-${manifest.dependencies['@electric-sql/pglite']}.tar`, folder)
  if (!existsSync(file)) {
    const fresh = await startPglite()
    const dump = await fresh.dumpDataDir('none')
    await fresh.close()
    mkdirSync(folder, { recursive: true })
    const part = new URL(`${file.href}.${process.pid}`)
    writeFileSync(part, new Uint8Array(await dump.arrayBuffer()))
    renameSync(part, file)
  }
  return openAsBlob(file)
}

let postgres: Promise<Postgres> | undefined
/** Stops the file's server, where it started one. */
afterAll(async () => (await postgres)?.stop())

async function openEmptyPostgres(): Promise<Engine> {
  postgres ??= startPostgres()
  return openPostgres(await (await postgres).createDatabase())
}

export interface TestStore extends Store {
  /** Versions that were told, in order. */
  versions: number[]
  /** What the clock says; a test moves it. */
  clock: { now: number }
}

export async function testStore(engine: TestEngine): Promise<TestStore> {
  const versions: number[] = []
  const clock = { now: Date.UTC(2026, 10, 25, 9) }
  const events = {
    changed: (version: number) => void versions.push(version),
    importProgress: () => undefined
  }
  const store = await openStore(await engine.open(), events, () => clock.now++)
  return { ...store, versions, clock }
}
