import { z } from 'zod'
import { reason } from '../context/reason.ts'
import { sharingDecision } from './accounts.ts'
import { area, bytes, call, nothing } from './define.ts'
import { anyRecord, outcome, recordKind, recordView, records, stage, values } from './records.ts'

/** What decides a SalesInbox folder, for one address. Kept by the keeper, so that sorting works without the workspace. */
export const directoryEntry = z.object({
  /** Lower case. */
  address: z.string(),
  kind: z.enum(['contact', 'lead', 'colleague']),
  record: z.string(),
  name: z.string(),
  title: z.string(),
  account: z.string().nullable(),
  accountName: z.string(),
  /** Open deals this person stands in, the one touched last first. */
  deals: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      stage: z.string(),
      /** 0..4, for the bar of five steps. */
      step: z.number(),
      /** In units of the currency; null: not known. */
      amount: z.number().nullable(),
      currency: z.string(),
      /** YYYY-MM-DD or '' */
      closing: z.string(),
      role: z.string()
    })
  )
})
export type DirectoryEntry = z.infer<typeof directoryEntry>

export const directory = z.object({
  /** Grows with every change of a record. */
  version: z.number(),
  entries: z.array(directoryEntry),
  /** Domains of the organisation: everybody there is a colleague. Never a public mail domain. */
  ownDomains: z.array(z.string()),
  /** Domains of known accounts, for the reason of an unknown address: domain -> account name. */
  accountDomains: z.array(z.tuple([z.string(), z.string()]))
})
export type Directory = z.infer<typeof directory>

const id = z.string().min(1).max(64)

/** A record to be made: its kind and its values. */
const draft = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('user'), values: values.user }),
  z.object({ kind: z.literal('lead'), values: values.lead }),
  z.object({ kind: z.literal('contact'), values: values.contact }),
  z.object({ kind: z.literal('account'), values: values.account }),
  z.object({ kind: z.literal('deal'), values: values.deal }),
  z.object({ kind: z.literal('activity'), values: values.activity })
])
export type RecordDraft = z.infer<typeof draft>
/** An edit says all values anew, and on which `rev` it was made. */
const edit = z.object({ id, rev: z.number().int(), draft })

export const listOrder = z.enum(['name', 'changed', 'date'])

/** A file's columns put to a record's fields; null: this column is left out. */
export const importMapping = z.array(z.string().max(60).nullable()).max(500)
export const importKind = z.enum(['user', 'lead', 'contact', 'account', 'deal'])
export type ImportKind = z.infer<typeof importKind>
export const importPreview = z.object({
  columns: z.array(z.string()),
  /** The first rows as they are read, at most 20. */
  sample: z.array(z.array(z.string())),
  /** Rows below the heading, without empty ones. */
  rows: z.number(),
  /** For each column a field of `fields`, guessed from its heading. */
  mapping: importMapping,
  /** What may be chosen for this kind; `required` must be. */
  fields: z.array(z.object({ key: z.string(), required: z.boolean() })),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']),
  delimiter: z.string()
})
export type ImportPreview = z.infer<typeof importPreview>
export const importResult = z.object({
  created: z.number(),
  updated: z.number(),
  /** Left alone because a record with one of their addresses is there. */
  skipped: z.number(),
  /** Refused rows by their line in the file (the heading is on line 1), at most 1,000; `refusedCount` counts all. */
  refused: z.array(z.object({ line: z.number(), reason: z.string(), field: z.string(), value: z.string() })),
  refusedCount: z.number()
})
export type ImportResult = z.infer<typeof importResult>

/** Who one address is, for the panel beside a mail. */
export const person = z.object({
  address: z.string(),
  reason,
  /** Null: nobody in the CRM. */
  view: recordView.nullable(),
  nextActivity: records.activity.nullable()
})
export type Person = z.infer<typeof person>

export const organisation = z.object({
  name: z.string(),
  /** Everybody at these is a colleague. Never a public mail domain. */
  ownDomains: z.array(z.string()),
  currency: z.string(),
  /** In order; `deals`: how many stand in it. */
  stages: z.array(stage.extend({ deals: z.number() })),
  sharing: sharingDecision,
  /** What users are. `emailSettings`: "Email & Chat Settings", whether they may connect mailboxes. */
  profiles: z.array(z.object({ id, name: z.string(), emailSettings: z.boolean() })),
  rev: z.number()
})
export type Organisation = z.infer<typeof organisation>

