import { sql } from 'kysely'
import { AppError } from '../../../shared/errors.ts'
import type { Scope } from '../scope.ts'

/** As an administrator, in a transaction. What the user's login was let in by before serves no more. */
export async function inviteMember(
  { db, workspace }: Scope,
  user: string,
  verifier: string
): Promise<{ login: string; user: string }> {
  const known = await db
    .selectFrom('users')
    .select('name')
    .where('workspace', '=', workspace)
    .where('id', '=', user)
    .where('deleted', 'is', null)
    .executeTakeFirst()
  if (!known) throw new AppError('workspace.notFound', { kind: 'user' })
  const { rows } = await sql<{ login: string }>`select invite_member(${user}, ${verifier}) as login`.execute(
    db
  )
  return { login: rows[0]?.login ?? '', user: known.name }
}
