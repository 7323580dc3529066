import type { Checked, Output } from '../../shared/contract/index.ts'

/** What the service asks its thread, one job at a time. */
export interface Job {
  id: number
  mails: Checked<'intelligence.read'>['mails']
}
export type Answer = { id: number } & Output<'intelligence.read'>
/** Said once, when the models are loaded. */
export interface Ready {
  ready: string
}
