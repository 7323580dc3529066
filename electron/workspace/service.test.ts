import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Payload } from '../../shared/contract/index.ts'
import type { Host } from '../host/host.ts'
import { openFolder } from './folder.ts'
import { migrations } from './migrations/index.ts'
import { openPglite } from './pglite.ts'
import { createWorkspace, type WorkspaceService } from './service.ts'

const context = () => ({ signal: new AbortController().signal, caller: 1 })
const lead = (name: string) => ({
  kind: 'lead' as const,
  name,
  address: `${name}@x.example`,
  title: '',
  phone: '',
  account: ''
})
const listAll = {
  kind: 'lead',
  search: '',
  order: 'name',
  account: null,
  owner: null,
  open: false,
  cursor: null,
  limit: 200
} as const

const copies = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.startsWith('pglite-'))
    .map((name) => join(folder, name))

describe('the workspace’s thread', () => {
  let folder: string
  let logged: string[] = []
  const changes: number[] = []
  const opened: WorkspaceService[] = []
  const start = () => {
    const workspace = createWorkspace({
      host: {
        dataFolder: folder,
        settings: { get: () => undefined },
        log: {
          info: (event: string) => void logged.push(event),
          warn: () => undefined,
          error: (event: string) => void logged.push(event)
        }
      } as unknown as Host,
      emit: (name, payload) => {
        if (name === 'workspace.changed') changes.push((payload as Payload<'workspace.changed'>).version)
      }
    })
    opened.push(workspace)
    return workspace
  }
  afterEach(() => Promise.all(opened.splice(0).map((workspace) => workspace.close())))
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'salesinbox-workspace-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('starts when it is asked, tells each change, and keeps all over a restart', async () => {
    logged = []
    const workspace = start()
    expect(logged).toEqual([])
    const { record } = await workspace.handlers['workspace.createFromSender'](lead('first'), context())
    expect(logged).toEqual(['workspace.ready'])
    expect(changes).toHaveLength(1)
    await workspace.close()
    const again = start()
    const view = await again.handlers['workspace.record']({ kind: 'lead', id: record.id }, context())
    expect(view.record.name).toBe('first')
    const unknown = again.handlers['workspace.record']({ kind: 'deal', id: record.id }, context())
    await expect(unknown).rejects.toMatchObject({ code: 'workspace.notFound', params: { kind: 'deal' } })
  }, 180_000)

  it('lets no second process, nor itself a second time, into the folder', async () => {
    const first = start()
    await first.handlers['workspace.organisation']({}, context())
    const second = start()
    const refused = second.handlers['workspace.organisation']({}, context())
    await expect(refused).rejects.toMatchObject({ code: 'disk.locked' })
    // Told at once the next time, without another try.
    const begun = performance.now()
    await expect(second.handlers['workspace.organisation']({}, context())).rejects.toMatchObject({
      code: 'disk.locked'
    })
    expect(performance.now() - begun).toBeLessThan(500)
  }, 180_000)

  it('makes the database anew when the first start was cut off', async () => {
    const half = join(await mkdtemp(join(tmpdir(), 'salesinbox-workspace-')), 'workspace')
    await mkdir(join(half, 'pglite', 'base'), { recursive: true })
    await writeFile(join(half, 'pglite', 'PG_VERSION'), '18\n')
    const engine = await openFolder(half)
    expect(await engine.db.selectFrom('schema_version').selectAll().execute()).toHaveLength(1)
    await engine.close()
    await rm(dirname(half), { recursive: true })
  }, 180_000)

  it('keeps a copy from before a migration, which is rolled back where it breaks, until the next good start', async () => {
    const whole = join(await mkdtemp(join(tmpdir(), 'salesinbox-workspace-')), 'workspace')
    await mkdir(whole)
    await (await openFolder(whole)).close()
    const version = migrations.length
    const more = (...statements: string[]) => [...migrations, statements]
    const copy = join(whole, `pglite-of-version-${version}`)
    const broken = more('create table half (x integer)', 'select 1 / 0')
    for (let i = 0; i < 2; i++) {
      await expect(openFolder(whole, broken)).rejects.toMatchObject({
        code: 'workspace.notMigrated',
        params: { from: version, to: version + 1, copy }
      })
    }
    expect(copies(whole)).toEqual([copy])
    // one that was done before the other broke stays, and so does the copy from before both
    const half = [...more('create table first (x integer)'), ['select 1 / 0']]
    for (const from of [version + 1, version + 1])
      await expect(openFolder(whole, half)).rejects.toMatchObject({ params: { from, copy } })
    expect(copies(whole)).toEqual([copy])
    const old = await openPglite(copy)
    expect(await old.db.selectFrom('schema_version').selectAll().execute()).toEqual([{ version }])
    await old.close()

    const all = [...more('create table first (x integer)'), ['create table whole (x integer)']]
    const engine = await openFolder(whole, all)
    const { rows } = await sql`select tablename from pg_tables where tablename in ('half', 'whole')`.execute(
      engine.db
    )
    expect(rows).toEqual([{ tablename: 'whole' }])
    await engine.close()
    expect(copies(whole)).toEqual([copy])
    await (await openFolder(whole, all)).close()
    expect(copies(whole)).toEqual([])
    await rm(dirname(whole), { recursive: true })
  }, 180_000)

  it('stops waiting when the caller goes away', async () => {
    const workspace = start()
    const caller = new AbortController()
    const call = workspace.handlers['workspace.organisation']({}, { signal: caller.signal, caller: 1 })
    caller.abort()
    await expect(call).rejects.toMatchObject({ code: 'contract.cancelled' })
  }, 180_000)

  it('loses nothing that was answered when it is killed in mid-write, and its lock goes with it', async () => {
    const file = fileURLToPath(new URL('./writer.test-child.ts', import.meta.url))
    const answered: string[] = []
    for (let round = 0; round < 2; round++) {
      const child = spawn(process.execPath, [file, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
      let seen = 0
      for await (const line of createInterface(child.stdout)) {
        answered.push(line)
        if (++seen === 20 + round * 7) child.kill('SIGKILL')
      }
      expect(seen).toBeGreaterThan(0)
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      const workspace = start()
      const found = await workspace.handlers['workspace.list'](listAll, context())
      const ids = new Set(found.rows.map(({ id }) => id))
      expect(answered.filter((id) => !ids.has(id))).toEqual([])
      // At most the one that was on its way.
      expect(found.rows.length).toBeLessThanOrEqual(answered.length + 1 + (round + 1))
      await workspace.close()
    }
  }, 300_000)
})
