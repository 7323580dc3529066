import { z } from 'zod'
import { area, call, nothing } from './define.ts'
import { emotions, intents, sentiments } from './intelligence.ts'

/** How shared mail sounds: its owner's app reads it, and writes what it read beside the text. No text is asked for. */

const id = z.uuid()
const felt = {
  sentiment: z.enum(sentiments).nullable(),
  emotion: z.enum(emotions).nullable(),
  intents: z.array(z.enum(intents)).max(4)
}

/** As others see it. `said`: its owner says so; else it was read by a model. */
export const mailMood = z.object({ ...felt, said: z.boolean() })
export type MailMood = z.infer<typeof mailMood>

/** How a mail of a colleague's sounds. */
export const sharedMood = z.object({
  /** `messageKey` of it, and its id in the workspace. */
  message: z.string(),
  mail: id,
  sent: z.number(),
  /** An address, as the mail has it. */
  sender: z.string(),
  subject: z.string(),
  /** Who shares it, by name. */
  owner: z.string(),
  sentiment: felt.sentiment,
  emotion: felt.emotion,
  said: z.boolean()
})
export type SharedMood = z.infer<typeof sharedMood>

/** What is compared of a mood: the same text in the app and from the workspace. */
export const feltText = ({ sentiment, emotion, intents: all }: Omit<MailMood, 'said'>): string =>
  `${sentiment ?? ''}/${emotion ?? ''}/${all.join()}`

export const moodCalls = area(
  {
    /** Says how published mails sound; null: nothing any more. Of what is not published with its text nothing is kept. */
    'workspace.setMoods': call(
      z.object({
        mailbox: id,
        moods: z
          .array(
            z.object({
              message: z.string().min(1).max(1000),
              /** `model`: what read it; null: its owner says so. */
              mood: z.object({ ...felt, model: z.string().max(200).nullable() }).nullable()
            })
          )
          .max(500)
      }),
      nothing
    ),
    /** Of colleagues' mail from customers, newest first: what makes and breaks streaks. */
    'workspace.customerMoods': call(nothing, z.array(sharedMood)),
    /** How the last mails of a contact or lead to colleagues sound, newest first, 20 at most. */
    'workspace.recordMoods': call(z.object({ record: id }), z.array(sharedMood))
  },
  {}
)
