import { sql } from 'kysely'
import { normalAddress } from '../../../shared/context/address.ts'
import { AppError } from '../../../shared/errors.ts'
import type { LeaverCalls, LeaverMailbox, SavedMail } from '../../../shared/leavers.ts'
import { newId } from '../ids.ts'
import type { Scope } from '../scope.ts'
import { json } from '../sharing.ts'
import { beginBackUp } from './leavers.ts'
import { requireAdministrator } from './team.ts'

type Handlers = { [N in keyof LeaverCalls]: (input: LeaverCalls[N][0]) => Promise<LeaverCalls[N][1]> }

/** Each to run in a transaction: a batch of mails and how far that is come together. */
export function leaverCalls(scope: Scope): Handlers {
  const { db, workspace } = scope
  const mailboxOf = async (id: string): Promise<LeaverMailbox> => {
    await requireAdministrator(scope)
    const row = await db
      .selectFrom('mailboxes as b')
      .innerJoin('users as u', (on) =>
        on.onRef('u.workspace', '=', 'b.workspace').onRef('u.id', '=', 'b.owner')
      )
      .select(['b.id', 'b.owner', 'b.address', 'b.level', 'b.mode', 'b.protocol', 'u.name', 'u.mail_off'])
      .where('b.workspace', '=', workspace)
      .where('b.id', '=', id)
      .where('u.deleted', 'is', null)
      .executeTakeFirst()
    if (!row || row.protocol !== 'imap') throw new AppError('workspace.notFound', { kind: 'mailbox' })
    if (row.mode === 'private') throw new AppError('leaver.private', { name: row.name })
    if (row.mail_off === null) throw new AppError('leaver.deactivateFirst')
    return { id: row.id, owner: row.owner, address: row.address, level: row.level }
  }
  const folder = ({ backup, mailbox }: { backup: string; mailbox: string }) =>
    db
      .selectFrom('backup_folders')
      .where('workspace', '=', workspace)
      .where('backup', '=', backup)
      .where('mailbox', '=', mailbox)

  return {
    mailbox: ({ mailbox }) => mailboxOf(mailbox),
    async begin({ user, now }) {
      const { id } = await beginBackUp(scope, user, now)
      const rows = await db
        .selectFrom('addresses')
        .select('address')
        .where('workspace', '=', workspace)
        .where('kind', '=', 'user')
        .where('record', '=', user)
        .execute()
      return { backup: id, own: rows.map(({ address }) => address) }
    },
    async folders(of) {
      const rows = await folder(of).selectAll().execute()
      return rows.map(({ uid_validity: uidValidity, last_uid: lastUid, ...row }) => ({
        ...row,
        uidValidity,
        lastUid
      }))
    },
    async listed({ backup, mailbox, folders }) {
      const rows = folders.map((one) => ({ workspace, backup, mailbox, ...one }))
      if (rows.length === 0) return null
      const target = ['workspace', 'backup', 'mailbox', 'folder'] as const
      await db
        .insertInto('backup_folders')
        .values(rows)
        .onConflict((conflict) => conflict.columns([...target]).doNothing())
        .execute()
      return null
    },
    async wanted({ mailbox, candidates }) {
      if (candidates.length === 0) return []
      const { rows } = await sql<{ message: string }>`
        select w as message from leaver_wants(${mailbox}, ${json(candidates)}::jsonb) w`.execute(db)
      return rows.map(({ message }) => message)
    },
    async keep({ backup, mailbox, folder: name, mails, cursor }) {
      const rows = mails.map(({ from, to, ...mail }) => ({
        ...mail,
        id: newId(),
        sender: from,
        recipients: to,
        people: [...new Set([from, ...to].map(([, address]) => normalAddress(address)))].filter(Boolean)
      }))
      let kept = 0
      if (rows.length > 0) {
        const answer = await sql<{ kept: number }>`
            select keep_leaver_mails(${mailbox}, ${json(rows)}::jsonb) as kept`.execute(db)
        kept = answer.rows[0]?.kept ?? 0
      }
      await db
        .updateTable('backup_folders')
        .set({
          kept: sql`kept + ${kept}`,
          ...(cursor && {
            uid_validity: cursor.uidValidity,
            last_uid: cursor.lastUid,
            seen: cursor.seen,
            total: cursor.total,
            failed: cursor.failed,
            done: cursor.done
          })
        })
        .where('workspace', '=', workspace)
        .where('backup', '=', backup)
        .where('mailbox', '=', mailbox)
        .where('folder', '=', name)
        .execute()
      return kept
    },
    async saved({ backup }) {
      await requireAdministrator(scope)
      const row = await db
        .selectFrom('backups as b')
        .innerJoin('users as u', (on) =>
          on.onRef('u.workspace', '=', 'b.workspace').onRef('u.id', '=', 'b.owner')
        )
        .select(['b.owner as user', 'u.name', 'b.mails', 'b.hash'])
        .where('b.workspace', '=', workspace)
        .where('b.id', '=', backup)
        .where('b.finished', 'is not', null)
        .executeTakeFirst()
      if (!row) throw new AppError('workspace.notFound', { kind: 'backup' })
      return row
    },
    async page({ backup, after, limit }) {
      const { rows } =
        await sql<SavedMail>`select * from backup_mails(${backup}, ${after}, ${limit})`.execute(db)
      return rows
    }
  }
}
