import type { Checked, Output } from '../../shared/contract/index.ts'
import type { Learned } from '../../shared/contract/intelligence.ts'

/** What the service asks its thread, one job at a time. */
export interface Job {
  id: number
  mails: Checked<'intelligence.read'>['mails']
  learned: Learned | undefined
}
export type Answer = { id: number } & Output<'intelligence.read'>
/** Said once, when the models are loaded. */
export interface Ready {
  ready: string
}
