import type { AuditEntry } from '../../../shared/contract/administration.ts'
import { plural } from '../plural.ts'
import { administration } from './administration.ts'

/** What ids in an entry stand for; '' for what is no longer known. */
export interface AuditNames {
  user(id: string): string
  profile(id: string): string
}
type Values = Record<string, unknown>

const { decisions } = administration
const records: Record<string, string> = { all: 'all records', own: 'own records only' }
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const gone = 'a user who was deleted'
const decision = (value: unknown, unset = 'no decision of its own'): string =>
  decisions[text(value) as keyof typeof decisions] ?? unset
const whose = (name: string): string => `${name}’s`
const mode = (value: unknown): string => decision(value, 'nothing')
const lock = (value: unknown): string =>
  value === true ? 'locked' : value === false ? 'unlocked' : 'gave up the lock of'

/** What the page around the entries says. */
export const audit = {
  title: 'Audit trail',
  text: 'Who changed what, and who read a shared mail of whom. Nobody can change it.',
  list: 'Entries',
  person: 'Person',
  everybody: 'Everybody',
  more: 'Show earlier',
  none: 'Nothing yet',
  noneText: 'Decisions, mailboxes, users and mail that colleagues read stand here.',
  noneOf: (name: string) => `Nothing of ${name} among these entries`,
  today: 'Today',
  yesterday: 'Yesterday',
  system: 'The owner of the database'
}

/** Mailboxes that followed one decision, in one sentence. */
export function foldedSentence(entries: readonly AuditEntry[]): string {
  const [first] = entries
  return `${first?.who || audit.system} changed sharing of ${plural(entries.length, 'mailbox', 'mailboxes')} to ${mode(first?.now?.mode)}`
}

/** One entry as a sentence in plain words, without a full stop. */
export function auditSentence(entry: AuditEntry, names: AuditNames): string {
  const who = entry.who || audit.system
  const [table = ''] = entry.act.split('.')
  const said = sentences[table]?.(entry, entry.was, entry.now, names)
  return `${who} ${said ?? `changed ${entry.about || 'something'}`}`
}

type Sentence = (entry: AuditEntry, was: Values | null, now: Values | null, names: AuditNames) => string

const sentences: Record<string, Sentence> = {
  mail: ({ about }, _was, now, { user }) =>
    `read ${about === '' ? 'a mail' : `“${about}”`} of ${user(text(now?.owner)) || gone}`,
  users({ about }, was, now, names) {
    const name = text(now?.name) || text(was?.name) || about
    if (!was) return `made the user ${name}`
    if (!now) return `removed ${name} for good`
    const done = changesOf(was, now, {
      deleted: () => (typeof now.deleted === 'number' ? `deleted ${name}` : `brought back ${name}`),
      mail_off: () =>
        typeof now.mail_off === 'number'
          ? `deactivated the mail of ${name}`
          : `activated the mail of ${name}`,
      backed_up: () => (typeof now.backed_up === 'number' ? `backed up the mail of ${name}` : ''),
      sharing: () =>
        `changed ${whose(name)} sharing from ${decision(was.sharing)} to ${decision(now.sharing)}`,
      sharing_locked: () => `${lock(now.sharing_locked)} ${whose(name)} sharing`,
      profile: () =>
        `changed ${whose(name)} profile from ${names.profile(text(was.profile))} to ${names.profile(text(now.profile))}`,
      active: () => (now.active ? `let ${name} in again` : `marked ${name} as left`),
      name: () => `renamed ${text(was.name)} to ${name}`
    })
    return done || `changed what stays on ${whose(name)} computer`
  },
  profiles(_entry, was, now) {
    const name = text(now?.name) || text(was?.name)
    if (!was) return `added the profile ${name}`
    if (!now) return `removed the profile ${name}`
    return changesOf(was, now, {
      sharing: () =>
        `changed sharing of the profile ${name} from ${decision(was.sharing)} to ${decision(now.sharing)}`,
      sharing_locked: () => `${lock(now.sharing_locked)} sharing of the profile ${name}`,
      email_settings: () =>
        `turned “Email & Chat Settings” ${now.email_settings ? 'on' : 'off'} for the profile ${name}`,
      name: () => `renamed the profile ${text(was.name)} to ${name}`
    })
  },
  mailboxes({ who }, was, now, names) {
    const row = now ?? was ?? {}
    const owner = names.user(text(row.owner))
    const address = `${text(row.address)}${owner && owner !== who ? ` of ${owner}` : ''}`
    if (!was) return `connected ${address} by ${text(row.protocol) === 'pop3' ? 'POP' : 'IMAP'}`
    if (!now) return `removed ${address}`
    return (
      changesOf(was, now, {
        address: () => `pointed ${text(was.address)} to ${text(now.address)}`,
        mode: () => `changed sharing of ${address} from ${mode(was.mode)} to ${mode(now.mode)}`
      }) || `changed the sharing rules of ${address}`
    )
  },
  backups: (_entry, _was, now, { user }) => `saved the backup of ${user(text(now?.owner)) || gone} as a file`,
  intents(_entry, was, now) {
    const name = text(now?.name) || text(was?.name)
    if (!was) return `defined the intent ${name}`
    if (!now) return `deleted the intent ${name}`
    const said = changesOf(was, now, {
      is_on: () => `switched the intent ${name} ${now.is_on ? 'on' : 'off'}`,
      name: () => `renamed the intent ${text(was.name)} to ${name}`
    })
    return said || `changed what the intent ${name} looks for`
  },
  excluded: (_entry, was, now) =>
    now ? `excluded ${text(now.entry)} from sharing` : `allowed sharing with ${text(was?.entry)} again`,
  workspaces: (_entry, was, now) =>
    changesOf(was ?? {}, now ?? {}, {
      sharing: () =>
        `changed sharing for everybody from ${decision(was?.sharing)} to ${decision(now?.sharing)}`,
      sharing_locked: () => `${lock(now?.sharing_locked)} sharing for everybody`,
      records: () => `let users see ${records[text(now?.records)] ?? ''}`,
      name: () => `named the workspace ${text(now?.name)}`
    })
}

/** Each value that differs in words of its own, the first the most important. */
function changesOf(was: Values, now: Values, say: Record<string, () => string>): string {
  const said = Object.entries(say)
    .filter(([key]) => (was[key] ?? null) !== (now[key] ?? null))
    .map(([, words]) => words())
    .filter(Boolean)
  return administration.list(said)
}
