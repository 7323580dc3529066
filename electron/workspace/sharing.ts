import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Checked, Output } from '../../shared/contract/index.ts'
import type { SharedMailbox } from '../../shared/contract/sharing.ts'
import { normalAddress } from '../../shared/context/address.ts'
import { AppError } from '../../shared/errors.ts'
import { newId } from './ids.ts'
import { moodsOfMailbox } from './moods.ts'
import { type Scope, within } from './scope.ts'

/** The user that this login is. Throws workspace.notMember where it is nobody's, as in a workspace that nobody shares. */
export async function whoAmI({ db }: Scope): Promise<string> {
  const { rows } = await sql<{ id: string | null }>`select member_user(current_user) as id`.execute(db)
  const id = rows[0]?.id
  if (!id) throw new AppError('workspace.notMember')
  return id
}

const mailboxes = ({ db, workspace }: Scope) =>
  db
    .selectFrom('mailboxes as b')
    .select([
      'b.id',
      'b.address',
      'b.protocol',
      'b.mode',
      'b.level',
      'b.records',
      'b.people',
      'b.never',
      'b.epoch'
    ])
    .select((eb) =>
      eb
        .selectFrom('mailbox_records as x')
        .select(sql<string[]>`coalesce(array_agg(x.record::text), '{}')`.as('chosen'))
        .whereRef('x.workspace', '=', 'b.workspace')
        .whereRef('x.mailbox', '=', 'b.id')
        .as('chosen')
    )
    .where('b.workspace', '=', workspace)

type Row = Awaited<ReturnType<ReturnType<typeof mailboxes>['execute']>>[number]
const asMailbox = ({ id, address, protocol, epoch, chosen, ...rule }: Row): SharedMailbox => ({
  id,
  address,
  protocol,
  epoch,
  rule: { ...rule, chosen: chosen ?? [] }
})

export async function sharing(scope: Scope): Promise<Output<'workspace.sharing'>> {
  const { db, workspace } = scope
  const { rows: me } = await sql<{ id: string | null }>`select member_user(current_user) as id`.execute(db)
  const user = me[0]?.id ?? null
  const excluded = await db
    .selectFrom('excluded')
    .select('entry')
    .where('workspace', '=', workspace)
    .orderBy('entry')
    .execute()
  const common = { excluded: excluded.map(({ entry }) => entry) }
  if (user === null) {
    const { sharing: decision, sharing_locked: locked } = await db
      .selectFrom('workspaces')
      .select(['sharing', 'sharing_locked'])
      .where('id', '=', workspace)
      .executeTakeFirstOrThrow()
    return { mailboxes: [], decision, locked, ...common }
  }
  const rows = await mailboxes(scope).where('b.owner', '=', user).orderBy('b.address').execute()
  const decided = await sql<{ decision: Output<'workspace.sharing'>['decision']; lock: boolean }>`
    select decision, lock from sharing_of(${workspace}, ${user})`.execute(db)
  const { decision, lock } = decided.rows[0] ?? { decision: 'choice' as const, lock: false }
  return { mailboxes: rows.map(asMailbox), decision, locked: lock, ...common }
}

/** Addresses and @domains in one spelling, each once. */
const spelled = (entries: readonly string[]): string[] => [
  ...new Set(entries.map((entry) => (entry.startsWith('@') ? entry.toLowerCase() : normalAddress(entry))))
]

/** Keeps what a mailbox shares; the triggers take back what it no longer does. */
export async function share(
  scope: Scope,
  { id, address, protocol, rule }: Checked<'workspace.share'>,
  now: number
): Promise<SharedMailbox> {
  const { db, workspace } = scope
  const { mode, level, records } = rule
  const people = spelled(rule.people)
  const never = spelled(rule.never)
  const says = { address: normalAddress(address), protocol, mode, level, records, people, never }
  const owner = await whoAmI(scope)
  const updated = await db
    .updateTable('mailboxes')
    .set(says)
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .where('owner', '=', owner)
    .returning('id')
    .executeTakeFirst()
  if (!updated) {
    await db
      .insertInto('mailboxes')
      .values({ workspace, id, owner, ...says, state: 'active', connected: now, synced: null })
      .execute()
  }
  await pick(scope, id, rule.records === 'chosen' ? rule.chosen : [])
  const row = await mailboxes(scope).where('b.id', '=', id).executeTakeFirstOrThrow()
  return asMailbox(row)
}

