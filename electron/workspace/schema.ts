import type { ColumnType, Generated } from 'kysely'
import type { Sharing, SharingDecision } from '../../shared/contract/accounts.ts'
import type { Emotion, Sentiment } from '../../shared/contract/intelligence.ts'
import type { FileFailure } from '../../shared/contract/shared-files.ts'
import type { SharedFile } from '../../shared/contract/sharing.ts'
import type { Phone } from '../../shared/contract/records.ts'
import type { Mailbox } from '../../shared/mail/message.ts'

/** The tables as of the newest migration; docs/workspace.md says what they are for. */
export interface Database {
  schema_version: { version: number }
  workspaces: {
    id: string
    name: string
    currency: string
    rev: Generated<number>
    /** Grows with every change of a record. */
    version: Generated<number>
    /** Who decides on email sharing: each rep (`choice`), else what the administrator chose for all. */
    sharing: Generated<SharingDecision>
    sharing_locked: Generated<boolean>
    /** Whose records everybody sees: all, or one's own and those of nobody. */
    records: Generated<'all' | 'own'>
  }
  /** Logins, and the users that they are; null: the one of a workspace that nobody shares. */
  members: { login: string; workspace: string; account_of: string | null }
  profiles: Decided & {
    workspace: string
    id: string
    name: string
    email_settings: boolean
    position: number
  }
  own_domains: { workspace: string; domain: string; origin: Origin; position: number }
  stages: {
    workspace: string
    id: string
    name: string
    step: number
    outcome: 'open' | 'won' | 'lost'
    position: number
  }
  users: Common &
    Decided & {
      /** When the administrator deactivated the email integration, and when what was shared was backed up. */
      mail_off: Generated<number | null>
      backed_up: Generated<number | null>
      /** What stays on the user's computer after a deactivation. */
      keep_folders: Generated<boolean>
      keep_mail: Generated<boolean>
      title: string
      phones: Json<Phone[]>
      profile: string
      active: boolean
    }
  leads: Common &
    Owned & {
      company: string
      title: string
      phones: Json<Phone[]>
      source: string
      status: string
      city: string
    }
  contacts: Common & Owned & { title: string; account: string | null; phones: Json<Phone[]>; city: string }
  accounts: Common & Owned & { website: string; phone: string; city: string }
  deals: Common &
    Owned & {
      account: string | null
      stage: string
      amount: number | null
      currency: string
      closing: string | null
    }
  activities: Common &
    Owned & {
      type: 'call' | 'task' | 'meeting'
      due: number | null
      done: boolean
      about_kind: AboutKind | null
      about_id: string | null
    }
  addresses: { workspace: string; address: string; kind: PersonKind; record: string; position: number }
  account_domains: { workspace: string; domain: string; account: string; position: number }
  deal_contacts: { workspace: string; deal: string; contact: string; role: string; position: number }

