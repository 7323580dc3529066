import type { Engine } from './engine.ts'
import { openPglite } from './pglite.ts'
import { openPostgres } from './postgres.ts'
import { openStore, type Store } from './store.ts'

/** For tests: an empty database of each engine. Both run the same suite. */
export interface TestEngine {
  readonly name: Engine['name']
  /** A new, empty database. */
  open(): Promise<Engine>
}

export const testEngines: readonly TestEngine[] = [
  { name: 'pglite', open: () => openPglite() },
  ...(process.env.DEV_PG ? [{ name: 'postgres' as const, open: openEmptyPostgres }] : [])
]

async function openEmptyPostgres(): Promise<Engine> {
  const url = process.env.DEV_PG ?? ''
  const name = `t${process.pid}_${Math.random().toString(36).slice(2)}`
  const { default: pg } = await import('pg')
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  await admin.query(`create database ${name}`)
  await admin.end()
  return openPostgres(url.replace(/\/[^/]*$/, `/${name}`))
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
