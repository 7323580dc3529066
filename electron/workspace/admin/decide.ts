import { sql } from 'kysely'
import type { Checked } from '../../../shared/contract/index.ts'
import { normalAddress } from '../../../shared/context/address.ts'
import { AppError } from '../../../shared/errors.ts'
import { newId } from '../ids.ts'
import type { Scope } from '../scope.ts'
import { requireAdministrator } from './team.ts'

/** Who decides on sharing, for all, a profile or a user; mailboxes that it concerns follow. */
export async function decideSharing(
  scope: Scope,
  { of, decision, locked }: Checked<'workspace.decideSharing'>
): Promise<void> {
  await requireAdministrator(scope)
  const { db, workspace } = scope
  if (of.kind === 'all') {
    await db
      .updateTable('workspaces')
      .set({ sharing: decision ?? 'choice', sharing_locked: locked ?? false })
      .where('id', '=', workspace)
      .execute()
  } else {
    const row = await db
      .updateTable(of.kind === 'user' ? 'users' : 'profiles')
      .set({ sharing: decision, sharing_locked: locked })
      .where('workspace', '=', workspace)
      .where('id', '=', of.id)
      .returning('id')
      .executeTakeFirst()
    if (!row) throw new AppError('workspace.notFound', { kind: of.kind })
  }
  await applyDecisions(scope)
}

/** Gives every mailbox whose sharing is decided the mode that was decided. */
export async function applyDecisions({ db, workspace }: Scope): Promise<void> {
  await sql`update mailboxes b set mode = s.decision
    from users u cross join lateral sharing_of(u.workspace, u.id) s
    where u.workspace = b.workspace and u.id = b.owner and b.workspace = ${workspace}
      and s.decision <> 'choice' and b.mode <> s.decision`.execute(db)
}

export async function setExcluded(scope: Scope, entries: readonly string[]): Promise<void> {
  await requireAdministrator(scope)
  const { db, workspace } = scope
  const wanted = new Set(entries.map(spelled))
  const rows = await db.selectFrom('excluded').select('entry').where('workspace', '=', workspace).execute()
  const had = new Set(rows.map(({ entry }) => entry))
  const gone = [...had].filter((entry) => !wanted.has(entry))
  const fresh = [...wanted].filter((entry) => !had.has(entry)).map((entry) => ({ workspace, entry }))
  if (gone.length > 0)
    await db.deleteFrom('excluded').where('workspace', '=', workspace).where('entry', 'in', gone).execute()
  if (fresh.length > 0) await db.insertInto('excluded').values(fresh).execute()
}

/** `acme.example` and `@acme.example` are one domain. Throws workspace.invalid. */
function spelled(entry: string): string {
  const text = entry.includes('@') ? entry : `@${entry}`
  const normal = text.startsWith('@') ? `@${normalAddress(`x${text}`).slice(2)}` : normalAddress(text)
  if (!/^[^@\s]*@[^@\s]+\.[^@\s]+$/.test(normal))
    throw new AppError('workspace.invalid', { field: 'excluded', value: entry })
  return normal
}

export async function setRecordAccess(scope: Scope, records: 'all' | 'own'): Promise<void> {
  await requireAdministrator(scope)
  await scope.db.updateTable('workspaces').set({ records }).where('id', '=', scope.workspace).execute()
}

const kept = ['administrator', 'standard']

export async function saveProfile(
  scope: Scope,
  { id, name, emailSettings }: Checked<'workspace.saveProfile'>
): Promise<{ id: string }> {
  await requireAdministrator(scope)
  const { db, workspace } = scope
  const same = await db
    .selectFrom('profiles')
    .select('id')
    .where('workspace', '=', workspace)
    .where(sql<string>`lower(name)`, '=', name.toLowerCase())
    .where('id', '<>', id)
    .executeTakeFirst()
  if (same) throw new AppError('workspace.invalid', { field: 'profile', value: name })
  if (id === '') {
    const fresh = newId()
    const position = sql<number>`(select coalesce(max(position), 0) + 1 from profiles where workspace = ${workspace})`
    await db
      .insertInto('profiles')
      .values({ workspace, id: fresh, name, email_settings: emailSettings, position })
      .execute()
    return { id: fresh }
  }
  await db
    .updateTable('profiles')
    .set({ email_settings: emailSettings, ...(!kept.includes(id) && { name }) })
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .execute()
  return { id }
}

export async function removeProfile(scope: Scope, id: string): Promise<void> {
  await requireAdministrator(scope)
  const { db, workspace } = scope
  const used = await db
    .selectFrom('users')
    .select('name')
    .where('workspace', '=', workspace)
    .where('profile', '=', id)
    .where('deleted', 'is', null)
    .executeTakeFirst()
  if (used || kept.includes(id))
    throw new AppError('workspace.invalid', { field: 'profile', value: used?.name ?? id })
  await db.deleteFrom('profiles').where('workspace', '=', workspace).where('id', '=', id).execute()
}
