import { z } from 'zod'

/** SalesInbox folders in the order in which they claim a mail. */
export const contextFolders = ['deals', 'contacts', 'leads', 'colleagues', 'others'] as const
export type ContextFolder = (typeof contextFolders)[number]

/** Why a mail stands in its folder; `renderer/words/en/context.ts` says it in a sentence. */
export const reason = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('deal'),
    address: z.string(),
    name: z.string(),
    /** The contact's id. */
    record: z.string(),
    /** The contact's part in the deal, such as "Technical buyer"; '' when not said. */
    role: z.string(),
    deal: z.string(),
    dealName: z.string(),
    stage: z.string(),
    /** How many other open deals this person stands in. */
    moreDeals: z.number()
  }),
  z.object({
    kind: z.literal('contact'),
    address: z.string(),
    name: z.string(),
    record: z.string(),
    accountName: z.string()
  }),
  z.object({
    kind: z.literal('lead'),
    address: z.string(),
    name: z.string(),
    record: z.string(),
    accountName: z.string()
  }),
  /** Everybody in the mail works here; `by` says how the first of them is known. */
  z.object({
    kind: z.literal('colleague'),
    address: z.string(),
    name: z.string(),
    by: z.enum(['user', 'domain'])
  }),
  /** Nobody in the CRM, but at the domain of an account that is. */
  z.object({
    kind: z.literal('knownDomain'),
    address: z.string(),
    domain: z.string(),
    accountName: z.string()
  }),
  z.object({ kind: z.literal('unknown'), address: z.string() }),
  /** Nobody but the rep. */
  z.object({ kind: z.literal('onlyYou') })
])
export type Reason = z.infer<typeof reason>
