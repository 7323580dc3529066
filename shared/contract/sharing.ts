import { z } from 'zod'
import { area, call, nothing } from './define.ts'
import { mailMood } from './moods.ts'
import { sharingDecision, sharingRule } from './sharing-rule.ts'

export { type SharingRule, sharingRule } from './sharing-rule.ts'

/** The team's shared mail: what a mailbox shares, what was published of it, and what a record's list shows. */

const id = z.uuid()
const mailbox = z.tuple([z.string().max(1000), z.string().max(320)])
/** A mailbox as the workspace knows it. `epoch` grows with each change of its rule. */
export const sharedMailbox = z.object({
  id,
  address: z.string().max(320),
  protocol: z.enum(['imap', 'pop3']),
  rule: sharingRule,
  epoch: z.number()
})
export type SharedMailbox = z.infer<typeof sharedMailbox>

export const sharedFile = z.object({
  name: z.string().max(1000),
  type: z.string().max(200),
  size: z.number().nonnegative()
})
export type SharedFile = z.infer<typeof sharedFile>

/** A mail that was put on a record by hand. */
export const filing = z.object({
  message: z.string().min(1).max(1000),
  record: id,
  kind: z.enum(['contact', 'lead', 'account', 'deal'])
})
export type Filing = z.infer<typeof filing>

export const mailSource = z.enum(['imap', 'pop3', 'crm'])
export type MailSource = z.infer<typeof mailSource>

/** A mail as its owner's app publishes it. */
export const publishedMail = z.object({
  /** `messageKey` of shared/mail/message-key.ts: the same for every owner of the mail. */
  message: z.string().min(1).max(1000),
  /** The first Message-ID of its conversation. */
  thread: z.string().max(1000),
  sent: z.number().int(),
  source: mailSource,
  outgoing: z.boolean(),
  subject: z.string().max(2000),
  snippet: z.string().max(300),
  from: mailbox,
  to: z.array(mailbox).max(500),
  files: z.array(sharedFile).max(200),
  text: z.string().max(1_000_000).nullable(),
  html: z.string().max(2_000_000).nullable()
})
export type PublishedMail = z.infer<typeof publishedMail>

/** Which mails of a record's list are shown: all of them, sent from here, by protocol, or one user's. */
export const mailShown = z.enum(['all', 'crm', 'imap', 'pop3', 'user'])
export type MailShown = z.infer<typeof mailShown>

/** One mail of a record's list; every owner who shares it has a line of why. */
export const recordMail = publishedMail.omit({ text: true, html: true }).extend({
  /** Of the first owner's row; what `workspace.sharedMail` reads. */
  id,
  owners: z.array(
    z.object({
      user: id,
      name: z.string(),
      /** The mailbox it came from. */
      mailbox: z.string(),
      source: mailSource,
      mine: z.boolean()
    })
  ),
  /** What of the record is in the mail; '' on a deal. */
  address: z.string(),
  /** How it sounds, as its owner's app read it; null: not read, nothing to say, or not for this login. */
  mood: mailMood.nullable(),
  /** On a deal: whether somebody linked it by hand, or the rule did. Null elsewhere. */
  byHand: z.boolean().nullable(),
  /** The deal that it goes with, on whatever record it is shown; null: none, or none that this login may see. */
  deal: z.object({ id, name: z.string(), byHand: z.boolean() }).nullable()
})
export type RecordMail = z.infer<typeof recordMail>

/** Which deal a mail goes with, and who said so. Without `deal`: none. */
export const dealLink = z.object({
  message: z.string().min(1).max(1000),
  deal: id.nullable(),
  byHand: z.boolean()
})
export type DealLink = z.infer<typeof dealLink>

