import { sql, type RawBuilder } from 'kysely'
import type { Checked, Output } from '../../shared/contract/index.ts'
import type { RecordMail, SharedFile } from '../../shared/contract/sharing.ts'
import { AppError } from '../../shared/errors.ts'
import type { Mailbox } from '../../shared/mail/message.ts'
import { dealsOf } from './link-deal.ts'
import { type MoodColumns, moodColumns, moodOf } from './moods.ts'
import type { MailSource } from './schema.ts'
import type { Scope } from './scope.ts'

interface Row extends MoodColumns {
  id: string
  message: string
  thread: string
  sent: number
  source: MailSource
  outgoing: boolean
  subject: string
  snippet: string
  sender: Mailbox
  recipients: Mailbox[]
  files: SharedFile[]
  address: string
  by_hand: boolean | null
  owner: string
  owner_name: string
  mailbox: string
  mine: boolean
}

/** The columns of a mail `m`; of which source it is on a record, its grant says: what was filed by hand is the CRM's. */
const columns = sql`m.id, m.message, m.thread, m.sent, m.outgoing, m.subject, m.snippet, m.sender,
  m.recipients, m.files, m.owner, u.name as owner_name, m.mailbox, m.owner = (select member_user(current_user)) as mine, ${moodColumns}`

/**
 * The mail on a record that this login may see, newest first. A mail that several owners share stands in rows beside
 * each other, and once in what is answered.
 */
export async function recordMail(
  scope: Scope,
  ask: Checked<'workspace.recordMail'>
): Promise<Output<'workspace.recordMail'>> {
  const { db, workspace } = scope
  const { record, limit } = ask
  const found: RecordMail[] = []
  let after = cursorOf(ask.cursor)
  let more = true
  while (found.length <= limit && more) {
    const wanted = limit - found.length + 1
    const { rows } = await sql<Row>`
      select ${columns}, g.source, g.address, g.by_hand from (
        select * from mail_grants g where g.workspace = ${workspace} and g.record = ${record}
          ${shown(ask)} ${seenAs(ask)}
          ${after ? sql`and (g.sent, g.message) <= (${after.sent}, ${after.message}) and not (g.sent = ${after.sent} and g.message = ${after.message} and g.mail <= ${after.mail})` : sql``}
        order by g.sent desc, g.message desc, g.mail limit ${ask.search === '' ? wanted : 2_000}
      ) g
      join mails m on m.workspace = g.workspace and m.id = g.mail
      join users u on u.workspace = g.workspace and u.id = g.owner
      left join mail_moods d on d.workspace = m.workspace and d.mail = m.id
      ${searched(ask.search)}
      order by g.sent desc, g.message desc, g.mail`.execute(db)
    more = ask.search === '' && rows.length === wanted
    for (const row of rows) add(found, row)
    const last = rows.at(-1)
    if (last) after = { sent: last.sent, message: last.message, mail: last.id }
  }
  // the last one may have further owners behind the end of what was read
  const rows = await withDeals(scope, found.slice(0, limit))
  const last = rows.at(-1)
  const next = found.length > limit && last ? JSON.stringify([last.sent, last.message]) : null
  return { rows, next, mark: await readMark(scope, record) }
}

function add(found: RecordMail[], row: Row): void {
  const { sender, owner, owner_name: name, mailbox, source, mine, recipients, by_hand: byHand, ...rest } = row
  const { sentiment, emotion, intents, model, ...mail } = rest
  const mood = moodOf({ sentiment, emotion, intents, model })
  const by = { user: owner, name, mailbox, source, mine }
  const last = found.at(-1)
  if (last?.message === row.message) {
    last.owners.push(by)
    // what an owner says goes before what was read
    if (!last.mood || (mood?.said && !last.mood.said)) last.mood = mood ?? last.mood
  } else found.push({ ...mail, mood, byHand, deal: null, from: sender, to: recipients, source, owners: [by] })
}

