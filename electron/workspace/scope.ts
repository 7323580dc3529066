import { sql, type Kysely } from 'kysely'
import { AppError } from '../../shared/errors.ts'
import type { RecordKind } from '../../shared/contract/records.ts'
import { sqlState } from './engine.ts'
import type { Database, RecordTable } from './schema.ts'

/** One workspace within a database (or a transaction of it). Every query names the workspace. */
export interface Scope {
  readonly db: Kysely<Database>
  readonly workspace: string
}

export const tables: Record<RecordKind, RecordTable> = {
  user: 'users',
  lead: 'leads',
  contact: 'contacts',
  account: 'accounts',
  deal: 'deals',
  activity: 'activities'
}

/** Runs work in a transaction, with the database's refusals as errors for a person. */
export async function within<T>(scope: Scope, work: (scope: Scope) => Promise<T>): Promise<T> {
  try {
    return await scope.db.transaction().execute((db) => work({ ...scope, db }))
  } catch (error) {
    throw asAppError(error)
  }
}

/** Runs a change in a transaction and raises the workspace's version with it. Answers both. */
export async function change<T>(
  scope: Scope,
  work: (scope: Scope) => Promise<T>
): Promise<{ result: T; version: number }> {
  return within(scope, async (inside) => {
    const result = await work(inside)
    // Last, because the row is locked from here to the commit.
    const { version } = await inside.db
      .updateTable('workspaces')
      .set({ version: sql`version + 1` })
      .where('id', '=', scope.workspace)
      .returning('version')
      .executeTakeFirstOrThrow()
    return { result, version }
  })
}

/**
 * A reference to what is not there is the caller's fault and named, and so is what the database's own rules forbid;
 * everything else goes on as it is.
 */
function asAppError(error: unknown): unknown {
  if (sqlState(error) === '42501') {
    const detail = error instanceof Error && 'detail' in error ? error.detail : undefined
    if (detail === 'decided') return new AppError('sharing.decided', {}, { cause: error })
    if (detail === 'deactivate') return new AppError('leaver.deactivateFirst', {}, { cause: error })
    if (detail === 'backUp') return new AppError('leaver.backUpFirst', {}, { cause: error })
    if (detail === 'locked') return new AppError('sharing.locked', {}, { cause: error })
    return new AppError('workspace.notAllowed', {}, { cause: error })
  }
  if (sqlState(error) !== '23503') return error
  const constraint = error instanceof Error && 'constraint' in error ? String(error.constraint) : ''
  const field = /_(account|owner|stage|contact)_fkey$/.exec(constraint)?.[1] ?? 'reference'
  return new AppError('workspace.invalid', { field, value: '' }, { cause: error })
}
