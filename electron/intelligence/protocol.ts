import type { Checked, Output } from '../../shared/contract/index.ts'

type Asked<N extends 'intelligence.read' | 'intelligence.custom' | 'intelligence.promises'> = {
  name: N
  input: Checked<N>
}
/** What the service asks its thread, one job at a time. */
export type Job = { id: number } & (
  Asked<'intelligence.read'> | Asked<'intelligence.custom'> | Asked<'intelligence.promises'>
)
export interface Answer {
  id: number
  output: Output<Job['name']>
}
/** Said once, when the models are loaded. */
export interface Ready {
  ready: Output<'intelligence.model'>
}
