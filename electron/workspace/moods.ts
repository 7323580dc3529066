import { sql } from 'kysely'
import type { Checked, Output } from '../../shared/contract/index.ts'
import { type Emotion, intents, type Sentiment } from '../../shared/contract/intelligence.ts'
import type { MailMood, SharedMood } from '../../shared/contract/moods.ts'
import type { Scope } from './scope.ts'
import { json } from './sharing.ts'

/** How shared mail sounds, as its owners' apps read it. The database lets see it whoever may read the text. */

/** Longer ago nobody is alerted, nor looked after: 90 days, ms. */
const span = 90 * 24 * 3600_000
/** Of more than so many mails in that time the newest. */
const most = 2_000

export interface MoodColumns {
  sentiment: Sentiment | null
  emotion: Emotion | null
  intents: string[] | null
  model: string | null
}
/** Of `mail_moods d`, joined from the left. */
export const moodColumns = sql`d.sentiment, d.emotion, d.intents, d.model`

export function moodOf({ sentiment, emotion, intents: kept, model }: MoodColumns): MailMood | null {
  if (kept === null) return null
  return {
    sentiment,
    emotion,
    intents: intents.filter((intent) => kept.includes(intent)),
    said: model === null
  }
}

/** In a transaction. Writes nothing of mail that is not published, or of which the subject alone is shared. */
export async function setMoods(
  { db, workspace }: Scope,
  { mailbox, moods }: Checked<'workspace.setMoods'>
): Promise<void> {
  const told = moods.flatMap(({ message, mood }) => (mood ? [{ message, ...mood }] : []))
  const gone = moods.flatMap(({ message, mood }) => (mood ? [] : [message]))
  if (told.length > 0)
    // a rule that changes in the same moment is waited for and read anew, or waits and takes back what came
    await sql`insert into mail_moods (workspace, mail, sent, sentiment, emotion, intents, model)
      select m.workspace, m.id, m.sent, r.sentiment, r.emotion, r.intents, r.model
      from json_to_recordset(${json(told)}::json)
        r (message text, sentiment text, emotion text, intents text[], model text)
      join mails m on m.workspace = ${workspace} and m.mailbox = ${mailbox} and m.message = r.message
      join mailboxes b on b.workspace = m.workspace and b.id = m.mailbox and b.owner = m.owner
      where m.owner = (select member_user(current_user)) and b.level = 'full' and not m.outgoing
      for share of b
      on conflict (workspace, mail) do update set sentiment = excluded.sentiment, emotion = excluded.emotion,
        intents = excluded.intents, model = excluded.model`.execute(db)
  if (gone.length > 0)
    await sql`delete from mail_moods d using mails m where m.workspace = ${workspace} and m.mailbox = ${mailbox}
      and m.message = any (${gone}::text[]) and d.workspace = m.workspace and d.mail = m.id`.execute(db)
}

/** What of a mailbox's mail the workspace has: message keys and `feltText` of each. */
export async function moodsOfMailbox({ db, workspace }: Scope, mailbox: string): Promise<[string, string][]> {
  const { rows } = await sql<{ message: string; felt: string }>`select m.message,
      concat_ws('/', coalesce(d.sentiment, ''), coalesce(d.emotion, ''), array_to_string(d.intents, ',')) as felt
    from mail_moods d join mails m on m.workspace = d.workspace and m.id = d.mail
    where m.workspace = ${workspace} and m.mailbox = ${mailbox}`.execute(db)
  return rows.map(({ message, felt }) => [message, felt])
}

const columns = sql`m.message, m.id as mail, m.sent, m.sender->>1 as sender, m.subject, u.name as owner,
  d.sentiment, d.emotion, d.model is null as said`
/** Mail that somebody else has: what the rep's own says is in the rep's own app. */
const others = sql`join mails m on m.workspace = d.workspace and m.id = d.mail
    and not m.outgoing and m.owner is distinct from (select member_user(current_user))
  join users u on u.workspace = m.workspace and u.id = m.owner`

/**
 * What colleagues' mail says of customers, newest first: of each sender the negative ones since the last positive one,
 * and that one. Older ones make no streak, whatever else a rep has.
 */
export async function customerMoods({ db, workspace }: Scope, now: number): Promise<SharedMood[]> {
  const { rows } = await sql<SharedMood>`select ${columns} from (
      select * from mail_moods where workspace = ${workspace} and sentiment in ('positive', 'negative')
        and sent > ${now - span} order by sent desc limit ${most}
    ) d ${others} order by m.sent desc, m.message, m.id`.execute(db)
  const glad = new Set<string>()
  return once(rows).filter(({ sender, sentiment }) => {
    const address = sender.toLowerCase()
    if (glad.has(address)) return false
    if (sentiment === 'positive') glad.add(address)
    return true
  })
}

/** How a person's last mails to colleagues sound, newest first. */
export async function recordMoods(
  { db, workspace }: Scope,
  record: string
): Promise<Output<'workspace.recordMoods'>> {
  const { rows } = await sql<SharedMood>`select ${columns} from (
      select g.workspace, g.mail from mail_grants g
        where g.workspace = ${workspace} and g.record = ${record} order by g.sent desc limit 100
    ) g join mail_moods d on d.workspace = g.workspace and d.mail = g.mail and d.sentiment is not null ${others}
    where lower(m.sender->>1) in (select a.address from addresses a
      where a.workspace = ${workspace} and a.record = ${record})
    order by m.sent desc, m.message, m.id`.execute(db)
  return once(rows).slice(0, 20)
}

/** A mail that several have, once: as one of them says it sounds, else as it was read. */
function once(rows: readonly SharedMood[]): SharedMood[] {
  const found = new Map<string, SharedMood>()
  for (const row of rows) {
    const known = found.get(row.message)
    if (!known || (row.said && !known.said)) found.set(row.message, row)
  }
  return [...found.values()]
}
