import { contextCode, entryOf } from '../../shared/context/context-of.ts'
import type { DirectoryEntry } from '../../shared/contract/workspace.ts'
import { Flag } from '../../shared/mail/message.ts'
import { type Ledger, type ShownRow, threadOf } from '../cache/index.ts'
import { inbox as words } from '../words/en/inbox.ts'
import { intelligence as mood } from '../words/en/intelligence.ts'

/** What a row says, worked out from the mail and what the CRM knows of the people in it. */
export interface Described {
  senders: string
  subject: string
  snippet: string
  chip: { context: number; text: string } | null
  /** The one fact that fits the folder: a deal's amount. */
  fact: string
  time: string
  unread: boolean
  /** What a screen reader says, in the order a rep decides by. */
  name: string
}

export function describe(row: ShownRow, ledger: Ledger, conversations: boolean, now: number): Described {
  const message = row.content?.message
  const unread = row.unread > 0
  const subject = message ? message.subject || words.noSubject : ''
  const senders = message ? sendersOf(row, ledger, conversations) : ''
  const found = message ? recordOf(row, ledger) : null
  const chip =
    found ??
    (message?.listId ? { context: 4, text: words.newsletter, fact: '', spoken: words.newsletter } : null)
  const time = rowTime(row.received, now)
  const name = [
    unread ? `${words.unreadWord}.` : '',
    `${senders}${row.count > 1 ? `, ${words.countWord(row.count)}` : ''}.`,
    `${subject}.`,
    chip ? `${chip.spoken}.` : '',
    row.sentiment ? `${mood.sentiments[row.sentiment]}.` : '',
    row.intent ? `${mood.intents[row.intent]}.` : '',
    row.custom ? `${row.custom}.` : '',
    row.flags & Flag.attachment ? `${words.attachment}.` : '',
    row.flags & Flag.answered ? `${words.answered}.` : '',
    row.flags & Flag.flagged ? `${words.flaggedWord}.` : '',
    time
  ]
  return {
    senders,
    subject,
    snippet: row.content?.snippet ?? '',
    chip: chip && { context: chip.context, text: chip.text },
    // the amount where there is a deal, else what they want
    fact: chip?.fact || (row.intent ? mood.intents[row.intent] : ''),
    time,
    unread,
    name: name.filter(Boolean).join(' ')
  }
}

/** The people who wrote in the conversation, the last one first; own mails as "Me". In Sent and Drafts, whom it goes to. */
function sendersOf(row: ShownRow, ledger: Ledger, conversations: boolean): string {
  const message = row.content!.message
  const role = ledger.folders.get(row.folder)?.role
  if (role === 'sent' || role === 'drafts') {
    return (
      message.to
        .map(([name, address]) => firstName(nameOf(name, address, ledger), message.to.length > 1))
        .join(', ') || words.noSender
    )
  }
  const [name, address] = message.from[0] ?? ['', '']
  const newest = isOwn(address, ledger) ? words.me : nameOf(name, address, ledger)
  if (!conversations || row.count < 2) return newest || words.noSender
  const names = [newest]
  for (const mail of threadOf(ledger, row.thread).reverse()) {
    const spec = ledger.address(mail.sender)
    if (!spec) continue
    const one = isOwn(spec, ledger)
      ? words.me
      : firstName(nameOf(ledger.personName(mail.sender), spec, ledger), true)
    if (!names.some((known) => known === one || firstName(known, true) === one)) names.push(one)
    if (names.length === 3) break
  }
  return names.join(', ')
}

export function isOwn(address: string, ledger: Ledger): boolean {
  return ledger.own.addresses.has(address.toLowerCase())
}

export function nameOf(name: string, address: string, ledger: Ledger): string {
  return entryOf(address, ledger.directory)?.name || name || address
}

function firstName(name: string, short: boolean): string {
  return short && !name.includes('@') ? (name.split(/\s+/)[0] ?? name) : name
}

interface Found {
  context: number
  text: string
  fact: string
  spoken: string
}

/** The record that put the mail where it stands. */
function recordOf(row: ShownRow, ledger: Ledger): Found | null {
  const message = row.content!.message
  const addresses = [...message.from, ...message.to, ...message.cc].map(([, address]) => address)
  let best: { rank: number; entry: DirectoryEntry } | null = null
  for (const address of addresses) {
    const entry = entryOf(address, ledger.directory)
    if (!entry) continue
    const rank =
      entry.kind === 'contact'
        ? entry.deals.length > 0
          ? contextCode.deal
          : contextCode.contact
        : entry.kind === 'lead'
          ? contextCode.lead
          : contextCode.colleague
    if (!best || rank < best.rank) best = { rank, entry }
  }
  if (!best || (best.rank === contextCode.colleague && row.context !== contextCode.colleague)) return null
  const { entry, rank } = best
  const deal = entry.deals[0]
  if (rank === contextCode.deal && deal) {
    const fact = deal.amount === null ? '' : money(deal.amount, deal.currency)
    return {
      context: rank,
      text: `${deal.name} · ${deal.stage}`,
      fact,
      spoken: [words.contextWords[0], deal.name, deal.stage, fact].filter(Boolean).join(', ')
    }
  }
  const text = rank === contextCode.colleague ? entry.title || entry.name : entry.accountName || entry.name
  return { context: rank, text, fact: '', spoken: `${words.contextWords[rank] ?? ''} ${text}` }
}

const formats = new Map<string, Intl.NumberFormat>()
function money(amount: number, currency: string): string {
  let format = formats.get(currency)
  if (!format) {
    try {
      format = new Intl.NumberFormat(undefined, {
        style: 'currency',
        currency: currency || 'EUR',
        maximumFractionDigits: 0
      })
    } catch {
      format = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 })
    }
    formats.set(currency, format)
  }
  return format.format(amount)
}

const hour = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short' })
const dayMonth = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const monthYear = new Intl.DateTimeFormat(undefined, { month: 'short', year: 'numeric' })

/** Today's hour, the weekday within 6 days, then `20 Nov`, then `Nov 2025`. */
export function rowTime(at: number, now: number): string {
  const midnight = new Date(now).setHours(0, 0, 0, 0)
  if (at >= midnight) return hour.format(at)
  if (at >= midnight - 6 * 86_400_000) return weekday.format(at)
  return new Date(at).getFullYear() === new Date(now).getFullYear()
    ? dayMonth.format(at)
    : monthYear.format(at)
}