async function pick({ db, workspace }: Scope, mailbox: string, chosen: readonly string[]): Promise<void> {
  const before = await db
    .selectFrom('mailbox_records')
    .select('record')
    .where('workspace', '=', workspace)
    .where('mailbox', '=', mailbox)
    .execute()
  const had = new Set(before.map(({ record }) => record))
  const wanted = new Set(chosen)
  const gone = [...had].filter((record) => !wanted.has(record))
  const fresh = [...wanted].filter((record) => !had.has(record))
  if (gone.length > 0) {
    const rows = db.deleteFrom('mailbox_records').where('workspace', '=', workspace)
    await rows.where('mailbox', '=', mailbox).where('record', 'in', gone).execute()
  }
  const rows = fresh.map((record) => ({ workspace, mailbox, record }))
  if (rows.length > 0) await db.insertInto('mailbox_records').values(rows).execute()
}

export async function unshare({ db, workspace }: Scope, id: string): Promise<void> {
  await db.deleteFrom('mailboxes').where('workspace', '=', workspace).where('id', '=', id).execute()
}

export async function published(scope: Scope, mailbox: string): Promise<Output<'workspace.published'>> {
  const { db, workspace } = scope
  const row = await db
    .selectFrom('mailboxes')
    .select(['epoch', 'level'])
    .where('workspace', '=', workspace)
    .where('id', '=', mailbox)
    .executeTakeFirst()
  if (!row) throw new AppError('workspace.notFound', { kind: 'mailbox' })
  // as one value: a quarter of the time that as many rows take
  const { rows } = await sql<{
    messages: string[]
  }>`select coalesce(json_agg(message), '[]'::json) as messages
    from mails where workspace = ${workspace} and mailbox = ${mailbox}`.execute(db)
  const filings = await db
    .selectFrom('mail_filings')
    .select(['message', 'record', 'kind'])
    .where('workspace', '=', workspace)
    .where('mailbox', '=', mailbox)
    .execute()
  const textless =
    row.level === 'subject'
      ? []
      : await db
          .selectFrom('mails as m')
          .leftJoin('mail_bodies as b', (on) =>
            on.onRef('b.workspace', '=', 'm.workspace').onRef('b.mail', '=', 'm.id')
          )
          .select('m.message')
          .where('m.workspace', '=', workspace)
          .where('m.mailbox', '=', mailbox)
          .where('b.text', 'is', null)
          .where('b.html', 'is', null)
          .limit(50_000)
          .execute()
  return {
    epoch: row.epoch,
    messages: rows[0]?.messages ?? [],
    filings,
    textless: textless.map(({ message }) => message),
    moods: row.level === 'subject' ? [] : await moodsOfMailbox(scope, mailbox)
  }
}

/** Runs in a transaction: the mails and their texts come together. */
export async function publish(
  scope: Scope,
  { mailbox, epoch, mails }: Checked<'workspace.publish'>
): Promise<Output<'workspace.publish'>> {
  if (mails.length === 0) return { refused: [] }
  const { db, workspace } = scope
  const owner = await whoAmI(scope)
  // held until the mails are there: a rule that changes meanwhile waits, and takes back what it does not share
  const rule = await db
    .selectFrom('mailboxes')
    .select(['epoch', 'mode', 'level'])
    .where('workspace', '=', workspace)
    .where('id', '=', mailbox)
    .where('owner', '=', owner)
    .forShare()
    .executeTakeFirst()
  if (!rule) throw new AppError('workspace.notFound', { kind: 'mailbox' })
  if (rule.epoch !== epoch) throw new AppError('sharing.stale')
  const rows = mails.map((mail) => ({
    workspace,
    id: newId(),
    mailbox,
    owner,
    epoch,
    message: mail.message,
    thread: mail.thread,
    sent: mail.sent,
    source: mail.source,
    outgoing: mail.outgoing,
    subject: mail.subject,
    snippet: mail.snippet,
    sender: mail.from,
    recipients: mail.to,
    people: [...new Set([mail.from, ...mail.to].map(([, address]) => normalAddress(address)))].filter(
      Boolean
    ),
    files: mail.files
  }))
  // one value for all rows: a statement has at most 65,535 parameters, and a parse of its own for each number of them
  await db
    .deleteFrom('mail_withheld')
    .where('workspace', '=', workspace)
    .where('mailbox', '=', mailbox)
    .where(
      'message',
      'in',
      mails.map(({ message }) => withheldKey(message))
    )
    .execute()
  const { rows: inserted } = await sql<{ id: string; message: string }>`
    insert into mails select r.* from json_populate_recordset(null::mails, ${json(rows)}::json) r
    on conflict (workspace, mailbox, message) do nothing returning id, message`.execute(db)
  const ids = new Map(inserted.map(({ id, message }) => [message, id]))
  const kept = await db
    .selectFrom('mails')
    .select(['id', 'message'])
    .where('workspace', '=', workspace)
    .where('mailbox', '=', mailbox)
    .where(
      'message',
      'in',
      rows.map(({ message }) => message)
    )
    .execute()
  const here = new Map(kept.map(({ id, message }) => [message, id]))
  const bodies = mails.flatMap(({ message, text, html }) => {
    const mail = here.get(message)
    if (mail === undefined || rule.level === 'subject') return []
    // what was here already is completed, and never emptied
    return ids.has(message) || text !== null || html !== null ? [{ workspace, mail, text, html }] : []
  })
  if (bodies.length > 0) {
    await sql`insert into mail_bodies
      select r.* from json_populate_recordset(null::mail_bodies, ${json(bodies)}::json) r
      where not exists (select from mail_bodies b where b.workspace = r.workspace and b.mail = r.mail)`.execute(
      db
    )
    const late = bodies.filter(({ mail }) => ![...ids.values()].includes(mail))
    if (late.length > 0)
      await complete(
        scope,
        late,
        rows.filter(({ message }) => !ids.has(message))
      )
  }
  return { refused: mails.map(({ message }) => message).filter((message) => !here.has(message)) }
}

