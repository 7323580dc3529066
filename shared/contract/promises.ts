import { z } from 'zod'
import { area, call } from './define.ts'

/** What the rep promised in mails they sent, read on this computer as received mail is. */

/** Raised when the rules read something else: what older ones read is read anew. */
export const promiseRules = 2

export const ownPromise = z.object({
  what: z.enum([
    'quote',
    'order',
    'invoice',
    'contract',
    'sample',
    'document',
    'call',
    'meeting',
    'answer',
    'other'
  ]),
  /** The sentence, as it was sent. */
  words: z.string().max(300),
  /** `2026-03-12`, or with `T10:30`; `at` in ms since 1970, null where only a day is said. */
  due: z.object({ start: z.string().max(20), at: z.number().nullable() }).nullable(),
  /** The mail of the conversation (by place) that keeps it, and what shows that; null: none does. */
  kept: z
    .object({
      by: z.number().int().min(0),
      how: z.enum(['attached', 'said', 'answered']),
      shown: z.string().max(200)
    })
    .nullable()
})
export type OwnPromise = z.infer<typeof ownPromise>

export const sentMail = z.object({
  subject: z.string().max(1000),
  text: z.string().max(20_000),
  from: z.tuple([z.string(), z.string()]),
  /** Addresses of To, Cc and Bcc. */
  to: z.array(z.string().max(320)).max(100),
  /** Names of files that were sent along. */
  files: z.array(z.string().max(300)).max(50),
  /** When it was sent, ms since 1970, and the rep's clock then, minutes ahead of UTC. */
  sent: z.number(),
  offset: z.number().min(-900).max(900)
})
export type SentMail = z.infer<typeof sentMail>

export const promiseCalls = area(
  {
    /**
     * The promises in the rep's own mails of some conversations, each conversation in the order it was sent: for each
     * mail what it promises. A text is cut at 20,000 characters by the caller.
     */
    'intelligence.promises': call(
      z.object({ conversations: z.array(z.array(sentMail).max(30)).max(20) }),
      z.object({ promises: z.array(z.array(z.array(ownPromise).max(12))) }),
      { bulk: true }
    ),
    /**
     * Promises that their own conversations leave open, each with the later mails of others (by place, in the order they
     * were sent) that may keep it: which does, for each; null: none.
     */
    'intelligence.keeps': call(
      z.object({
        asked: z
          .array(
            ownPromise.pick({ what: true, words: true }).extend({
              /** The person it was made to; of the mail that makes it, its subject and when it was sent. */
              to: z.string().max(320),
              subject: z.string().max(1000),
              sent: z.number(),
              at: z.array(z.number().int().min(0)).max(20)
            })
          )
          .max(50),
        mails: z.array(sentMail).max(50)
      }),
      z.object({ kept: z.array(ownPromise.shape.kept) }),
      { bulk: true }
    )
  },
  {}
)
