import { z } from 'zod'
import { intentLimits as limits } from '../intelligence/intents.ts'
import { area, call, nothing } from './define.ts'

/** Intents that administrators define. Everybody's app reads mail with those that are on. */

const id = z.uuid()
const sentences = (most: number) => z.array(z.string().trim().min(1).max(limits.example)).max(most)

/** What is read of an intent; its name is for people. */
export const intentRule = z.object({
  id,
  examples: sentences(limits.examples),
  unlike: sentences(limits.unlike),
  words: z.array(z.string().trim().min(1).max(limits.word)).max(limits.words),
  must: z.boolean()
})
export type IntentRule = z.infer<typeof intentRule>

export const definedIntent = intentRule.extend({
  name: z.string(),
  on: z.boolean(),
  rev: z.number().int()
})
export type DefinedIntent = z.infer<typeof definedIntent>

export const intentsArea = area(
  {
    'workspace.intents': call(
      nothing,
      z.object({
        /** The oldest first. */
        intents: z.array(definedIntent),
        mayChange: z.boolean(),
        /** Names of administrators, for those who may not; at most 5. */
        administrators: z.array(z.string())
      })
    ),
    /**
     * `id` null: a new one. Throws workspace.notAllowed; workspace.conflict {kind: 'intent'} where it is not at `rev` any
     * more; workspace.invalid {field: 'intent.name' | 'intent.examples' | 'intent.words', value}.
     */
    'workspace.saveIntent': call(
      intentRule.omit({ id: true }).extend({
        id: id.nullable(),
        name: z.string().trim().min(1).max(limits.name),
        on: z.boolean(),
        rev: z.number().int()
      }),
      definedIntent
    ),
    /** Throws workspace.notAllowed. Done twice, changes nothing. */
    'workspace.removeIntent': call(z.object({ id }), nothing)
  },
  {}
)
