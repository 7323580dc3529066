import type { ColumnType, Generated } from 'kysely'
import type { SharingDecision } from '../../shared/contract/accounts.ts'
import type { Phone } from '../../shared/contract/records.ts'

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
  }
  profiles: { workspace: string; id: string; name: string; email_settings: boolean; position: number }
  own_domains: { workspace: string; domain: string; origin: Origin; position: number }
  stages: {
    workspace: string
    id: string
    name: string
    step: number
    outcome: 'open' | 'won' | 'lost'
    position: number
  }
  users: Common & {
    title: string
    phones: Json<Phone[]>
    profile: 'administrator' | 'standard'
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
