import { z } from 'zod'
import { area, bytes, call, nothing } from './define.ts'
import { wireError } from '../errors.ts'

/** Roles of RFC 6154, and 'inbox'. '' for an ordinary folder. */
export const folderRole = z.enum([
  'inbox',
  'drafts',
  'sent',
  'archive',
  'junk',
  'trash',
  'all',
  'flagged',
  'important',
  ''
])
export type FolderRole = z.infer<typeof folderRole>

export const serverFolder = z.object({
  /** The full name, decoded; what every other call takes. */
  path: z.string(),
  /** The last level. */
  name: z.string(),
  delimiter: z.string(),
  parent: z.string(),
  role: folderRole,
  /** Who said so: the server, its name, or the rep. */
  roleFrom: z.enum(['server', 'name', 'rep', '']),
  selectable: z.boolean(),
  subscribed: z.boolean(),
  /** The same under any name (RFC 8474); absent: the server has none. */
  mailboxId: z.string().optional(),
  status: z
    .object({
      messages: z.number(),
      unseen: z.number(),
      uidNext: z.number(),
      uidValidity: z.string(),
      modseq: z.string().nullable()
    })
    .nullable()
})
export type ServerFolder = z.infer<typeof serverFolder>

const run = z.tuple([z.number(), z.number()])
export const cursor = z.object({
  uidValidity: z.string(),
  uidNext: z.number(),
  modseq: z.string().nullable(),
  since: z.number().nullable(),
  complete: z.boolean()
})
/** For servers without QRESYNC: what the keeper has of each window of 1,000 UIDs (shared/mail/digest.ts). */
export const digest = z.object({ window: z.number(), count: z.number(), hash: z.number() })

/** Mail content as a composer leaves it; `electron/message/` makes the bytes. Attachments are files by their hash. */
export const mailbox = z.tuple([z.string().max(500), z.string().max(320)])
export const content = z.object({
  from: mailbox,
  replyTo: z.array(mailbox).max(10),
  to: z.array(mailbox).max(1000),
  cc: z.array(mailbox).max(1000),
  bcc: z.array(mailbox).max(1000),
  subject: z.string().max(2000),
  text: z.string().max(5_000_000),
  /** '' for a plain text mail. */
  html: z.string().max(10_000_000),
  attachments: z
    .array(
      z.object({
        hash: z.string(),
        name: z.string().max(500),
        type: z.string().max(200),
        cid: z.string().max(300)
      })
    )
    .max(500),
  /** Fixed when the mail was queued, without angle brackets. */
  messageId: z.string(),
  inReplyTo: z.string(),
  references: z.array(z.string()).max(200),
  /** ms since 1970 */
  date: z.number()
})
export type Content = z.infer<typeof content>

const target = { folder: z.string(), uidValidity: z.string(), uids: z.array(z.number()).max(5000) }
/** What is played on the server, in the server's terms. Each is safe to play again after a lost answer. */
export const act = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('flags'), ...target, add: z.array(z.string()), remove: z.array(z.string()) }),
  z.object({ kind: z.literal('move'), ...target, to: z.string(), messageIds: z.array(z.string()) }),
  z.object({ kind: z.literal('copy'), ...target, to: z.string(), messageIds: z.array(z.string()) }),
  /** For good. Only these UIDs, never a plain EXPUNGE. */
  z.object({ kind: z.literal('expunge'), ...target }),
  z.object({ kind: z.literal('readAll'), folder: z.string(), uidValidity: z.string(), upTo: z.number() }),
  z.object({
    kind: z.literal('append'),
    folder: z.string(),
    flags: z.array(z.string()),
    content,
    /** The UID that this one takes the place of, removed once the new one is sure. */
    replaces: z.object({ uidValidity: z.string(), uid: z.number() }).nullable()
  }),
  z.object({ kind: z.literal('createFolder'), path: z.string() }),
  z.object({ kind: z.literal('renameFolder'), path: z.string(), to: z.string() }),
  z.object({ kind: z.literal('deleteFolder'), path: z.string() }),
  z.object({ kind: z.literal('emptyFolder'), path: z.string(), uidValidity: z.string() })
])
export type Act = z.infer<typeof act>

export const actResult = z.object({
  /** It had happened before: the answer was lost, or somebody else did it. */
  already: z.boolean(),
  /** Where mail went: UID there, for each UID here. */
  moved: z.array(z.tuple([z.number(), z.number()])),
  /** UIDs that the server no longer has. */
  gone: z.array(z.number()),
  /** UIDVALIDITY of the folder that `moved` speaks of, and the UID of an append. */
  uidValidity: z.string().nullable(),
  uid: z.number().nullable()
})
export type ActResult = z.infer<typeof actResult>

