import { z } from 'zod'
import { area, call, nothing } from './define.ts'

/** A model server that the rep named, and nothing of it unless they did. The key never crosses back to the page. */
export const draftingSettings = z.object({
  on: z.boolean(),
  /** As typed; '': none. */
  address: z.string().max(500),
  model: z.string().max(200),
  hasKey: z.boolean()
})
export type DraftingSettings = z.infer<typeof draftingSettings>

/** A missing key means: keep the saved one; '' means: none. */
const key = z
  .string()
  .max(1000)
  .regex(/^[\x21-\x7e]*$/)
  .optional()

/** What is asked, word for word as it was shown to the rep. Characters of both together: `mostAsked`. */
export const mostAsked = 20_000
export const draftingQuestion = z.object({
  system: z.string().max(mostAsked),
  user: z.string().min(1).max(mostAsked)
})
export type DraftingQuestion = z.infer<typeof draftingQuestion>

export const drafting = area(
  {
    'drafting.get': call(nothing, draftingSettings),
    'drafting.set': call(draftingSettings.omit({ hasKey: true }).extend({ key }), draftingSettings),
    /** Asks a server which models it has (10 s). Nothing of any mail goes along. */
    'drafting.test': call(
      z.object({ address: z.string().min(1).max(500), key }),
      z.object({ models: z.array(z.string().max(200)).max(500) })
    ),
    /**
     * Lasts until the answer has ended; cancelling it closes the connection. `address` and `model` are those that the
     * rep was shown: where the settings have others by now, nothing is sent. `end`: 'length' where the model stopped at
     * a limit of its own.
     */
    'drafting.ask': call(
      z.object({
        ask: z.uuid(),
        address: z.string().max(500),
        model: z.string().max(200),
        question: draftingQuestion
      }),
      z.object({ text: z.string(), end: z.enum(['whole', 'length']) })
    )
  },
  {
    /** More of an answer, for whoever asked by this name. */
    'drafting.piece': z.object({ ask: z.string(), text: z.string() }),
    'drafting.changed': draftingSettings
  }
)
