import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { sql, type Kysely } from 'kysely'
import type { RecordKind } from '../../../shared/contract/records.ts'
import { AppError } from '../../../shared/errors.ts'
import { openFolder } from '../folder.ts'
import { prepareWorkspace } from '../found.ts'
import { lockFolder } from '../lock.ts'
import type { Database } from '../schema.ts'
import { readAbout } from './about.ts'
import { change, tables, type Scope } from '../scope.ts'

export type Brought = Record<RecordKind, number>
type Row = Record<string, unknown>
type Taken = Record<RecordKind, Row[]> & { others: [keyof Database, Row[]][] }

/** Nothing refers to what comes after it. */
const order: RecordKind[] = ['user', 'account', 'lead', 'contact', 'deal', 'activity']
/** Rows of one statement. */
const chunk = 500

/**
 * Copies the records of the data folder into a team's workspace that has none yet, in one transaction, as its
 * administrator; they keep their ids. Left where they are: the sample, the bin, and users whom the team has by one of
 * their addresses, whose records become that user's. Throws team.notEmpty.
 */
export async function bring(team: Scope, folder: string): Promise<Brought> {
  const about = await readAbout(team.db)
  if (about.readOnly) throw new AppError('workspace.readOnly')
  if (!about.administrator) throw new AppError('workspace.notAllowed')
  const taken = existsSync(join(folder, 'made')) ? await take(folder) : null
  const { result } = await change(team, async (inside) => {
    await requireEmpty(inside)
    return taken ? put(inside, taken) : counts(() => 0)
  })
  return result
}

const counts = (of: (kind: RecordKind) => number): Brought =>
  Object.fromEntries(order.map((kind) => [kind, of(kind)])) as Brought

async function requireEmpty({ db, workspace }: Scope): Promise<void> {
  for (const kind of order.filter((one) => one !== 'user')) {
    const row = await db
      .selectFrom(tables[kind])
      .select('id')
      .where('workspace', '=', workspace)
      .executeTakeFirst()
    if (row) throw new AppError('team.notEmpty')
  }
}

/** All rows of the folder's workspace that go along. Nobody else has it open. */
async function take(folder: string): Promise<Taken> {
  const unlock = lockFolder(folder)
  try {
    const engine = await openFolder(folder)
    try {
      const workspace = await prepareWorkspace(engine.db)
      const scope = { db: engine.db, workspace }
      const taken = { others: [] } as unknown as Taken
      for (const kind of order)
        taken[kind] = await rowsOf(scope, tables[kind], `origin <> 'sample' and deleted is null`)
      for (const table of [
        'profiles',
        'stages',
        'own_domains',
        'intents',
        'addresses',
        'account_domains',
        'deal_contacts'
      ] as const)
        taken.others.push([
          table,
          await rowsOf(scope, table, table === 'own_domains' ? `origin <> 'sample'` : 'true')
        ])
      return taken
    } finally {
      await engine.close()
    }
  } finally {
    unlock()
  }
}

async function rowsOf({ db, workspace }: Scope, table: string, which: string): Promise<Row[]> {
  const { rows } = await sql<Row>`select * from ${sql.table(table)}
    where workspace = ${workspace} and ${sql.raw(which)}`.execute(db)
  return rows
}

async function put({ db, workspace }: Scope, taken: Taken): Promise<Brought> {
  const others = new Map(taken.others)
  const same = await sameUsers(db, workspace, others.get('addresses') ?? [])
  const users = taken.user.filter(({ id }) => !same.has(String(id)))
  const here = new Set(order.flatMap((kind) => taken[kind].map(({ id }) => String(id))))
  const come = new Set([...here].filter((id) => !same.has(id)))
  const kept = (id: unknown): string | null => {
    const known = same.get(String(id)) ?? String(id)
    return here.has(String(id)) ? known : null
  }
  const moved = (rows: Row[]): Row[] =>
    rows.map((row) => ({
      ...row,
      workspace,
      ...('owner' in row ? { owner: kept(row.owner) } : {}),
      ...('account' in row ? { account: kept(row.account) } : {}),
      ...('about_id' in row && kept(row.about_id) === null ? { about_id: null, about_kind: null } : {})
    }))

  // no deal stands in the team's stages yet, so they may be the ones that were used here
  await db.deleteFrom('stages').where('workspace', '=', workspace).execute()
  for (const table of ['profiles', 'stages', 'own_domains', 'intents'] as const)
    await insert(db, table, moved(others.get(table) ?? []))
  for (const kind of order) await insert(db, tables[kind], moved(kind === 'user' ? users : taken[kind]))
  const of = (table: keyof Database, ...columns: string[]): Row[] =>
    moved(others.get(table) ?? []).filter((row) => columns.every((column) => come.has(String(row[column]))))
  await insert(db, 'addresses', of('addresses', 'record'))
  await insert(db, 'account_domains', of('account_domains', 'account'))
  await insert(db, 'deal_contacts', of('deal_contacts', 'deal', 'contact'))
  return counts((kind) => (kind === 'user' ? users : taken[kind]).length)
}

/** Users of the folder whom the team has already, by an address: theirs here -> theirs there. */
async function sameUsers(
  db: Kysely<Database>,
  workspace: string,
  addresses: Row[]
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('addresses')
    .select(['address', 'record'])
    .where('workspace', '=', workspace)
    .where('kind', '=', 'user')
    .execute()
  const there = new Map(rows.map(({ address, record }) => [address, record]))
  return new Map(
    addresses.flatMap(({ kind, address, record }) => {
      const found = kind === 'user' ? there.get(String(address)) : undefined
      return found === undefined ? [] : [[String(record), found]]
    })
  )
}

/** As one value a chunk: a statement has at most 65,535 parameters. What is there stays. */
async function insert(db: Kysely<Database>, table: string, rows: Row[]): Promise<void> {
  for (let at = 0; at < rows.length; at += chunk) {
    await sql`insert into ${sql.table(table)}
      select r.* from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows.slice(at, at + chunk))}::json) r
      on conflict do nothing`.execute(db)
  }
}
