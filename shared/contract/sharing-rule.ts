import { z } from 'zod'

/** Who in the team may see this mailbox's mail; `custom`: by rules of its own. */
export const sharing = z.enum(['private', 'public', 'custom'])
export type Sharing = z.infer<typeof sharing>

/** Who decides on it: each rep (`choice`), else the administrator, and then this holds for all. */
export const sharingDecision = z.enum(['choice', ...sharing.options])
export type SharingDecision = z.infer<typeof sharingDecision>

/** An address, or a domain with an @ before it, in normal spelling (shared/context/address.ts). */
const entry = z.string().trim().min(3).max(320)
const entries = z.array(entry).max(1000)

/** What of a mailbox's mail is shared. `records`, `people` and `level` say something for `custom` alone. */
export const sharingRule = z.object({
  mode: sharing,
  /** On which records: the chosen ones, those that are deals, all. */
  records: z.enum(['chosen', 'deals', 'all']).default('all'),
  /** The chosen ones. */
  chosen: z.array(z.uuid()).max(10_000).default([]),
  /** Only mail with one of these in it; empty: with anybody. */
  people: entries.default([]),
  /** Mail with one of these in it is never shared, in any mode. */
  never: entries.default([]),
  /** `subject`: people, subject and time, not a word of the text. */
  level: z.enum(['full', 'subject']).default('full')
})
export type SharingRule = z.infer<typeof sharingRule>

/** All of a rule but its mode. */
export const sharingTerms = sharingRule.omit({ mode: true })
export type SharingTerms = z.infer<typeof sharingTerms>

/** Where nobody chose otherwise. */
export const usualTerms: SharingTerms = sharingTerms.parse({})
