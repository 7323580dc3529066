import { Flag } from '../../../shared/mail/message.ts'
import type { Mailbox } from '../../../shared/mail/message.ts'
import type { Sentiment } from '../../../shared/contract/intelligence.ts'
import { fullDate } from '../../words/index.ts'
import { emails as words } from '../../words/en/emails.ts'
import { intelligence as mood } from '../../words/en/intelligence.ts'
import type { EmailRow } from './merge.ts'

/** What to call somebody in a mail: the rep is "You". */
export function called([name, address]: Mailbox, own: ReadonlySet<string>): string {
  return own.has(address.toLowerCase()) ? words.you : name.trim() || address
}

/** `Dana Whitfield → You, Tomás Rivera +2` */
export function peopleOf(row: Pick<EmailRow, 'from' | 'to'>, own: ReadonlySet<string>): string {
  const to = row.to.slice(0, 2).map((one) => called(one, own))
  const rest = row.to.length > 2 ? ` ${words.more(row.to.length - 2)}` : ''
  return to.length === 0 ? called(row.from, own) : `${called(row.from, own)} → ${to.join(', ')}${rest}`
}

export function sharersOf({ shared }: Pick<EmailRow, 'shared'>): string {
  return words.and([
    ...new Set(shared?.owners.map(({ name, mine }) => (mine ? words.you.toLowerCase() : name)))
  ])
}

/** Why this mail is in the list, and why the rep may see it. */
export function whyOf(row: Pick<EmailRow, 'shared' | 'filed'>): string {
  const { shared } = row
  if (!shared) return row.filed ? (row.filed.link ? words.whyLinkedYou : words.whyFiledYou) : words.whyYou
  const by = sharersOf(row)
  if (shared.byHand !== null) return words.whyDeal(shared.byHand ? words.byHandText : words.byRuleText, by)
  if (row.filed || isFiled(shared)) return words.whyFiled(by)
  return shared.address === '' ? words.whyHere(by) : words.why(shared.address, by)
}

/** With which deal it goes, and who said so. */
export function dealOf({ deal }: Pick<EmailRow, 'deal'>): string {
  if (!deal) return ''
  if (deal.alone) return words.dealAlone(deal.name)
  return deal.byHand ? words.dealByHand(deal.name) : words.dealByRule(deal.name)
}

/** Linked to the deal of this list, by hand (true) or by the rule; null: not, or it is no list of a deal. */
export function linkedHere({ shared, filed }: Pick<EmailRow, 'shared' | 'filed'>): boolean | null {
  if (shared && shared.byHand !== null) return shared.byHand
  return filed?.link ? true : null
}

/** Nobody of the record is in it: somebody put it there. */
const isFiled = ({ address, byHand, source }: NonNullable<EmailRow['shared']>): boolean =>
  address === '' && byHand === null && source === 'crm'

export function filedHere({ shared, filed }: Pick<EmailRow, 'shared' | 'filed'>): boolean {
  return (filed !== undefined && !filed.link) || (shared !== null && isFiled(shared))
}

export type Status = keyof typeof words.status

/** Only what is known without asking anybody: of a colleague's mail whether it was sent. */
export function statusOf(row: EmailRow): Status | null {
  if (row.outgoing) return 'sent'
  if (row.own === null) return null
  return (row.flags & Flag.answered) !== 0 ? 'replied' : (row.flags & Flag.seen) !== 0 ? 'read' : 'unread'
}

/** The whole row for who does not see it. */
export function rowName(
  row: EmailRow,
  own: ReadonlySet<string>,
  sentiment: Sentiment | null = null,
  custom = ''
): string {
  const status = statusOf(row)
  const linked = linkedHere(row)
  return words.row([
    status === 'unread' ? words.status.unread : row.outgoing ? words.outgoing : words.incoming,
    peopleOf(row, own),
    row.subject || words.noSubject,
    sentiment && sentiment !== 'neutral' ? mood.sentiments[sentiment] : '',
    custom,
    row.shared
      ? row.shared.owners
          .map(({ name, mine, source }) => words.owner(mine ? words.you : name, source))
          .join(', ')
      : row.filed?.link
        ? words.onlyYouSee
        : words.onlyYou,
    filedHere(row) ? words.filed : '',
    linked === null ? dealOf(row) : linked ? words.byHand : words.byRule,
    fullDate(row.sent)
  ])
}