const place = { account: z.string(), folder: z.string(), uidValidity: z.string(), uid: z.number() }

export const mail = area(
  {
    /** A keeper starts: all earlier leases end, their rounds are closed. */
    'mail.lease': call(nothing, z.object({ lease: z.number() })),
    'mail.folders': call(z.object({ lease: z.number(), account: z.string() }), z.array(serverFolder), {
      leased: true
    }),
    /**
     * Opens a round over one folder. `known`: the UIDs that are here, as runs: all of them while the cursor is
     * not complete or `since` differs from its own, else only those at or above its `uidNext`.
     */
    'mail.openRound': call(
      z.object({
        lease: z.number(),
        account: z.string(),
        folder: z.string(),
        cursor: cursor.nullable(),
        since: z.number().nullable(),
        known: z.array(run),
        digests: z.array(digest).nullable(),
        /** Rows in a batch; about 100 is what a reader does not feel. */
        batchSize: z.number().int().min(1).max(1000)
      }),
      z.object({
        round: z.string(),
        /** Not the cursor's: everything that is here of this folder is to be keyed anew. */
        uidValidity: z.string(),
        exists: z.number(),
        /** The server tells changed flags and vanished UIDs by itself; else digests are wanted next time. */
        qresync: z.boolean(),
        /** Headers that this round will bring. */
        total: z.number()
      }),
      { leased: true }
    ),
    /** One Batch (shared/mail/codec.ts). `unknown`: of the last batch's members, the UIDs whose headers are wanted. */
    'mail.nextBatch': call(
      z.object({ lease: z.number(), round: z.string(), unknown: z.array(z.number()) }),
      bytes,
      {
        leased: true,
        bulk: true
      }
    ),
    'mail.closeRound': call(z.object({ lease: z.number(), round: z.string() }), nothing, { leased: true }),
    /** TextRow[] for these UIDs; `click` goes over the connection that nothing else holds up. */
    'mail.texts': call(
      z.object({
        lease: z.number(),
        account: z.string(),
        folder: z.string(),
        uidValidity: z.string(),
        wanted: z
          .array(
            z.object({
              uid: z.number(),
              parts: z.array(
                z.object({
                  part: z.string(),
                  encoding: z.string(),
                  charset: z.string(),
                  body: z.enum(['text', 'html']),
                  size: z.number()
                })
              )
            })
          )
          .max(1000),
        priority: z.enum(['bulk', 'click'])
      }),
      bytes,
      { leased: true, bulk: true }
    ),
    /** Fetches one part into the files, decoded; answers at once when it is there already. `bulk`: nobody waits for it. */
    'mail.part': call(
      z.object({
        ...place,
        part: z.string(),
        encoding: z.string(),
        type: z.string(),
        priority: z.enum(['bulk', 'click']).default('click')
      }),
      z.object({ hash: z.string(), size: z.number() })
    ),
    /** Fetches the whole message into the files, byte for byte. */
    'mail.source': call(z.object(place), z.object({ hash: z.string(), size: z.number() })),
    'mail.play': call(z.object({ lease: z.number(), account: z.string(), act }), actResult, { leased: true }),
    /** Watches the account's inbox by IDLE and its other folders by a quiet STATUS now and then. */
    'mail.watch': call(z.object({ lease: z.number(), account: z.string(), on: z.boolean() }), nothing, {
      leased: true
    }),
    /** Tries again now what waits for its next try. */
    'mail.retry': call(z.object({ account: z.string() }), nothing),
    /** Text search on the server: UIDs, newest first. */
    'mail.searchServer': call(
      z.object({ account: z.string(), folder: z.string(), words: z.string().max(500) }),
      z.array(z.number())
    )
  },
  {
    /** Something changed in this folder: a round is due. */
    'mail.news': z.object({ account: z.string(), folder: z.string() }),
    /** A part of a mail is a file now, whoever asked for it. */
    'mail.fetched': z.object({ ...place, part: z.string(), hash: z.string(), size: z.number() }),
    /** A new lease was given: who holds an older one stops. */
    'mail.leaseTaken': z.object({ lease: z.number() }),
    'mail.connection': z.object({
      account: z.string(),
      state: z.enum(['connecting', 'online', 'waiting', 'offline', 'refused']),
      error: wireError.nullable(),
      /** ms since 1970 */
      retryAt: z.number().nullable()
    })
  }
)
