import { z } from 'zod'
import { filing } from './accounts.ts'
import { area, call } from './define.ts'
import { content } from './mail.ts'

/** What `sends.log` knows of one mail, by its Message-ID. */
export const sendRecord = z.object({
  messageId: z.string(),
  account: z.string(),
  /** `data`: the bytes were about to go; `sent`: the server's 250 was read; `failed`: it surely was not taken. */
  phase: z.enum(['data', 'sent', 'failed']),
  /** ms since 1970 */
  at: z.number()
})

export const outgoing = area(
  {
    /**
     * Sends once. When `sends.log` already has a `sent` for this Message-ID, answers `sent` without a connection.
     * Throws send.unsure when the wire died between the last dot and the answer, and send.notYours for a From that is
     * neither the account's address nor one of its verified senders.
     */
    'outgoing.send': call(
      z.object({ lease: z.number(), account: z.string(), content }),
      z.object({
        state: z.literal('sent'),
        accepted: z.array(z.string()),
        /** Recipients that the server refused while it took the others. */
        rejected: z.array(z.object({ address: z.string(), reply: z.string() })),
        /** Whether we put a copy into Sent: no, now, or once it was found out that the server does not do so itself. */
        copy: z.enum(['none', 'now', 'find'])
      }),
      { leased: true }
    ),
    'outgoing.records': call(z.object({ lease: z.number() }), z.array(sendRecord), { leased: true }),
    /** Searches Sent for a Message-ID: the answer to a doubt. Null where the folder cannot be asked. */
    'outgoing.wasSent': call(
      z.object({
        lease: z.number(),
        account: z.string(),
        messageId: z.string(),
        sentFolder: z.string().nullable()
      }),
      z.object({ found: z.boolean().nullable() }),
      { leased: true }
    ),
    /**
     * Who puts sent mail into Sent: known, or found out by a search of Sent for a mail that was sent a while ago, and
     * remembered with the account. `unknown`: the folder cannot be asked.
     */
    'outgoing.findFiling': call(
      z.object({ lease: z.number(), account: z.string(), messageId: z.string(), sentFolder: z.string() }),
      z.object({ by: filing.shape.by }),
      { leased: true }
    ),
    /** The rep decided what a doubt was; it is written down so that no later start asks again. */
    'outgoing.settle': call(
      z.object({ account: z.string(), messageId: z.string(), sent: z.boolean() }),
      z.object({})
    )
  },
  {}
)
