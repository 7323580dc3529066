import { sql } from 'kysely'
import type { Output } from '../../../shared/contract/index.ts'
import type { Sharing, SharingDecision } from '../../../shared/contract/accounts.ts'
import { backUpWithin, type TeamUser } from '../../../shared/contract/administration.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Scope } from '../scope.ts'

/** The policies hold it anyway; this says it in words, where an empty answer would say nothing. */
export async function requireAdministrator({ db }: Scope): Promise<void> {
  const { rows } = await sql<{ yes: boolean }>`select member_administers(current_user) as yes`.execute(db)
  if (!rows[0]?.yes) throw new AppError('workspace.notAllowed')
}

interface UserRow {
  id: string
  name: string
  address: string | null
  profile: string
  active: boolean
  invited: boolean
  sharing: SharingDecision | null
  sharing_locked: boolean | null
  decision: SharingDecision
  held: boolean
  mail_off: number | null
  keep_folders: boolean
  keep_mail: boolean
  backed_up: number | null
  shared: number
}

/** Counted as the owner of nothing: an administrator sees how much is shared, of mail that the policies hide as well. */
async function users({ db, workspace }: Scope): Promise<UserRow[]> {
  const { rows } = await sql<UserRow>`
    select u.id, u.name, u.profile, u.active, u.sharing, u.sharing_locked, u.mail_off, u.keep_folders, u.keep_mail,
      u.backed_up, s.decision, s.lock as held, shared_by(u.id) as shared,
      (select a.address from addresses a where a.workspace = u.workspace and a.kind = 'user' and a.record = u.id
        order by a.position limit 1) as address,
      exists (select from members m where m.workspace = u.workspace and m.account_of = u.id) as invited
    from users u cross join lateral sharing_of(u.workspace, u.id) s
    where u.workspace = ${workspace} and u.deleted is null order by u.sorting, u.id`.execute(db)
  return rows
}

export async function readTeam(scope: Scope, now: number): Promise<Output<'workspace.team'>> {
  await requireAdministrator(scope)
  const { db, workspace } = scope
  const all = await db
    .selectFrom('workspaces')
    .select(['sharing', 'sharing_locked', 'records'])
    .where('id', '=', workspace)
    .executeTakeFirstOrThrow()
  const boxes = await db
    .selectFrom('mailboxes')
    .select(['id', 'owner', 'address', 'protocol', 'mode', 'state', 'connected', 'synced'])
    .where('workspace', '=', workspace)
    .orderBy('address')
    .execute()
  const rows = await users(scope)
  const profiles = await db
    .selectFrom('profiles')
    .select(['id', 'name', 'email_settings', 'sharing', 'sharing_locked'])
    .where('workspace', '=', workspace)
    .orderBy('position')
    .execute()
  const excluded = await db
    .selectFrom('excluded')
    .select('entry')
    .where('workspace', '=', workspace)
    .orderBy('entry')
    .execute()
  return {
    decision: all.sharing,
    locked: all.sharing_locked,
    records: all.records,
    excluded: excluded.map(({ entry }) => entry),
    profiles: profiles.map(
      ({ id, name, email_settings: emailSettings, sharing, sharing_locked: locked }) => ({
        id,
        name,
        emailSettings,
        sharing,
        locked,
        users: rows.filter(({ profile }) => profile === id).length
      })
    ),
    users: rows.map((row) => {
      const mailboxes = boxes.filter(({ owner }) => owner === row.id).map(({ owner: _, ...box }) => box)
      return {
        id: row.id,
        name: row.name,
        address: row.address ?? '',
        profile: row.profile,
        active: row.active,
        invited: row.invited,
        sharing: row.sharing,
        locked: row.sharing_locked,
        decision: row.decision,
        held: row.held,
        mailboxes,
        shared: row.shared,
        mailOff: row.mail_off,
        keep: { folders: row.keep_folders, mail: row.keep_mail },
        backedUp: row.backed_up,
        noBackup: whyNoBackup(row, mailboxes, now)
      }
    })
  }
}

function whyNoBackup(
  { shared, mail_off: off }: Pick<UserRow, 'shared' | 'mail_off'>,
  mailboxes: readonly { mode: Sharing; protocol: 'imap' | 'pop3' }[],
  now: number
): TeamUser['noBackup'] {
  if (off !== null && now - off > backUpWithin) return 'tooLate'
  // nothing of it was published yet, and the mailbox itself may be read
  const readable = off !== null && mailboxes.some((one) => one.protocol === 'imap' && one.mode !== 'private')
  if (shared > 0 || readable) return null
  return mailboxes.length > 0 && mailboxes.every(({ mode }) => mode === 'private') ? 'private' : 'nothing'
}
