import type { Checked, Output } from '../../shared/contract/index.ts'
import type { Learned } from '../../shared/contract/intelligence.ts'

/** What the service asks its thread, one job at a time. */
export type Work =
  | { mails: Checked<'intelligence.read'>['mails']; learned: Learned | undefined }
  | Checked<'intelligence.promises'>
export type Job = { id: number } & Work
export type Answer = { id: number } & (Output<'intelligence.read'> | Output<'intelligence.promises'>)
/** Said once, when the models are loaded. */
export interface Ready {
  ready: string
}
