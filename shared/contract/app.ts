import { z } from 'zod'
import { area, call, nothing, patchOf } from './define.ts'

/** What is read of mail (contract/intelligence.ts): one master switch, then one for each. */
export const intelligenceChoice = z.object({
  on: z.boolean().default(true),
  sentiment: z.boolean().default(true),
  /** Negative mails of one customer in a row, until the rep is told. */
  alertAfter: z.number().int().min(2).max(5).default(2),
  intent: z.boolean().default(true),
  emotion: z.boolean().default(true),
  enrichment: z.boolean().default(true),
  activities: z.boolean().default(true),
  /** Which of them, while they are on. */
  meetings: z.boolean().default(true),
  calls: z.boolean().default(true),
  tasks: z.boolean().default(true),
  /** What the rep promised in mails they sent. */
  promises: z.boolean().default(true),
  /** Answer times, silence, new people and mood on the pages of records. */
  weather: z.boolean().default(true),
  /** Empty fields of a record are filled by themselves where the signature is sure enough. */
  fill: z.boolean().default(false)
})
export type IntelligenceChoice = z.infer<typeof intelligenceChoice>

/** Minutes since midnight, on the clock of this computer. */
const minute = z.number().int().min(0).max(1439)

/** Which new mail is told of, and when nothing is. */
export const notifyChoice = z.object({
  /** SalesInbox folders: 0 deals, 1 contacts, 2 leads, 3 colleagues, 4 others. */
  about: z.array(z.number().int().min(0).max(4)).max(5).default([0, 1, 2, 3, 4]),
  quiet: z.boolean().default(false),
  /** From this minute to that one, over midnight where `until` is the smaller. */
  from: minute.default(18 * 60),
  until: minute.default(8 * 60),
  /** While it is quiet by the hour: Saturday and Sunday altogether too. */
  weekends: z.boolean().default(true)
})
export type NotifyChoice = z.infer<typeof notifyChoice>

/** What the rep chose, kept by main in its settings file. Each key has a default; unknown keys are refused. */
export const preferences = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  density: z.enum(['comfortable', 'compact']).default('comfortable'),
  conversations: z.boolean().default(true),
  singleKeys: z.boolean().default(true),
  undoSendSeconds: z.number().int().min(0).max(30).default(10),
  fetchAttachments: z.boolean().default(false),
  plainText: z.boolean().default(false),
  /** Senders whose remote content always loads, by address. */
  trustedSenders: z.array(z.string()).default([]),
  /** Mailboxes that were just connected: Import Filter stands over the list until it is done or skipped. */
  filtersOffered: z.array(z.string()).default([]),
  notifications: z.boolean().default(true),
  notify: notifyChoice.default(notifyChoice.parse({})),
  intelligence: intelligenceChoice.default(intelligenceChoice.parse({}))
})
export type Preferences = z.infer<typeof preferences>

export const note = z.object({
  title: z.string().max(200),
  body: z.string().max(300),
  /** A later one of the same tag takes its place. */
  tag: z.string().max(100),
  /** The mail that a click opens, by our own number; null: a colleague's, the window comes forward alone. */
  mail: z.number().int().min(0).nullable(),
  /** Its SalesInbox folder, 0 to 4; null: told of whichever of them the rep wants to hear of. */
  context: z.number().int().min(0).max(4).nullable(),
  /** No new mail, so no list shows it: told over a window in front too, and when quiet hours end that it falls in. */
  waits: z.boolean().optional()
})
export type Note = z.infer<typeof note>

export const app = area(
  {
    'app.info': call(
      nothing,
      z.object({
        /** Names the databases, so that two data folders never mix. */
        installId: z.string(),
        version: z.string(),
        shell: z.enum(['electron', 'browser']),
        platform: z.string(),
        /** Prefix of the addresses that serve mail frames and files, without a trailing slash. */
        origin: z.string(),
        /** `--sample` was given: the page goes straight to the sample mailbox. */
        openSample: z.boolean(),
        /** True when bulk answers are checked too. */
        strict: z.boolean()
      })
    ),
    'app.preferences': call(nothing, preferences),
    'app.setPreferences': call(patchOf(preferences), preferences),
    /** `low`: the disk of the data folder has no room for more mail. */
    'app.room': call(nothing, z.object({ low: z.boolean() })),
    /** Errors of the page that would be lost otherwise. Never mail, addresses or subjects. */
    'app.report': call(
      z.object({ where: z.string().max(100), code: z.string().max(200), stack: z.string().max(4000) }),
      nothing
    ),
    /** Shown unless the rep wants none of it, now or at all. */
    'app.notify': call(note, nothing),
    'app.setBadge': call(z.object({ unread: z.number().int().min(0) }), nothing),
    /**
     * No mailbox is left: the page's databases and index go as a whole, files and all; who has them open is told that they
     * closed. `address`: to be fetched once, where only an answer to the page itself can do it; null: done.
     */
    'app.clearStorage': call(z.object({ lease: z.number() }), z.object({ address: z.string().nullable() }), {
      leased: true
    }),
    /** Opens in the system browser; only http, https, mailto and tel, others are refused. */
    'app.openLink': call(z.object({ url: z.string().max(8192) }), nothing)
  },
  {
    'app.preferencesChanged': preferences,
    /** A notification that this shell cannot show: the page does. */
    'app.noted': note,
    /** The computer woke from sleep, or its network changed. */
    'app.woke': z.object({ reason: z.enum(['resume', 'network']) }),
    /** Asked for from outside the window: a mailto: link, a menu. */
    'app.command': z.object({ command: z.string(), argument: z.string().optional() })
  }
)
