import { z } from 'zod'
import { area, call, nothing } from './define.ts'

/** What a mail says, read on this computer. Nothing of a mail leaves it. */

export const languages = ['en', 'de', 'fr', 'es'] as const
export const sentiments = ['positive', 'negative', 'neutral'] as const
export const emotions = [
  'happy',
  'enthusiastic',
  'grateful',
  'trusting',
  'confused',
  'dissatisfied',
  'frustrated',
  'neutral'
] as const
export const intents = ['request', 'query', 'complaint', 'purchase'] as const

/** How probable it is, 0 to 1, and the words that decided it, as they stand in the mail. */
const sure = { sure: z.number().min(0).max(1), because: z.array(z.string().max(120)).max(3) }

export const verdict = z.object({
  /** Null: in no language that is read. */
  language: z.enum(languages).nullable(),
  sentiment: z.object({ value: z.enum(sentiments), ...sure }).nullable(),
  emotion: z.object({ value: z.enum(emotions), ...sure }).nullable(),
  intents: z.array(z.object({ value: z.enum(intents), ...sure })).max(4)
})
export type Verdict = z.infer<typeof verdict>
export type Sentiment = (typeof sentiments)[number]
export type Emotion = (typeof emotions)[number]
export type Intent = (typeof intents)[number]

export const intelligence = area(
  {
    /** Names what reads: what another one read is read anew. */
    'intelligence.model': call(nothing, z.object({ model: z.string() })),
    /** Up to 50 mails, in their order. A text is cut at 20,000 characters by the caller. */
    'intelligence.read': call(
      z.object({
        mails: z
          .array(
            z.object({
              subject: z.string().max(1000),
              text: z.string().max(20_000),
              from: z.tuple([z.string(), z.string()])
            })
          )
          .max(50)
      }),
      z.object({ model: z.string(), verdicts: z.array(verdict) }),
      { bulk: true }
    )
  },
  {}
)
