import { z } from 'zod'
import { area, call, nothing } from './define.ts'

/** What was noted of crashes and faults. It stays on this computer until somebody sends it by hand. */

const state = z.object({
  /** Crashes that the system's reporter kept the memory of. */
  crashes: z.number().int(),
  /** Lines of the log that tell of a fault. */
  faults: z.number().int(),
  /** ms since 1970 of the newest of both; null: none. */
  newest: z.number().nullable(),
  /** Absolute, where they lie. */
  folder: z.string(),
  /** Whether this shell can show the folder. */
  opens: z.boolean()
})
export type ReportsState = z.infer<typeof state>

export const reports = area(
  {
    'reports.state': call(nothing, state),
    'reports.openFolder': call(nothing, nothing),
    /**
     * One text file of versions and lines of the log, without addresses and without what crashes kept of the memory;
     * stored in `openedFolder`.
     */
    'reports.pack': call(nothing, z.object({ hash: z.string(), name: z.string(), size: z.number() })),
    'reports.clear': call(nothing, state)
  },
  {}
)
