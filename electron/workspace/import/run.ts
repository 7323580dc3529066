import type { Checked } from '../../../shared/contract/index.ts'
import type { ImportResult, RecordDraft } from '../../../shared/contract/workspace.ts'
import { AppError } from '../../../shared/errors.ts'
import { loadOne } from '../read.ts'
import { change, type Scope } from '../scope.ts'
import { checked, insert, insertMany, replace } from '../write.ts'
import type { Row } from './csv.ts'
import { readKnown, type Known } from './known.ts'
import { merged } from './merge.ts'
import { readTable, type Table } from './preview.ts'
import { draftOfRow, type Cells } from './row.ts'
import { CellError, dayOrderOf, type DayOrder } from './values.ts'

/** Rows of one transaction: other calls come between, and a row is either in as a whole or not at all. */
const chunk = 200
/** How many refused rows are told one by one. */
const told = 1000

type Ask = Checked<'workspace.importRun'>

interface Run {
  ask: Ask
  table: Table
  known: Known
  order: DayOrder
  mapped: ReadonlySet<string>
  now: number
  result: ImportResult
}

/**
 * Imports a file, chunk by chunk. An import that was cut off is run again: what came in before is found by its
 * address. Throws import.unreadable, workspace.invalid for a mapping that gives no record its name.
 */
export async function runImport(
  scope: Scope,
  ask: Ask,
  now: number,
  progress: (done: number, total: number) => void
): Promise<ImportResult> {
  const table = readTable(ask.bytes)
  const mapped = new Set(ask.mapping.filter((field) => field !== null))
  if (!['name', 'firstName', 'lastName', 'address'].some((field) => mapped.has(field))) {
    throw new AppError('workspace.invalid', { field: 'mapping', value: 'name' })
  }
  const closing = ask.mapping.indexOf('closing')
  const run: Run = {
    ask,
    table,
    known: await readKnown(scope, ask.kind),
    order: dayOrderOf(closing < 0 ? [] : table.rows.map(({ cells }) => cells[closing] ?? '')),
    mapped,
    now,
    result: { created: 0, updated: 0, skipped: 0, refused: [], refusedCount: 0 }
  }
  for (let from = 0; from < table.rows.length; from += chunk) {
    const rows = table.rows.slice(from, from + chunk)
    await change(scope, (inside) => importRows(inside, run, rows))
    progress(Math.min(from + chunk, table.rows.length), table.rows.length)
  }
  return run.result
}

async function importRows(scope: Scope, run: Run, rows: readonly Row[]): Promise<void> {
  const { known, ask, result, now } = run
  const fresh: RecordDraft[] = []
  /** Two rows of one file may be one person; the second waits until the first is in. */
  const flush = async () => {
    const ids = await insertMany(
      scope,
      fresh.map((draft) => ({ draft, origin: 'import', now }))
    )
    fresh.forEach((draft, at) => known.add(draft, ids[at] ?? ''))
    fresh.length = 0
  }
  for (const row of rows) {
    const draft = await readRow(scope, run, row)
    if (!draft) continue
    if (fresh.some((waiting) => meets(waiting, draft))) await flush()
    const double = known.duplicateOf(draft)
    if (double === undefined) {
      fresh.push(draft)
      result.created++
    } else if (double === 'other' || ask.onDuplicate === 'skip') result.skipped++
    else {
      const record = await loadOne(scope, ask.kind, double)
      const next = checked(merged(record, draft, run.mapped))
      await replace(scope, record.id, record.rev, next, now)
      known.add(next, record.id)
      result.updated++
    }
  }
  await flush()
}

/** The row's record, its account made where it was not known; undefined for a row that was refused. */
async function readRow(scope: Scope, run: Run, row: Row): Promise<RecordDraft | undefined> {
  const { ask, known, order, result, table, now } = run
  try {
    if (row.cells.slice(table.headings.length).some((cell) => cell.trim() !== '')) {
      throw new CellError('tooManyCells', '', '')
    }
    const { draft, newAccount } = draftOfRow(ask.kind, cellsOf(row, ask.mapping), known, order)
    if (newAccount === '' || !('account' in draft.values)) return draft
    const account: RecordDraft = checked({
      kind: 'account',
      values: { name: newAccount, domains: [], website: '', phone: '', city: '', owner: null, notes: '' }
    })
    const id = await insert(scope, account, { origin: 'import', now })
    known.add(account, id)
    return { ...draft, values: { ...draft.values, account: id } } as RecordDraft
  } catch (error) {
    if (!(error instanceof CellError)) throw error
    result.refusedCount++
    if (result.refused.length < told) {
      const { reason, field, value } = error
      result.refused.push({ line: row.line, reason, field, value: value.slice(0, 200) })
    }
    return undefined
  }
}

function cellsOf(row: Row, mapping: Ask['mapping']): Cells {
  return (field) => {
    const at = mapping.indexOf(field)
    return at < 0 ? '' : (row.cells[at] ?? '').trim()
  }
}

/** Whether two drafts of one file may be the same record: then the first has to be in before the second is looked up. */
function meets(a: RecordDraft, b: RecordDraft): boolean {
  if ('addresses' in a.values && 'addresses' in b.values) {
    const { addresses } = a.values
    return b.values.addresses.some((address) => addresses.includes(address))
  }
  if (a.kind === 'account' && b.kind === 'account') {
    const { domains, name } = a.values
    return (
      name.toLowerCase() === b.values.name.toLowerCase() ||
      b.values.domains.some((one) => domains.includes(one))
    )
  }
  return a.values.name.toLowerCase() === b.values.name.toLowerCase()
}
