import { sql, type RawBuilder } from 'kysely'
import type { Checked, Output } from '../../shared/contract/index.ts'
import type { RecordKind } from '../../shared/contract/records.ts'
import { AppError } from '../../shared/errors.ts'
import { isId } from './ids.ts'
import { load } from './read.ts'
import { tables, type Scope } from './scope.ts'
import { patternsOf } from './text.ts'

/** Totals are counted no further than this. */
const countLimit = 10_000
/** No time set: after all others. Within what a JavaScript number holds. */
const never = Number.MAX_SAFE_INTEGER

type Ask = Checked<'workspace.list'>
interface Order {
  /** What rows are ordered by, before their id; indexed. */
  by: RawBuilder<unknown>
  type: RawBuilder<unknown>
  descending: boolean
}

/** A page by keyset: its cost does not grow with how far down the list it is. */
export async function list(scope: Scope, ask: Ask): Promise<Output<'workspace.list'>> {
  const order = orderOf(ask)
  const from = sql`from ${sql.table(tables[ask.kind])} t ${joins(ask.kind)} where ${sql.join(filters(scope, ask), sql` and `)}`
  const after = ask.cursor === null ? sql`` : sql`and ${afterCursor(order, ask.cursor)}`
  const { rows } = await sql<{
    id: string
    at: string
  }>`select t.id, (${order.by})::text as at ${from} ${after}
    order by ${order.by} ${sql.raw(order.descending ? 'desc' : 'asc')}, t.id limit ${ask.limit + 1}`.execute(
    scope.db
  )
  const page = rows.slice(0, ask.limit)
  const last = page.at(-1)
  return {
    rows: await load(
      scope,
      ask.kind,
      page.map((row) => row.id)
    ),
    next: last && rows.length > ask.limit ? writeCursor(last) : null,
    total: ask.cursor === null ? await count(scope, from) : null
  }
}

async function count(scope: Scope, from: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from (select 1 ${from} limit ${countLimit}) x`.execute(scope.db)
  return rows[0]?.n ?? 0
}

function orderOf({ kind, order }: Ask): Order {
  if (order === 'name') return { by: sql`t.sorting`, type: sql`text`, descending: false }
  if (order === 'changed') return { by: sql`t.changed`, type: sql`bigint`, descending: true }
  if (kind === 'deal') {
    return { by: sql`coalesce(t.closing, 'infinity'::date)`, type: sql`date`, descending: false }
  }
  if (kind === 'activity') {
    return { by: sql`coalesce(t.due, ${sql.lit(never)})`, type: sql`bigint`, descending: false }
  }
  throw new AppError('workspace.invalid', { field: 'order', value: order })
}

function joins(kind: RecordKind): RawBuilder<unknown> {
  const account = sql`left join accounts a on a.workspace = t.workspace and a.id = t.account and a.deleted is null`
  if (kind === 'contact') return account
  if (kind === 'deal') {
    return sql`join stages s on s.workspace = t.workspace and s.id = t.stage ${account}`
  }
  return sql``
}

function filters(scope: Scope, ask: Ask): RawBuilder<unknown>[] {
  const { kind } = ask
  const all = [sql`t.workspace = ${scope.workspace}`, sql`t.deleted is null`, ...matches(kind, ask.search)]
  if (ask.account !== null && (kind === 'contact' || kind === 'deal')) {
    all.push(isId(ask.account) ? sql`t.account = ${ask.account}` : sql`false`)
  }
  if (ask.owner !== null && kind !== 'user')
    all.push(isId(ask.owner) ? sql`t.owner = ${ask.owner}` : sql`false`)
  if (ask.open && kind === 'deal') all.push(sql`s.outcome = 'open'`)
  if (ask.open && kind === 'activity') all.push(sql`not t.done`)
  return all
}

/** Each word begins a word of the record or of its account. Wants the joins above. */
function matches(kind: RecordKind, search: string): RawBuilder<unknown>[] {
  const withAccount = kind === 'contact' || kind === 'deal'
  return patternsOf(search).map((pattern) =>
    withAccount ? sql`(t.words like ${pattern} or a.words like ${pattern})` : sql`t.words like ${pattern}`
  )
}

function afterCursor(order: Order, cursor: string): RawBuilder<unknown> {
  const { id, at } = readCursor(cursor)
  const value = sql`cast(${at} as text)::${order.type}`
  const beyond = order.descending ? sql`${order.by} < ${value}` : sql`${order.by} > ${value}`
  return sql`(${beyond} or (${order.by} = ${value} and t.id > ${id}))`
}

function writeCursor(last: { id: string; at: string }): string {
  return Buffer.from(JSON.stringify([last.at, last.id])).toString('base64url')
}

function readCursor(cursor: string): { id: string; at: string } {
  try {
    const [at, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if (typeof at === 'string' && typeof id === 'string' && isId(id)) return { at, id }
  } catch {
    // Told below, as any other cursor that we never wrote.
  }
  throw new AppError('workspace.invalid', { field: 'cursor', value: '' })
}

/** The best matches of several kinds: names that begin so first, then what was changed last. */
export async function search(
  scope: Scope,
  { text, kinds, limit }: Checked<'workspace.search'>
): Promise<Output<'workspace.search'>> {
  const begins = patternsOf(text)[0]?.slice(2) ?? '%'
  const found: { row: Output<'workspace.search'>[number]; rank: number }[] = []
  for (const kind of new Set(kinds)) {
    const where = [sql`t.workspace = ${scope.workspace}`, sql`t.deleted is null`, ...matches(kind, text)]
    const { rows } = await sql<{ id: string; first: boolean }>`select t.id, t.sorting like ${begins} as first
      from ${sql.table(tables[kind])} t ${joins(kind)} where ${sql.join(where, sql` and `)}
      order by first desc, t.changed desc, t.id limit ${limit}`.execute(scope.db)
    const first = new Set(rows.filter((row) => row.first).map((row) => row.id))
    const ids = rows.map((row) => row.id)
    for (const record of await load(scope, kind, ids)) {
      found.push({ row: hit(record), rank: first.has(record.id) ? 0 : 1 })
    }
  }
  return found
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ row }) => row)
}

function hit(record: Awaited<ReturnType<typeof load>>[number]): Output<'workspace.search'>[number] {
  const { kind, id, name } = record
  const address = 'addresses' in record ? (record.addresses[0] ?? '') : ''
  switch (record.kind) {
    case 'user':
      return { kind, id, name, address, detail: record.title }
    case 'lead':
      return { kind, id, name, address, detail: record.company }
    case 'contact':
      return { kind, id, name, address, detail: record.accountName || record.title }
    case 'account':
      return { kind, id, name, address, detail: record.domains[0] ?? record.city }
    case 'deal':
      return {
        kind,
        id,
        name,
        address,
        detail: [record.stageName, record.accountName].filter(Boolean).join(' · ')
      }
    case 'activity':
      return { kind, id, name, address, detail: record.aboutName }
  }
}