export const workspace = area(
  {
    'workspace.directory': call(z.object({ known: z.number() }), directory.nullable()),

    /** A page of records. `next` goes into the following call as `cursor`; null: this was the last. */
    'workspace.list': call(
      z.object({
        kind: recordKind,
        /** Words that all must begin a word of the name, company, account, domain or an address. */
        search: z.string().max(200).default(''),
        order: listOrder.default('name'),
        /** Only records of this account, this owner; deals and activities: only open ones. */
        account: id.nullable().default(null),
        owner: id.nullable().default(null),
        open: z.boolean().default(false),
        cursor: z.string().max(1000).nullable().default(null),
        limit: z.number().int().min(1).max(200).default(50)
      }),
      z.object({
        rows: z.array(anyRecord),
        next: z.string().nullable(),
        /** How many there are in all, up to 10,000; only with the first page. */
        total: z.number().nullable()
      })
    ),
    /** The best few matches of all kinds, for pickers, recipients and the palette. */
    'workspace.search': call(
      z.object({
        text: z.string().max(200),
        kinds: z.array(recordKind).min(1).max(6),
        limit: z.number().int().min(1).max(50).default(10)
      }),
      z.array(z.object({ kind: recordKind, id, name: z.string(), detail: z.string(), address: z.string() }))
    ),
    /** Throws workspace.notFound. */
    'workspace.record': call(z.object({ kind: recordKind, id }), recordView),
    'workspace.person': call(z.object({ address: z.string().max(320) }), person),

    /** Throws workspace.invalid {field}. */
    'workspace.create': call(draft, anyRecord),
    /** Throws workspace.conflict when the record is no longer at `rev`: nobody's edit is lost in silence. */
    'workspace.update': call(edit, anyRecord),
    /** Kept for 30 days, so that `workspace.restore` brings it back with all that referred to it. */
    'workspace.delete': call(z.object({ kind: recordKind, id, rev: z.number().int() }), nothing),
    'workspace.restore': call(z.object({ kind: recordKind, id }), anyRecord),
    /** One click from a mail's sender. Answers the record that has the address already, if one does. */
    'workspace.createFromSender': call(
      z.object({
        kind: z.enum(['lead', 'contact']),
        name: z.string().max(200),
        address: z.string().max(320),
        title: z.string().max(200).default(''),
        phone: z.string().max(60).default(''),
        /** A lead's company, or the name of a contact's account, which is made when there is none. */
        account: z.string().max(200).default('')
      }),
      z.object({ record: anyRecord, existed: z.boolean() })
    ),

    /** Reads a CSV file without keeping anything. Throws import.unreadable. */
    'workspace.importPreview': call(z.object({ kind: importKind, bytes }), importPreview),
    'workspace.importRun': call(
      z.object({
        kind: importKind,
        bytes,
        mapping: importMapping,
        /** What to do with a row whose address (account: domain or name, deal: name and account) is known. */
        onDuplicate: z.enum(['skip', 'update'])
      }),
      importResult
    ),

    'workspace.organisation': call(nothing, organisation),
    /**
     * Throws workspace.invalid {field: 'ownDomains', value} for a public mail domain, {field: 'stages', value} for a
     * stage without a name of its own, an outcome without a stage, or a stage that goes while deals stand in it;
     * workspace.conflict.
     */
    'workspace.setOrganisation': call(
      z.object({
        name: z.string().trim().max(200),
        ownDomains: z.array(z.string().trim().max(253)).max(100),
        currency: z.string().regex(/^[A-Z]{3}$/),
        /** All stages in their order, `id` '' for a new one. Without it they stay as they are. */
        stages: z
          .array(z.object({ id: z.string().max(64), name: z.string().trim().max(60), outcome }))
          .max(30)
          .optional(),
        /** Where the deals of a stage that goes shall stand: its id -> another's. */
        moved: z.record(id, id).optional(),
        /** Without these they stay as they are. */
        sharing: sharingDecision.optional(),
        profiles: z
          .array(z.object({ id, emailSettings: z.boolean() }))
          .max(100)
          .optional(),
        rev: z.number().int()
      }),
      organisation
    )
  },
  {
    'workspace.changed': z.object({ version: z.number() }),
    'workspace.importProgress': z.object({ done: z.number(), total: z.number() })
  }
)