/**
 * What `publish` would refuse: it is done with nothing but the addresses, and taken back, so the triggers themselves
 * decide and nothing is kept or told.
 */
export async function wouldTake(
  scope: Scope,
  { mailbox, epoch, mails }: Checked<'workspace.wouldTake'>
): Promise<Output<'workspace.wouldTake'>> {
  const blank = { source: 'imap' as const, outgoing: false, subject: '', snippet: '', text: null, html: null }
  const bare = mails.map(({ people, ...mail }) => ({
    ...mail,
    ...blank,
    files: [],
    from: ['', ''] as [string, string],
    to: people.map((address): [string, string] => ['', address])
  }))
  let answer: Output<'workspace.wouldTake'> = { refused: [] }
  class TakenBack extends Error {}
  try {
    await within(scope, async (inside) => {
      answer = await publish(inside, { mailbox, epoch, mails: bare })
      throw new TakenBack()
    })
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error
  }
  return answer
}

/** Gives mails their text that were published without one. */
async function complete(
  { db, workspace }: Scope,
  bodies: readonly { mail: string; text: string | null; html: string | null }[],
  mails: readonly { mailbox: string; message: string; snippet: string; files: unknown }[]
): Promise<void> {
  await sql`update mail_bodies b set text = r.text, html = r.html
    from json_populate_recordset(null::mail_bodies, ${json(bodies)}::json) r
    where b.workspace = ${workspace} and b.mail = r.mail and b.text is null and b.html is null`.execute(db)
  await sql`update mails m set snippet = r.snippet, files = r.files
    from json_populate_recordset(null::mails, ${json(mails)}::json) r
    where m.workspace = ${workspace} and m.mailbox = r.mailbox and m.message = r.message
      and m.snippet = ''`.execute(db)
}

/** PostgreSQL's text holds all of Unicode but U+0000, and no half of a character. */
export const clean = (text: string): string => text.replaceAll('\0', '').toWellFormed()
/** By value: a text may hold the six letters of an escape, which are no U+0000. */
export const json = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) => (typeof one === 'string' ? clean(one) : one))

/** A mail that is kept private by hand is remembered by this alone. As the database's `md5`. */
const withheldKey = (message: string): string => createHash('md5').update(clean(message)).digest('hex')

/** In a transaction. The triggers show the mails, or publish them no more where they are on no record then. */
export async function fileMails(
  { db, workspace }: Scope,
  { mailbox, add, remove }: Checked<'workspace.fileMails'>
): Promise<void> {
  for (const { message, record } of remove) {
    const rows = db
      .deleteFrom('mail_filings')
      .where('workspace', '=', workspace)
      .where('mailbox', '=', mailbox)
    await rows.where('message', '=', message).where('record', '=', record).execute()
  }
  const rows = add.map((one) => ({ workspace, mailbox, ...one }))
  if (rows.length > 0)
    await db
      .insertInto('mail_filings')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

/** Takes mails back by hand; they stay out of a backup of the mailbox too, also those that were never published. */
export async function unpublish(
  scope: Scope,
  { mailbox, messages }: Checked<'workspace.unpublish'>
): Promise<void> {
  if (messages.length === 0) return
  const { db, workspace } = scope
  await sql`insert into mail_withheld (workspace, mailbox, message)
    select b.workspace, b.id, x from mailboxes b cross join unnest(${messages.map(withheldKey)}::text[]) x
    where b.workspace = ${workspace} and b.id = ${mailbox} and b.owner = member_user(current_user)
    on conflict do nothing`.execute(db)
  const rows = db.deleteFrom('mails').where('workspace', '=', workspace).where('mailbox', '=', mailbox)
  await rows.where('message', 'in', messages).execute()
}
