import { z } from 'zod'
import { wireError } from '../errors.ts'
import { area, call, nothing } from './define.ts'

/**
 * Why SalesInbox cannot update itself here. `browser`: updates come with the desktop app; `folder`: it was started from
 * a folder, not installed; `package`: a store looks after it; `unconfigured`: this build names no update server or key.
 */
export const updatesMissing = z.enum(['browser', 'folder', 'package', 'unconfigured'])
export type UpdatesMissing = z.infer<typeof updatesMissing>

export const updateState = z.object({
  unavailable: updatesMissing.nullable(),
  /** Looks once a day by itself, and installs what is ready when SalesInbox is closed. */
  on: z.boolean(),
  current: z.string(),
  /** `waiting`: the rep wants to restart, and a mail is being sent. */
  activity: z.enum(['none', 'checking', 'downloading', 'waiting', 'restarting']),
  /** The version that is being fetched or is ready. */
  version: z.string().nullable(),
  /** It is on the disk, checked, and needs a restart. */
  ready: z.boolean(),
  /** Where it is installed by closing SalesInbox too; else by a restart from here only. */
  atQuit: z.boolean(),
  /** Octets. */
  progress: z.object({ done: z.number(), of: z.number() }).nullable(),
  /** When a server last gave an answer that could be trusted, ms since 1970. */
  checkedAt: z.number().nullable(),
  /** What went wrong last; gone with the next check. */
  error: wireError.nullable(),
  /** The rep was asked about this version and said "later": nothing asks again. */
  later: z.boolean()
})
export type UpdateState = z.infer<typeof updateState>

export const update = area(
  {
    'update.state': call(nothing, updateState),
    /** Looks for a newer version and fetches it; answers once that has ended. What went wrong is in the answer's `error`. */
    'update.check': call(nothing, updateState),
    /** Ends a check, a download, or the wait for a restart. */
    'update.cancel': call(nothing, updateState),
    /** Restarts into the version that is ready, as soon as no mail is being sent. Throws update.none. */
    'update.restart': call(nothing, updateState),
    'update.later': call(nothing, updateState),
    'update.set': call(z.object({ on: z.boolean() }), updateState)
  },
  { 'update.changed': updateState }
)
