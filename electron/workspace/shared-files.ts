import { sql } from 'kysely'
import type { Checked, Output } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/errors.ts'
import type { Scope } from './scope.ts'
import { whoAmI } from './sharing.ts'

/** Files of shared mail. What a login may read, ask for and bring is the database's to say (migration 7). */

const notThere = (): AppError => new AppError('workspace.notFound', { kind: 'mail' })

export async function fileStates(
  { db, workspace }: Scope,
  { mail }: Checked<'workspace.fileStates'>
): Promise<Output<'workspace.fileStates'>> {
  const { rows } = await sql<Output<'workspace.fileStates'>[number]>`
    select file, 'here' as state, null::text as failed, null::bigint as at from mail_files
      where workspace = ${workspace} and mail = ${mail}
    union all
    select r.file, case when r.failed is not null then 'failed' when r.taken is null then 'asked' else 'taken' end,
        r.failed, r.at from file_requests r
      where r.workspace = ${workspace} and r.mail = ${mail} and r.asker = (select member_user(current_user))
        and not exists (select from mail_files f where f.workspace = r.workspace and f.mail = r.mail and f.file = r.file)
    order by 1`.execute(db)
  return rows
}

export async function askFile(
  scope: Scope,
  { mail, file }: Checked<'workspace.askFile'>,
  now: number
): Promise<void> {
  const { db, workspace } = scope
  const asker = await whoAmI(scope)
  await callOffFile(scope, { mail, file })
  const { rows } = await sql<{ mail: string }>`
    insert into file_requests (workspace, mail, file, asker, at)
    select m.workspace, m.id, ${file}::integer, ${asker}::uuid, ${now}::bigint from mails m
      where m.workspace = ${workspace} and m.id = ${mail} and m.owner <> ${asker}
        and jsonb_array_length(m.files) > ${file}::integer
    returning mail`.execute(db)
  if (rows.length === 0) throw notThere()
}

export async function callOffFile(
  scope: Scope,
  { mail, file }: Checked<'workspace.callOffFile'>
): Promise<void> {
  const { db, workspace } = scope
  await sql`delete from file_requests where workspace = ${workspace} and mail = ${mail} and file = ${file}
    and asker = ${await whoAmI(scope)}`.execute(db)
}

export async function filePiece(
  { db, workspace }: Scope,
  { mail, file, piece }: Checked<'workspace.filePiece'>
): Promise<Output<'workspace.filePiece'>> {
  const { rows } = await sql<{ bytes: Uint8Array; pieces: number; size: number }>`
    select c.bytes, f.chunks as pieces, f.size from mail_files f join mail_file_chunks c
      on c.workspace = f.workspace and c.mail = f.mail and c.file = f.file and c.chunk = ${piece}
    where f.workspace = ${workspace} and f.mail = ${mail} and f.file = ${file}`.execute(db)
  const [row] = rows
  if (!row) throw notThere()
  // the driver's may be a view of a larger buffer
  return { ...row, bytes: new Uint8Array(row.bytes) }
}

export async function fileRequests(
  { db, workspace }: Scope,
  { mailbox }: Checked<'workspace.fileRequests'>,
  now: number
): Promise<Output<'workspace.fileRequests'>> {
  const { rows } = await sql<Output<'workspace.fileRequests'>[number]>`
    select distinct r.mail, r.file, m.message, m.source, m.files -> r.file ->> 'name' as name
    from file_requests r join mails m on m.workspace = r.workspace and m.id = r.mail
    where r.workspace = ${workspace} and m.mailbox = ${mailbox} and m.owner = (select member_user(current_user))
      and r.failed is null and file_wanted(r.mail, r.file)
      and not exists (select from mail_files f where f.workspace = r.workspace and f.mail = r.mail and f.file = r.file)
    order by 1, 2 limit 100`.execute(db)
  for (const { mail, file } of rows)
    await sql`update file_requests set taken = ${now} where workspace = ${workspace} and mail = ${mail}
      and file = ${file} and taken is null`.execute(db)
  return rows
}

/** In a transaction: a piece is written over where an earlier try was cut off, and the last one says that all are here. */
export async function bringFile(
  { db, workspace }: Scope,
  { mail, file, piece, pieces, size, bytes }: Checked<'workspace.bringFile'>
): Promise<void> {
  const { rows } = await sql<{ wanted: boolean }>`select file_wanted(${mail}, ${file}) as wanted`.execute(db)
  if (!rows[0]?.wanted) throw notThere()
  const here = sql`workspace = ${workspace} and mail = ${mail} and file = ${file}`
  if (piece === 0) {
    await sql`delete from mail_files where ${here}`.execute(db)
    await sql`delete from mail_file_chunks where ${here}`.execute(db)
  }
  await sql`delete from mail_file_chunks where ${here} and chunk = ${piece}`.execute(db)
  await sql`insert into mail_file_chunks (workspace, mail, file, chunk, bytes)
    values (${workspace}, ${mail}, ${file}, ${piece}, ${bytes})`.execute(db)
  if (piece < pieces - 1) return
  const { rows: sums } = await sql<{ count: number; octets: number }>`
    select count(*) as count, coalesce(sum(octet_length(bytes)), 0) as octets
    from mail_file_chunks where ${here}`.execute(db)
  if (sums[0]?.count !== pieces || sums[0].octets !== size)
    throw new AppError('workspace.invalid', { field: 'pieces', value: '' })
  await sql`insert into mail_files (workspace, mail, file, size, chunks)
    values (${workspace}, ${mail}, ${file}, ${size}, ${pieces})`.execute(db)
}

export async function refuseFile(
  { db, workspace }: Scope,
  { mail, file, why }: Checked<'workspace.refuseFile'>
): Promise<void> {
  await sql`update file_requests set failed = ${why} where workspace = ${workspace} and mail = ${mail}
    and file = ${file} and failed is null and exists (select from mails m where m.workspace = file_requests.workspace
      and m.id = mail and m.owner = (select member_user(current_user)))`.execute(db)
}
