import { z } from 'zod'
import { managedSettings } from '../managed.ts'
import { area, call, nothing } from './define.ts'

export const managedState = z.object({
  /** Where the organisation's file is looked for. */
  file: z.string(),
  there: z.boolean(),
  /** What holds: the parts of the file that are right. It is read once, at the start. */
  settings: managedSettings,
  /** What is wrong with it. `line`: from 1; null: with the file as a whole. `where`: such as `intelligence.on`. */
  problems: z.array(z.object({ line: z.number().nullable(), where: z.string(), expected: z.string() })),
  /** Others than its owner may write to it, so it fixes nothing for them. */
  loose: z.boolean()
})
export type ManagedState = z.infer<typeof managedState>

export const managed = area({ 'managed.state': call(nothing, managedState) }, {})
