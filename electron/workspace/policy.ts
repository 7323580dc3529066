import { sql } from 'kysely'
import type { Policy } from '../../shared/contract/accounts.ts'
import type { Organisation } from '../../shared/contract/workspace.ts'
import { normalAddress } from '../../shared/context/address.ts'
import type { Scope } from './scope.ts'

export async function readProfiles({ db, workspace }: Scope): Promise<Organisation['profiles']> {
  const rows = await db
    .selectFrom('profiles')
    .select(['id', 'name', 'email_settings'])
    .where('workspace', '=', workspace)
    .orderBy('position')
    .execute()
  return rows.map(({ id, name, email_settings }) => ({ id, name, emailSettings: email_settings }))
}

/** Profiles that are not named stay as they are, and so do their names. */
export async function setProfiles(
  { db, workspace }: Scope,
  wanted: { id: string; emailSettings: boolean }[]
): Promise<void> {
  for (const { id, emailSettings } of wanted) {
    await db
      .updateTable('profiles')
      .set({ email_settings: emailSettings })
      .where('workspace', '=', workspace)
      .where('id', '=', id)
      .execute()
  }
}

/**
 * What the rep of these addresses may do: as the profile says of the active user who has the first of them that anybody
 * has. Nobody has one: the workspace is theirs alone, and they are its administrator. The sample's people are nobody.
 * On a server the login says which user the rep is.
 */
export async function readPolicy({ db, workspace }: Scope, addresses: readonly string[]): Promise<Policy> {
  const { rows } = await sql<{ profile: string }>`select profile from users
    where workspace = ${workspace} and id = member_user(current_user)`.execute(db)
  const own = addresses.map(normalAddress)
  const users = await db
    .selectFrom('addresses as d')
    .innerJoin('users as u', (on) =>
      on.onRef('u.workspace', '=', 'd.workspace').onRef('u.id', '=', 'd.record')
    )
    .select(['d.address', 'u.profile'])
    .where('d.workspace', '=', workspace)
    .where('d.kind', '=', 'user')
    .where('d.address', 'in', ['', ...own])
    .where('u.deleted', 'is', null)
    .where('u.active', '=', true)
    .where('u.origin', '<>', 'sample')
    .orderBy('u.created')
    .execute()
  const me = own.map((address) => users.find((user) => user.address === address)).find((user) => user)
  const { name, allowed, sharing } = await db
    .selectFrom('workspaces as w')
    .innerJoin('profiles as p', 'p.workspace', 'w.id')
    .select(['p.name', 'p.email_settings as allowed', 'w.sharing'])
    .where('w.id', '=', workspace)
    .where('p.id', '=', rows[0]?.profile ?? me?.profile ?? 'administrator')
    .executeTakeFirstOrThrow()
  return { mayConfigure: allowed, profile: name, sharing }
}