  /** Mailboxes of which something is shared or may be, with the rules that say what. */
  mailboxes: {
    workspace: string
    id: string
    owner: string
    address: string
    protocol: 'imap' | 'pop3'
    mode: Sharing
    level: 'full' | 'subject'
    /** Custom alone: on which records. */
    records: 'chosen' | 'deals' | 'all'
    /** Custom alone: only mail with these; addresses, and domains with an @ before them. Empty: all. */
    people: string[]
    /** Addresses and @domains whose mail is never shared. */
    never: string[]
    /** Grows with every change of the rules; what is published names the one it was held against. */
    epoch: Generated<number>
    state: string
    connected: number
    synced: number | null
  }
  mailbox_records: { workspace: string; mailbox: string; record: string }
  excluded: { workspace: string; entry: string }
  mails: {
    workspace: string
    id: string
    mailbox: string
    owner: string
    epoch: number
    /** The Message-ID, or what stands for it. */
    message: string
    thread: string
    sent: number
    source: MailSource
    outgoing: boolean
    subject: string
    snippet: string
    sender: Json<Mailbox>
    recipients: Json<Mailbox[]>
    people: string[]
    files: Json<SharedFile[]>
    /** On no record at the moment; written by triggers alone. */
    nowhere: Generated<boolean>
  }
  mail_bodies: { workspace: string; mail: string; text: string | null; html: string | null }
  /** How a mail sounds. `model`: what read it; null: its owner said so. */
  mail_moods: {
    workspace: string
    mail: string
    sent: number
    sentiment: Sentiment | null
    emotion: Emotion | null
    intents: string[]
    model: string | null
  }
  /** On which records a mail is seen; written by triggers alone. */
  mail_grants: {
    workspace: string
    mail: string
    record: string
    kind: AboutKind
    sent: number
    message: string
    owner: string
    source: MailSource
    /** What of the record is in the mail; '' for a deal. */
    address: string
    /** Of a deal: linked by hand. */
    by_hand: boolean | null
  }
  /** What was put on a record by hand. */
  mail_filings: { workspace: string; mailbox: string; message: string; record: string; kind: AboutKind }
  /** Who asked for which file of which shared mail. */
  file_requests: {
    workspace: string
    mail: string
    file: number
    asker: string
    at: number
    taken: Generated<number | null>
    failed: Generated<FileFailure | null>
  }
  /** Files that are here whole, and their pieces. */
  mail_files: { workspace: string; mail: string; file: number; size: number; chunks: number }
  mail_file_chunks: { workspace: string; mail: string; file: number; chunk: number; bytes: Uint8Array }
  mail_deals: { workspace: string; message: string; deal: string | null; by_hand: boolean; changed: number }
  backups: {
    workspace: string
    id: string
    owner: string
    started: number
    finished: Generated<number | null>
    mails: Generated<number>
    expected: number
    octets: Generated<number>
    hash: Generated<string>
  }
  /** How far the folders of a leaver's mailbox were read for a backup. */
  backup_folders: {
    workspace: string
    backup: string
    mailbox: string
    folder: string
    uid_validity: Generated<string>
    last_uid: Generated<number>
    /** Mails that were looked at, of `total`; of these `kept` were new and kept, and `failed` could not be read. */
    seen: Generated<number>
    total: number
    kept: Generated<number>
    failed: Generated<number>
    done: Generated<boolean>
  }
  /** What administrators define, as of shared/intelligence/intents.ts. */
  intents: {
    workspace: string
    id: string
    rev: Generated<number>
    created: number
    name: string
    /** As names are compared. */
    key: string
    examples: string[]
    unlike: string[]
    words: string[]
    must: boolean
    is_on: boolean
  }
  /** Hashes of the keys of mail that its owner keeps private by hand. */
  mail_withheld: { workspace: string; mailbox: string; message: string }
  /** Counts changes of the mail of records, 1,024 buckets of them. */
  mail_counters: { workspace: string; bucket: number; count: number }
}

export type MailSource = 'imap' | 'pop3' | 'crm'
/** Null: as for the profile, and where that says nothing, as for all. */
interface Decided {
  sharing: Generated<SharingDecision | null>
  sharing_locked: Generated<boolean | null>
}

export type Origin = 'rep' | 'sample' | 'import'
export type PersonKind = 'user' | 'lead' | 'contact'
export type AboutKind = 'lead' | 'contact' | 'account' | 'deal'
export type RecordTable = 'users' | 'leads' | 'contacts' | 'accounts' | 'deals' | 'activities'

/** Read as a value, written as its JSON. */
type Json<T> = ColumnType<T, string, string>

interface Common {
  workspace: string
  id: string
  rev: Generated<number>
  origin: Origin
  /** Milliseconds since 1970, as all times. */
  created: number
  changed: number
  /** When it was put in the bin; null: it is there. */
  deleted: number | null
  name: string
  /** What lists are ordered by: the name in lower case without accents. */
  sorting: string
  /** What a search looks at: words in lower case without accents, a blank before each. */
  words: string
}
interface Owned {
  owner: string | null
  notes: string
}
