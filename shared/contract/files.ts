import { z } from 'zod'
import { area, bytes, call, nothing } from './define.ts'
import { mailbox } from './mail.ts'

export const parsedMessage = z.object({
  subject: z.string(),
  from: z.array(mailbox),
  to: z.array(mailbox),
  cc: z.array(mailbox),
  date: z.number().nullable(),
  text: z.string().nullable(),
  html: z.string().nullable(),
  /** Every part that is not a body, stored as a file. */
  attachments: z.array(
    z.object({
      hash: z.string(),
      name: z.string(),
      type: z.string(),
      size: z.number(),
      cid: z.string(),
      inline: z.boolean()
    })
  ),
  /** The parser gave up and only headers (or nothing) could be read: show the source. */
  failed: z.string().nullable()
})
export type ParsedMessage = z.infer<typeof parsedMessage>

export const files = area(
  {
    /** Keeps bytes under their SHA-256 (hex), in the account's folder. */
    'files.put': call(
      z.object({ account: z.string(), bytes }),
      z.object({ hash: z.string(), size: z.number() })
    ),
    'files.read': call(
      z.object({ account: z.string(), hash: z.string(), limit: z.number().int().min(0).max(50_000_000) }),
      bytes,
      { bulk: true }
    ),
    /** A one-time address that serves this file with a type that cannot run; `download` names what is saved. */
    'files.address': call(
      z.object({
        account: z.string(),
        hash: z.string(),
        type: z.string(),
        download: z.string().max(500).nullable()
      }),
      z.object({ url: z.string() })
    ),
    /** Asks where, and writes: one path for one file, a folder for more. Null when called off or when the browser saves. */
    'files.save': call(
      z.object({
        account: z.string(),
        items: z.array(z.object({ hash: z.string(), name: z.string().max(500) })).min(1)
      }),
      z.object({ saved: z.number(), folder: z.string().nullable() })
    ),
    /** Parses a stored message whole, in a worker with a time limit. */
    'files.parse': call(z.object({ account: z.string(), hash: z.string() }), parsedMessage),
    /** Hashes that rows still refer to; all others of the account older than a day are swept. */
    'files.sweep': call(
      z.object({ lease: z.number(), account: z.string(), keep: z.array(z.string()) }),
      nothing,
      { leased: true }
    ),
    /**
     * Step one of showing a mail: addresses for the pictures between its lines, to be put in the place of its
     * `cid:` links while the HTML is sanitised (it is never altered afterwards). What is no picture is left out.
     */
    'files.inline': call(
      z.object({
        account: z.string(),
        items: z.array(z.object({ cid: z.string(), hash: z.string(), type: z.string() })).max(500)
      }),
      z.object({ set: z.string(), urls: z.array(z.object({ cid: z.string(), url: z.string() })) })
    ),
    /**
     * Step two: a one-time address for a frame that shows this sanitised HTML, as it is, under a CSP of its own:
     * `default-src 'none'`, inline styles, pictures as data: or from the `inline` set, and with `remote` pictures
     * from the network. It is loaded once; showing the mail again needs a new one.
     */
    'files.frame': call(
      z.object({
        html: z.string().max(20_000_000),
        remote: z.boolean(),
        /** The `set` of files.inline; null: the mail has no pictures of its own. */
        inline: z.string().nullable()
      }),
      z.object({ url: z.string() })
    )
  },
  {}
)
