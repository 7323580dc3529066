import { z } from 'zod'
import { issue } from '../filters/issues.ts'
import { filterFormat, mostRules, rule } from '../filters/model.ts'
import { area, bytes, call } from './define.ts'

/** The rules of this computer in the order they run. `rev` grows with each save. */
export const filterList = z.object({ rev: z.number().int().min(0), rules: z.array(rule).max(mostRules) })
export type FilterList = z.infer<typeof filterList>

export const filterPreview = z.object({
  format: filterFormat,
  /** How many the file holds; rules that say the same of the same mail are one below. */
  read: z.number(),
  /** `on`: it is, in its own program; here it is off while something keeps it from doing what it did there. */
  filters: z.array(z.object({ rule, issues: z.array(issue), on: z.boolean() })),
  /** Where reading stopped: what comes behind was not understood. */
  stoppedAt: z.object({ line: z.number() }).nullable()
})
export type FilterPreview = z.infer<typeof filterPreview>

export const filterExport = z.object({
  name: z.string(),
  bytes,
  written: z.number(),
  /** Rules that the format has no words for, with the part that it lacks. */
  left: z.array(z.object({ rule: z.string(), what: z.string() }))
})
export type FilterExport = z.infer<typeof filterExport>

/** Files larger than this are refused before they are read: no mail program writes such. */
export const largestFilterFile = 10 * 1024 * 1024

export const filters = area(
  {
    'filters.list': call(z.object({}).strict(), filterList),
    /** Saves the whole list. Throws filters.conflict when it was saved by another window since `rev`. */
    'filters.save': call(filterList, filterList),
    /** Reads a file and saves nothing. `account`: whose folders it names; null where any will do. */
    'filters.preview': call(z.object({ account: z.string().nullable(), bytes }), filterPreview),
    /** `account`: rules of this account and of all; null: of all accounts. */
    'filters.export': call(z.object({ format: filterFormat, account: z.string().nullable() }), filterExport)
  },
  {
    'filters.changed': filterList
  }
)