export const sharingCalls = area(
  {
    /** This rep's mailboxes in the workspace, and who decides on their sharing. */
    'workspace.sharing': call(
      nothing,
      z.object({
        mailboxes: z.array(sharedMailbox),
        decision: sharingDecision,
        /** What is shared may not be taken back. */
        locked: z.boolean(),
        /** The administrator's, which bind everybody. */
        excluded: z.array(z.string())
      })
    ),
    /**
     * Says what a mailbox shares. Takes back at once what the rule no longer shares. Throws sharing.decided where the
     * administrator decides, sharing.locked where that would take something back.
     */
    'workspace.share': call(sharedMailbox.omit({ epoch: true }), sharedMailbox),
    /** Takes back everything of a mailbox that is removed. Throws sharing.locked. */
    'workspace.unshare': call(z.object({ id }), nothing),
    /** The message keys of what is published of a mailbox, and the epoch they were held against. */
    'workspace.published': call(
      z.object({ mailbox: id }),
      z.object({
        epoch: z.number(),
        messages: z.array(z.string()),
        filings: z.array(filing),
        /** Of `messages`, those that are to have a text and have none. */
        textless: z.array(z.string()),
        /** How those sound of which that is told: message keys and `feltText`. */
        moods: z.array(z.tuple([z.string(), z.string()]))
      })
    ),
    /**
     * Publishes mails, once each. Answers those that touch no record or are excluded, which are not kept.
     * Throws sharing.stale when the rule was changed since: read it, and hold them against it anew.
     */
    'workspace.publish': call(
      z.object({ mailbox: id, epoch: z.number(), mails: z.array(publishedMail).max(200) }),
      z.object({ refused: z.array(z.string()) })
    ),
    /** Which of these `workspace.publish` would refuse, by who of the records is in them. Keeps nothing. Throws sharing.stale. */
    'workspace.wouldTake': call(
      z.object({
        mailbox: id,
        epoch: z.number(),
        mails: z
          .array(
            publishedMail
              .pick({ message: true, thread: true, sent: true })
              .extend({ people: z.array(z.string().max(320)).max(500) })
          )
          .max(200)
      }),
      z.object({ refused: z.array(z.string()) })
    ),
    /** Files mails on records by hand, and takes them from there. Throws workspace.notAllowed for a private mailbox. */
    'workspace.fileMails': call(
      z.object({ mailbox: id, add: z.array(filing).max(500), remove: z.array(filing).max(500) }),
      nothing
    ),
    'workspace.unpublish': call(
      z.object({ mailbox: id, messages: z.array(z.string().max(1000)).max(1000) }),
      nothing
    ),
    /** A page of a record's shared mail, newest first, each mail once. `as`: only what that user would see of it. */
    'workspace.recordMail': call(
      z.object({
        record: id,
        show: mailShown.default('all'),
        user: id.nullable().default(null),
        as: id.nullable().default(null),
        search: z.string().max(200).default(''),
        cursor: z.string().max(1100).nullable().default(null),
        limit: z.number().int().min(1).max(200).default(50)
      }),
      z.object({
        rows: z.array(recordMail),
        next: z.string().nullable(),
        /** Changes with each change of the record's mail. */
        mark: z.number()
      })
    ),
    /** A shared mail with its text, as far as its owner shares it. Throws workspace.notFound. */
    'workspace.sharedMail': call(
      z.object({ id }),
      recordMail.extend({
        level: sharingRule.shape.level,
        text: z.string().nullable(),
        html: z.string().nullable()
      })
    ),
    /** Which of these mails this login may still see: what was taken back goes from what a window kept. */
    'workspace.visible': call(z.object({ mails: z.array(id).max(20_000) }), z.array(id)),
    /** Links mails to a deal by hand; null: to none. It stays so. Answers how each was before, for its undo. */
    'workspace.linkDeal': call(
      z.object({ messages: z.array(z.string().max(1000)).min(1).max(500), deal: id.nullable() }),
      z.object({ before: z.array(dealLink) })
    ),
    /** Takes a link by hand back: what was linked otherwise since stays. */
    'workspace.undoLink': call(
      z.object({ links: z.array(dealLink).min(1).max(500), linked: id.nullable() }),
      nothing
    ),
    /** Whose mail may be on a record: everybody in the team, and how many of their mails are shared on it. */
    'workspace.sharers': call(
      z.object({ record: id }),
      z.array(
        z.object({
          user: id,
          name: z.string(),
          mine: z.boolean(),
          mails: z.number(),
          /** Of `mails`: read from IMAP mailboxes, POP mailboxes, and sent from here. */
          imap: z.number(),
          pop3: z.number(),
          crm: z.number()
        })
      )
    )
  },
  {
    /** Mail of records in these buckets changed; null: any may have. */
    'workspace.mailChanged': z.object({ buckets: z.array(z.number()).nullable() })
  }
)
