import { z } from 'zod'
import { area, call, nothing } from './define.ts'
import { intentRule } from './intents.ts'

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
const sure = {
  sure: z.number().min(0).max(1),
  because: z.array(z.string().max(120)).max(3),
  /** How many mails that the rep corrected spoke for it, where they did. */
  like: z.number().int().min(1).optional()
}

const confidence = z.number().min(0).max(1)

/** What the signature says of the sender, each value with the line it stands on. */
export const personFact = z.object({
  field: z.enum(['name', 'title', 'company', 'phone', 'address', 'web', 'social']),
  value: z.string().max(400),
  /** Of a phone: as E.164 where a country makes it a possible number, and what kind of number it is. */
  e164: z.string().nullable(),
  kind: z.enum(['office', 'mobile', 'fax']).nullable(),
  line: z.string().max(600),
  confidence
})
export type PersonFact = z.infer<typeof personFact>

/** A meeting, call or task that the text fixes for a moment. */
export const foundActivity = z.object({
  kind: z.enum(['meeting', 'call', 'task']),
  by: z.enum(['sender', 'reader', 'both']),
  /** Of the text's own words. */
  title: z.string().max(200),
  /** The words that give the moment. */
  words: z.string().max(200),
  /** `2026-03-12T10:30`, or a day, on the clock of `zone`; `at` in ms since 1970, null where only a day is said. */
  start: z.string().max(20),
  zone: z.string().max(30),
  at: z.number().nullable(),
  minutes: z.number().nullable(),
  confidence
})
export type FoundActivity = z.infer<typeof foundActivity>

export const leaver = z.object({
  who: z.string().max(200),
  successor: z
    .object({ name: z.string().max(200).nullable(), address: z.string().max(320).nullable() })
    .nullable(),
  line: z.string().max(600),
  confidence
})

/** What the rep says of a mail; null: nothing of this. */
export const said = z.object({
  sentiment: z.enum(sentiments).nullable(),
  emotion: z.enum(emotions).nullable(),
  intents: z.array(z.enum(intents)).max(4).nullable(),
  /** Of each custom intent that the rep spoke of, by its id: whether the mail has it. */
  custom: z.record(z.string().max(64), z.boolean()).nullish()
})
export type Said = z.infer<typeof said>

const from = z.tuple([z.string(), z.string()])
/** Mails that the rep corrected, of which alike ones learn. One name stands for the same examples. */
export const learned = z.object({
  name: z.string().max(64),
  examples: z
    .array(z.object({ subject: z.string().max(1000), text: z.string().max(4000), from, said }))
    .max(100)
})
export type Learned = z.infer<typeof learned>

/** A custom intent that the mail has, by its id, and the sentence that says so. */
export const customMark = z.object({ id: z.string(), sure: confidence, sentence: z.string().max(300) })
export type CustomMark = z.infer<typeof customMark>

/** The custom intents that are on. One name stands for the same ones. */
export const customIntents = z.object({ name: z.string().max(64), intents: z.array(intentRule).max(30) })
export type CustomIntents = z.infer<typeof customIntents>

export const verdict = z.object({
  /** Null: in no language that is read. */
  language: z.enum(languages).nullable(),
  sentiment: z.object({ value: z.enum(sentiments), ...sure }).nullable(),
  emotion: z.object({ value: z.enum(emotions), ...sure }).nullable(),
  intents: z.array(z.object({ value: z.enum(intents), ...sure })).max(4),
  custom: z.array(customMark).max(30),
  person: z.array(personFact).max(20),
  activities: z.array(foundActivity).max(12),
  leavers: z.array(leaver).max(5)
})
export type Verdict = z.infer<typeof verdict>
/** What the models say of a text. */
export type Felt = Pick<Verdict, 'language' | 'sentiment' | 'emotion' | 'intents'>
export type Sentiment = (typeof sentiments)[number]
export type Emotion = (typeof emotions)[number]
export type Intent = (typeof intents)[number]

const mail = z.object({
  subject: z.string().max(1000),
  text: z.string().max(20_000),
  from,
  /** When it was sent, ms since 1970, and the sender's clock then, minutes ahead of UTC. */
  sent: z.number(),
  offset: z.number().min(-900).max(900)
})
const mails = z.array(mail).max(50)

export const intelligence = area(
  {
    /** Names what reads, and what reads custom intents: what another one read is read anew. */
    'intelligence.model': call(nothing, z.object({ model: z.string(), custom: z.string() })),
    /** Up to 50 mails, in their order. A text is cut at 20,000 characters by the caller. */
    'intelligence.read': call(
      z.object({ mails, learned: learned.optional(), custom: customIntents.optional() }),
      z.object({ model: z.string(), verdicts: z.array(verdict) }),
      { bulk: true }
    ),
    /** Custom intents alone, of mail that was read before or to see what they would mark. */
    'intelligence.custom': call(
      z.object({ mails, custom: customIntents }),
      z.object({ marks: z.array(verdict.shape.custom) }),
      { bulk: true }
    ),
    /** What the sender wrote themselves, a sentence each in the mail's order, and how near it is to each intent. */
    'intelligence.sentences': call(
      z.object({ mail, custom: customIntents }),
      z.object({
        sentences: z
          .array(z.object({ sentence: z.string().max(300), near: z.record(z.string(), z.number()) }))
          .max(150)
      }),
      { bulk: true }
    )
  },
  {}
)
