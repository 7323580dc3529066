import { sql } from 'kysely'
import type { Checked, Output } from '../../shared/contract/index.ts'
import type { DealLink, RecordMail } from '../../shared/contract/sharing.ts'
import type { Scope } from './scope.ts'

/** Which deals mails go with by hand. The database sees to it that both are seen by who links them. */

export async function linkDeal(
  scope: Scope,
  { messages, deal }: Checked<'workspace.linkDeal'>,
  now: number
): Promise<Output<'workspace.linkDeal'>> {
  const { db, workspace } = scope
  const each = [...new Set(messages)]
  const known = await db
    .selectFrom('mail_deals')
    .select(['message', 'deal', 'by_hand'])
    .where('workspace', '=', workspace)
    .where('message', 'in', each)
    .execute()
  const were = new Map(known.map((row) => [row.message, row]))
  await write(
    scope,
    each.map((message) => ({ message, deal, byHand: true })),
    now
  )
  return {
    before: each.map((message): DealLink => {
      const row = were.get(message)
      return { message, deal: row?.deal ?? null, byHand: row?.by_hand ?? false }
    })
  }
}

export async function undoLink(
  scope: Scope,
  { links, linked }: Checked<'workspace.undoLink'>,
  now: number
): Promise<void> {
  const { db, workspace } = scope
  const rows = await db
    .selectFrom('mail_deals')
    .select('message')
    .where('workspace', '=', workspace)
    .where('deal', 'is not distinct from', linked)
    .where('by_hand', '=', true)
    .where(
      'message',
      'in',
      links.map(({ message }) => message)
    )
    .execute()
  const still = new Set(rows.map(({ message }) => message))
  const back = new Map(links.map((link) => [link.message, link]))
  await write(
    scope,
    [...back.values()].filter(({ message }) => still.has(message)),
    now
  )
}

async function write({ db, workspace }: Scope, links: readonly DealLink[], now: number): Promise<void> {
  if (links.length === 0) return
  await db
    .insertInto('mail_deals')
    .values(
      links.map(({ message, deal, byHand }) => ({ workspace, message, deal, by_hand: byHand, changed: now }))
    )
    .onConflict((conflict) =>
      conflict.columns(['workspace', 'message']).doUpdateSet({
        deal: sql`excluded.deal`,
        by_hand: sql`excluded.by_hand`,
        changed: now
      })
    )
    .execute()
}

/** The deals that these mails go with, as far as this login sees both. */
export async function dealsOf(
  { db, workspace }: Scope,
  messages: readonly string[]
): Promise<Map<string, NonNullable<RecordMail['deal']>>> {
  if (messages.length === 0) return new Map()
  const rows = await db
    .selectFrom('mail_deals as l')
    .innerJoin('deals as d', (on) =>
      on.onRef('d.workspace', '=', 'l.workspace').onRef('d.id', '=', 'l.deal').on('d.deleted', 'is', null)
    )
    .select(['l.message', 'l.by_hand', 'd.id', 'd.name'])
    .where('l.workspace', '=', workspace)
    .where('l.message', 'in', [...messages])
    .execute()
  return new Map(rows.map(({ message, by_hand: byHand, id, name }) => [message, { id, name, byHand }]))
}
