import type { Checked, Output, Services } from '../../shared/contract/index.ts'

type Asked<N extends `intelligence.${string}`> = N extends keyof Services
  ? { id: number; name: N; input: Checked<N> }
  : never
/** What the service asks its thread, one job at a time. */
export type Job = Asked<Exclude<Extract<keyof Services, `intelligence.${string}`>, 'intelligence.model'>>
export interface Answer {
  id: number
  output: Output<Job['name']>
}
/** Said once, when the models are loaded. */
export interface Ready {
  ready: Output<'intelligence.model'>
}
