import type { Emotion, Intent, Said, Sentiment, Verdict } from '../../shared/contract/intelligence.ts'
import type { KeptVerdict } from './verdicts-db.ts'

/** One thing that a mail says: as it was read, or as the rep said. */
export interface Facet<T extends string> {
  value: T
  sure: number
  because: string[]
  like?: number | undefined
  said?: true
}
/** What counts of a mail. */
export interface ShownVerdict extends Omit<Verdict, 'sentiment' | 'emotion' | 'intents' | 'custom'> {
  sentiment: Facet<Sentiment> | null
  emotion: Facet<Emotion> | null
  intents: Facet<Intent>[]
  /** Of custom intents, by their ids. */
  custom: Facet<string>[]
  /** What the rep said of it; null: nothing. */
  said: Said | null
}

const told = <T extends string>(value: T): Facet<T> => ({ value, sure: 1, because: [], said: true })

/** The rep's own words win over what was read. */
export function shownOf({ said, ...verdict }: KeptVerdict): ShownVerdict {
  return {
    ...verdict,
    sentiment: said?.sentiment ? told(said.sentiment) : verdict.sentiment,
    emotion: said?.emotion ? told(said.emotion) : verdict.emotion,
    intents: said?.intents ? said.intents.map(told) : verdict.intents,
    custom: customOf(verdict.custom ?? [], said?.custom ?? {}),
    said: said ?? null
  }
}

/** What was read, but for those that the rep spoke of. */
function customOf(read: Verdict['custom'], said: Record<string, boolean>): Facet<string>[] {
  return [
    ...Object.keys(said)
      .filter((id) => said[id])
      .map(told),
    ...read
      .filter(({ id }) => said[id] === undefined)
      .map(({ id, sure, sentence }) => ({ value: id, sure, because: [sentence] }))
  ]
}
