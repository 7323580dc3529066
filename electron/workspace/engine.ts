import type { Kysely } from 'kysely'
import type { Database } from './schema.ts'

/**
 * A database that the workspace lives in. The queries above it are the same for each; what differs is here.
 * int8 and numeric come back as numbers, date as 'YYYY-MM-DD'.
 */
export interface Engine {
  readonly name: 'pglite' | 'postgres'
  /** `owner`: may make the schema. `rep`: a login that the policies hold for. */
  readonly as: 'owner' | 'rep'
  readonly db: Kysely<Database>
  close(): Promise<void>
}

/** PostgreSQL's type numbers whose values both engines read alike. */
export const oid = { int8: 20, date: 1082, numeric: 1700 } as const

/** SQLSTATE of an error that came from either engine, or ''. */
export function sqlState(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : ''
}
