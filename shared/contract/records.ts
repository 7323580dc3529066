import { z } from 'zod'

/** The CRM's records, as they cross the contract. Lengths here are the only limits; the database repeats none. */

export const recordKinds = ['user', 'lead', 'contact', 'account', 'deal', 'activity'] as const
export const recordKind = z.enum(recordKinds)
export type RecordKind = z.infer<typeof recordKind>

const id = z.string().min(1).max(64)
const name = z.string().trim().min(1).max(200)
const short = z.string().trim().max(200).default('')
const note = z.string().max(10_000).default('')
/** YYYY-MM-DD, a day that exists; '' when not known. */
const day = z
  .string()
  .refine((text) => text === '' || isDay(text), 'a day as YYYY-MM-DD')
  .default('')

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** The first is the primary one, the rest are secondary. Spelled normally by the service (shared/context/address.ts). */
const addresses = z.array(z.string().trim().min(3).max(320)).max(50).default([])
export const phone = z.object({
  kind: z.enum(['work', 'mobile', 'home', 'other']),
  number: z.string().trim().min(1).max(60)
})
export type Phone = z.infer<typeof phone>
const phones = z.array(phone).max(20).default([])
const reference = id.nullable().default(null)

/** What a person may fill in, kind by kind. `owner` is a user's id. */
export const values = {
  user: z.object({
    name,
    title: short,
    addresses,
    phones,
    /** A profile's id: `administrator`, `standard` or one of the team's own. */
    profile: z.string().min(1).max(64).default('standard'),
    active: z.boolean().default(true)
  }),
  lead: z.object({
    name,
    company: short,
    title: short,
    addresses,
    phones,
    source: short,
    status: short,
    city: short,
    owner: reference,
    notes: note
  }),
  contact: z.object({
    name,
    title: short,
    account: reference,
    addresses,
    phones,
    city: short,
    owner: reference,
    notes: note
  }),
  account: z.object({
    name,
    domains: z.array(z.string().trim().min(3).max(253)).max(50).default([]),
    website: short,
    phone: z.string().trim().max(60).default(''),
    city: short,
    owner: reference,
    notes: note
  }),
  deal: z.object({
    name,
    account: reference,
    /** A stage's id. */
    stage: id,
    /** In units of the currency, at most two decimals; null: not known. */
    amount: z.number().min(-1e12).max(1e12).nullable().default(null),
    /** ISO 4217. */
    currency: z
      .string()
      .trim()
      .regex(/^[A-Z]{3}$/)
      .default('EUR'),
    closing: day,
    /** People in the deal; the first is its primary contact. */
    contacts: z
      .array(z.object({ contact: id, role: short }))
      .max(100)
      .default([]),
    owner: reference,
    notes: note
  }),
  activity: z.object({
    type: z.enum(['call', 'task', 'meeting']),
    /** What is to be done, in a line. */
    name,
    /** Milliseconds since 1970; null: no time set. */
    due: z.number().int().nullable().default(null),
    done: z.boolean().default(false),
    /** What it is about: a lead, contact, account or deal. */
    about: z
      .object({ kind: z.enum(['lead', 'contact', 'account', 'deal']), id })
      .nullable()
      .default(null),
    owner: reference,
    notes: note
  })
} as const
export type RecordValues<K extends RecordKind = RecordKind> = z.infer<(typeof values)[K]>
/** What a caller must give: fields with a default may be left out. */
export type RecordInput<K extends RecordKind = RecordKind> = z.input<(typeof values)[K]>

/** What the service adds. `rev` counts the edits of this record: an edit names the one it was made on. */
const kept = {
  id,
  rev: z.number().int(),
  /** 'sample': came with the sample mailbox and goes with it; 'import': from a file. */
  origin: z.enum(['rep', 'sample', 'import']),
  created: z.number(),
  changed: z.number(),
  ownerName: z.string()
}

/** Records as they are read: the values, what is kept about them, and the names of what they refer to. */
export const records = {
  user: values.user.extend({ ...kept, kind: z.literal('user') }),
  lead: values.lead.extend({ ...kept, kind: z.literal('lead') }),
  contact: values.contact.extend({ ...kept, kind: z.literal('contact'), accountName: z.string() }),
  account: values.account.extend({ ...kept, kind: z.literal('account') }),
  deal: values.deal.extend({
    ...kept,
    kind: z.literal('deal'),
    accountName: z.string(),
    stageName: z.string(),
    /** 0..4, for the bar of five steps. */
    step: z.number(),
    outcome: z.enum(['open', 'won', 'lost']),
    contacts: z.array(z.object({ contact: id, role: z.string(), name: z.string(), address: z.string() }))
  }),
  activity: values.activity.extend({
    ...kept,
    kind: z.literal('activity'),
    aboutName: z.string()
  })
} as const
export type RecordOf<K extends RecordKind> = z.infer<(typeof records)[K]>
export const anyRecord = z.discriminatedUnion('kind', [
  records.user,
  records.lead,
  records.contact,
  records.account,
  records.deal,
  records.activity
])
export type AnyRecord = z.infer<typeof anyRecord>

/** A record with what stands around it, for its page and the panel beside a mail. */
export const recordView = z.object({
  record: anyRecord,
  /** The account of a contact or deal. */
  account: records.account.nullable(),
  /** An account's people; a deal's are in the deal itself. */
  contacts: z.array(records.contact),
  /** Open ones first, the one touched last before the others. At most 50. */
  deals: z.array(records.deal),
  /** Not done ones first, by their time. At most 50. */
  activities: z.array(records.activity)
})
export type RecordView = z.infer<typeof recordView>

export const outcome = z.enum(['open', 'won', 'lost'])
export const stage = z.object({
  id,
  name: z.string(),
  step: z.number(),
  outcome
})
export type Stage = z.infer<typeof stage>
