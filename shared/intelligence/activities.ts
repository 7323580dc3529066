import type { IntelligenceChoice } from '../contract/app.ts'
import type { Moment } from './moments.ts'

export type ActivityKind = 'meeting' | 'call' | 'task'

const choices = { meeting: 'meetings', call: 'calls', task: 'tasks' } as const

/** Those of the kinds that the rep wants suggested. */
export const wantedActivities = <A extends { kind: ActivityKind }>(
  found: readonly A[],
  wants: Pick<IntelligenceChoice, (typeof choices)[ActivityKind]>
): A[] => found.filter(({ kind }) => wants[choices[kind]])

/** Who has to do it. */
export type ActivityBy = 'sender' | 'reader' | 'both'

/** What a mail fixes for a moment. */
export interface Activity extends Moment {
  kind: ActivityKind
  by: ActivityBy
  /** For the record, of the text's own words: "Call about the renewal". */
  title: string
}

export type PromiseOf =
  'quote' | 'order' | 'invoice' | 'contract' | 'sample' | 'document' | 'call' | 'meeting' | 'answer' | 'other'

/** What the sender said they would do. */
export interface PromiseMade {
  what: PromiseOf
  /** The sentence, and where it stands. */
  words: string
  index: number
  /** Until when; null where no moment is said. */
  due: Moment | null
  confidence: number
}
