import { sql } from 'kysely'
import type { Scope } from '../scope.ts'
import { checked, insert } from '../write.ts'
import { repRole } from '../migrations/0003-team.ts'

/** What the owner of the database does before there is an administrator who can. */

export async function addUser(
  scope: Scope,
  { name, address, profile }: { name: string; address: string; profile: 'administrator' | 'standard' },
  now: number
): Promise<string> {
  const addresses = address === '' ? [] : [address]
  const values = { name, title: '', addresses, phones: [], profile, active: true }
  return insert(scope, checked({ kind: 'user', values }), { origin: 'rep', now })
}

/** As invite_member does for an administrator: a login with this password's verifier, or another password for it. */
export async function giveLogin(
  { db, workspace }: Scope,
  user: string,
  verifier: string
): Promise<{ login: string }> {
  const login = `salesinbox_${user.replaceAll('-', '')}`
  const { rows } = await sql`select from pg_roles where rolname = ${login}`.execute(db)
  const password = sql`password ${sql.lit(verifier)}`
  if (rows.length > 0) await sql`alter role ${sql.id(login)} login ${password}`.execute(db)
  else await sql`create role ${sql.id(login)} login ${password} in role ${sql.id(repRole)}`.execute(db)
  await db
    .insertInto('members')
    .values({ login, workspace, account_of: user })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return { login }
}
