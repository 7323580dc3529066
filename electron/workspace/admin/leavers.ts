import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Checked } from '../../../shared/contract/index.ts'
import {
  type Backup,
  type BackupFolder,
  backUpWithin,
  type TeamUser
} from '../../../shared/contract/administration.ts'
import { AppError } from '../../../shared/errors.ts'
import { newId } from '../ids.ts'
import type { Scope } from '../scope.ts'
import { readTeam, requireAdministrator } from './team.ts'

/** Mails that are read and hashed at once. */
const step = 500

export async function deactivateMail(
  scope: Scope,
  { user, keep }: Checked<'workspace.deactivateMail'>,
  now: number
): Promise<void> {
  await requireAdministrator(scope)
  const { db, workspace } = scope
  const row = await db
    .updateTable('users')
    .set({ mail_off: now, keep_folders: keep.folders, keep_mail: keep.folders && keep.mail })
    .where('workspace', '=', workspace)
    .where('id', '=', user)
    .returning('id')
    .executeTakeFirst()
  if (!row) throw new AppError('workspace.notFound', { kind: 'user' })
  const rows = db.updateTable('mailboxes').set({ state: 'inactive' }).where('workspace', '=', workspace)
  await rows.where('owner', '=', user).execute()
}

/** What was backed up before is no backup of what comes from now on. */
export async function activateMail(scope: Scope, user: string): Promise<void> {
  await requireAdministrator(scope)
  const { db, workspace } = scope
  await db
    .updateTable('users')
    .set({ mail_off: null, backed_up: null })
    .where('workspace', '=', workspace)
    .where('id', '=', user)
    .execute()
}

/**
 * Counts and hashes what is kept of a user's mail, twice: what is read the second time must be what was read the first
 * time, or the backup does not count. It is kept where it is; from then on it is seen again.
 */
export async function backUp(
  scope: Scope,
  { user, withoutRest }: { user: string; withoutRest: boolean },
  now: number,
  progress: (done: number, total: number) => void
): Promise<Backup> {
  const { id, about } = await beginBackUp(scope, user, now)
  const folders = (await readFolders(scope, [id])).get(id) ?? []
  if (!withoutRest && folders.some(({ done }) => !done)) throw new AppError('leaver.unfinished')
  const first = await readAll(scope, user, (done) => progress(done, about.shared * 2))
  const again = await readAll(scope, user, (done) => progress(about.shared + done, about.shared * 2))
  if (first.hash !== again.hash || first.mails < about.shared) throw new AppError('leaver.changed')
  const { mails, octets, hash } = again
  await sql`with kept as (
      update backups set mails = ${mails}, expected = ${mails}, octets = ${octets}, hash = ${hash}, finished = ${now}
      where workspace = ${scope.workspace} and id = ${id} returning owner
    ) update users u set backed_up = ${now} from kept where u.workspace = ${scope.workspace} and u.id = kept.owner`.execute(
    scope.db
  )
  return { id, user, name: about.name, started: now, finished: now, expected: again.mails, folders, ...again }
}

const refusals = { private: 'leaver.private', nothing: 'leaver.nothing', tooLate: 'leaver.tooLate' } as const

/** The backup that was cut off before, else a new one. Throws leaver.* where nothing can be backed up. */
export async function beginBackUp(
  scope: Scope,
  owner: string,
  started: number
): Promise<{ id: string; about: TeamUser }> {
  const about = (await readTeam(scope, started)).users.find(({ id }) => id === owner)
  if (!about) throw new AppError('workspace.notFound', { kind: 'user' })
  if (about.noBackup !== null) throw new AppError(refusals[about.noBackup], { name: about.name })
  const { db, workspace } = scope
  const open = await db
    .selectFrom('backups')
    .select('id')
    .where('workspace', '=', workspace)
    .where('owner', '=', owner)
    .where('finished', 'is', null)
    .orderBy('started')
    .executeTakeFirst()
  if (open) return { ...open, about }
  const id = newId()
  await db.insertInto('backups').values({ workspace, id, owner, started, expected: about.shared }).execute()
  return { id, about }
}

/** In the order of their ids, which grow: mail that is published meanwhile comes last. */
async function readAll(
  { db }: Scope,
  owner: string,
  progress: (done: number) => void
): Promise<{ mails: number; octets: number; hash: string }> {
  const hash = createHash('sha256')
  let mails = 0
  let octets = 0
  for (let after = ''; ;) {
    const { rows } = await sql<{ id: string; digest: string; octets: number }>`
      select * from leaver_mails(${owner}, ${after === '' ? null : after}, ${step})`.execute(db)
    for (const row of rows) {
      hash.update(row.digest)
      octets += row.octets
    }
    mails += rows.length
    progress(mails)
    const last = rows.at(-1)
    if (!last || rows.length < step) return { mails, octets, hash: hash.digest('hex') }
    after = last.id
  }
}

export async function readBackups(scope: Scope): Promise<Backup[]> {
  await requireAdministrator(scope)
  const { db, workspace } = scope
  const rows = await db
    .selectFrom('backups as b')
    .innerJoin('users as u', (on) =>
      on.onRef('u.workspace', '=', 'b.workspace').onRef('u.id', '=', 'b.owner')
    )
    .select([
      'b.id',
      'b.owner',
      'u.name',
      'b.started',
      'b.finished',
      'b.mails',
      'b.expected',
      'b.octets',
      'b.hash'
    ])
    .where('b.workspace', '=', workspace)
    .orderBy('b.started', 'desc')
    .execute()
  const folders = await readFolders(
    scope,
    rows.map(({ id }) => id)
  )
  return rows.map(({ owner, ...row }) => ({ user: owner, ...row, folders: folders.get(row.id) ?? [] }))
}

/** How far the mailboxes of these backups were read, by backup. */
export async function readFolders(
  { db, workspace }: Scope,
  backups: readonly string[]
): Promise<Map<string, BackupFolder[]>> {
  const byBackup = new Map<string, BackupFolder[]>(backups.map((id) => [id, []]))
  if (backups.length === 0) return byBackup
  const rows = await db
    .selectFrom('backup_folders')
    .select(['backup', 'mailbox', 'folder', 'seen', 'total', 'kept', 'failed', 'done'])
    .where('workspace', '=', workspace)
    .where('backup', 'in', backups)
    .orderBy('folder')
    .execute()
  for (const { backup, ...row } of rows) byBackup.get(backup)?.push(row)
  return byBackup
}

/** What nobody backed up in six months goes. Answers how many mails went. For administrators; everybody else's app does nothing. */
export async function forgetLeavers({ db }: Scope, now: number): Promise<number> {
  const { rows } = await sql<{ gone: number }>`
    select case when member_administers(current_user) then forget_leavers(${now - backUpWithin}) else 0 end as gone`.execute(
    db
  )
  return rows[0]?.gone ?? 0
}
