import type { PGlite } from '@electric-sql/pglite'
import { sql } from 'kysely'
import { afterAll } from 'vitest'
import { emptyWorkspace } from '../../scripts/empty-workspace.ts'
import { startPostgres, type Postgres } from '../../tests/servers/postgres.ts'
import type { Engine } from './engine.ts'
import { migrate } from './migrate.ts'
import { pgliteEngine, startPglite } from './pglite.ts'
import { openPostgres } from './postgres.ts'
import { openStore, type Store } from './store.ts'

/** For tests: databases of each engine. Both run the same suite. */
export interface TestEngine {
  readonly name: Engine['name']
  /** A new database with the newest schema and no rows. */
  open(): Promise<Engine>
  /** One without a schema, for tests of how that comes to be. */
  openBare(): Promise<Engine>
}

export const testEngines: readonly TestEngine[] = [
  { name: 'pglite', open: openPglite, openBare: openBarePglite },
  { name: 'postgres', open: openPrepared, openBare: openBarePostgres }
]

const startEmpty = (): Promise<PGlite> =>
  emptyWorkspace().then((bytes) => startPglite(undefined, new Blob([bytes])))

async function openPglite(): Promise<Engine> {
  const pglite = await startEmpty()
  return { ...pgliteEngine(pglite), close: () => pglite.close() }
}

let bare: Promise<PGlite> | undefined

/** One PGlite for a test file, emptied for each opening: its start is what takes long. */
async function openBarePglite(): Promise<Engine> {
  bare ??= startEmpty()
  const engine = pgliteEngine(await bare)
  await sql`reset role`.execute(engine.db)
  await sql`drop schema public cascade`.execute(engine.db)
  await sql`create schema public`.execute(engine.db)
  return engine
}

let postgres: Promise<Postgres> | undefined
/** Stops the file's server, where it started one. */
afterAll(async () => (await postgres)?.stop())

async function openBarePostgres(): Promise<Engine> {
  postgres ??= startPostgres()
  return openPostgres(await (await postgres).createDatabase(), 'owner')
}

async function openPrepared(): Promise<Engine> {
  const engine = await openBarePostgres()
  await migrate(engine.db)
  return engine
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
