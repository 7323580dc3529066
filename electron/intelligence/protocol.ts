import type { Checked, Output } from '../../shared/contract/index.ts'

type Asked<N extends 'intelligence.read' | 'intelligence.custom'> = { name: N; input: Checked<N> }
/** What the service asks its thread, one job at a time. */
export type Job = { id: number } & (Asked<'intelligence.read'> | Asked<'intelligence.custom'>)
export interface Answer {
  id: number
  output: Output<'intelligence.read'> | Output<'intelligence.custom'>
}
/** Said once, when the models are loaded. */
export interface Ready {
  ready: Output<'intelligence.model'>
}
