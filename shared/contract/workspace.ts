import { z } from 'zod'
import { area, call } from './define.ts'

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

export const workspace = area(
  {
    'workspace.directory': call(z.object({ known: z.number() }), directory.nullable())
  },
  {
    'workspace.changed': z.object({ version: z.number() })
  }
)