async function withDeals(scope: Scope, rows: readonly RecordMail[]): Promise<RecordMail[]> {
  const deals = await dealsOf(
    scope,
    rows.map(({ message }) => message)
  )
  return rows.map((row) => ({ ...row, deal: deals.get(row.message) ?? null }))
}

/** Behind a page: everything of its last mail was shown. */
function cursorOf(cursor: string | null): { sent: number; message: string; mail: string } | null {
  if (cursor === null) return null
  const [sent, message] = JSON.parse(cursor) as [number, string]
  return { sent, message, mail: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }
}

function shown({ show, user }: Checked<'workspace.recordMail'>): RawBuilder<unknown> {
  if (show === 'user') return sql`and g.owner = ${user}`
  return show === 'all' ? sql`` : sql`and g.source = ${show}`
}

/** Of what this login sees, what that user would: what is theirs, and what is on a record that they may see. */
function seenAs({ as }: Checked<'workspace.recordMail'>): RawBuilder<unknown> {
  return as === null ? sql`` : sql`and (g.owner = ${as} or member_would_see(${as}, g.kind, g.record))`
}

function searched(search: string): RawBuilder<unknown> {
  const words = search.split(/\s+/).filter(Boolean)
  if (words.length === 0) return sql``
  const each = words.map((word) => {
    const like = `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`
    return sql`concat_ws(' ', m.subject, m.snippet, m.sender::text, m.recipients::text) ilike ${like}`
  })
  return sql`where ${sql.join(each, sql` and `)}`
}

/** Grows with each change of the mail of a record (and of some others). */
async function readMark({ db, workspace }: Scope, record: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count from mail_counters
    where workspace = ${workspace} and bucket = mail_bucket(${record})`.execute(db)
  return rows[0]?.count ?? 0
}

export async function sharedMail(scope: Scope, id: string): Promise<Output<'workspace.sharedMail'>> {
  const { db, workspace } = scope
  const { rows } = await sql<Row & { text: string | null; html: string | null }>`
    select ${columns}, m.source, '' as address, null::boolean as by_hand, b.text, b.html
    from mails m
    join users u on u.workspace = m.workspace and u.id = m.owner
    left join mail_bodies b on b.workspace = m.workspace and b.mail = m.id
    left join mail_moods d on d.workspace = m.workspace and d.mail = m.id
    where m.workspace = ${workspace} and m.id = ${id}`.execute(db)
  const [row] = rows
  if (!row) throw new AppError('workspace.notFound', { kind: 'mail' })
  const found: RecordMail[] = []
  const { text, html, ...rest } = row
  add(found, rest)
  const [mail] = await withDeals(scope, found)
  if (!mail) throw new AppError('workspace.notFound', { kind: 'mail' })
  return { ...mail, text, html, level: text === null && html === null ? 'subject' : 'full' }
}

export async function visible({ db, workspace }: Scope, mails: readonly string[]): Promise<string[]> {
  if (mails.length === 0) return []
  const { rows } = await sql<{ id: string }>`select id from mails
    where workspace = ${workspace} and id = any (${[...mails]}::uuid[])`.execute(db)
  return rows.map(({ id }) => id)
}

export async function sharers(
  { db, workspace }: Scope,
  record: string
): Promise<Output<'workspace.sharers'>> {
  const { rows } = await sql<Output<'workspace.sharers'>[number]>`
    select u.id as user, u.name, u.id = (select member_user(current_user)) as mine,
      coalesce(n.mails, 0) as mails, coalesce(n.imap, 0) as imap, coalesce(n.pop3, 0) as pop3, coalesce(n.crm, 0) as crm
    from users u left join (
      select owner, count(*) as mails, count(*) filter (where source = 'imap') as imap,
        count(*) filter (where source = 'pop3') as pop3, count(*) filter (where source = 'crm') as crm
      from mail_grants where workspace = ${workspace} and record = ${record} group by owner
    ) n on n.owner = u.id
    where u.workspace = ${workspace} and u.deleted is null and (u.active or n.mails > 0)
    order by n.mails desc nulls last, u.sorting`.execute(db)
  return rows.map((row) => ({ ...row, mine: row.mine ?? false }))
}
