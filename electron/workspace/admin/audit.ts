import { sql } from 'kysely'
import type { Checked, Output } from '../../../shared/contract/index.ts'
import type { AuditEntry } from '../../../shared/contract/administration.ts'
import type { Scope } from '../scope.ts'
import { requireAdministrator } from './team.ts'

/** Who changed what, and who read a shared mail of whom, the newest first. */
export async function readAudit(
  scope: Scope,
  { before, limit }: Checked<'workspace.audit'>
): Promise<Output<'workspace.audit'>> {
  await requireAdministrator(scope)
  const { rows } = await sql<AuditEntry>`
    select a.id, a.at, coalesce(w.name, '') as who, a.act, a.was, a.now,
      coalesce(u.name, b.address, m.subject, a.about, '') as about
    from audit a
    left join users w on w.workspace = a.workspace and w.id = a.who
    left join users u on u.workspace = a.workspace and u.id::text = a.about and a.act like 'users.%'
    left join mailboxes b on b.workspace = a.workspace and b.id::text = a.about and a.act like 'mailboxes.%'
    left join mails m on m.workspace = a.workspace and m.id::text = a.about and a.act = 'mail.read'
    where a.workspace = ${scope.workspace} ${before === null ? sql`` : sql`and a.id < ${before}`}
    order by a.id desc limit ${limit}`.execute(scope.db)
  return { entries: rows, next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null }
}

/** Called when a shared mail is opened. */
export async function noteRead({ db }: Scope, mail: string): Promise<void> {
  await sql`select note_read(${mail})`.execute(db)
}

export async function mailboxSeen(
  { db, workspace }: Scope,
  { id, state, synced }: Checked<'workspace.mailboxSeen'>
): Promise<void> {
  await db
    .updateTable('mailboxes')
    .set({ state, ...(synced !== null && { synced }) })
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .execute()
}
