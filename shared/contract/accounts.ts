import { z } from 'zod'
import { wireError } from '../errors.ts'
import { area, call, nothing, patchOf } from './define.ts'
import { sharing, sharingDecision, sharingTerms, usualTerms } from './sharing-rule.ts'

export { type Sharing, sharing, type SharingDecision, sharingDecision } from './sharing-rule.ts'

/** 'ssl': TLS from the first byte; 'tls': STARTTLS, refused when missing; 'never': clear text. None falls back. */
export const security = z.enum(['ssl', 'tls', 'never'])
export type Security = z.infer<typeof security>

export const server = z.object({
  host: z.string().trim().min(1).max(253),
  port: z.number().int().min(1).max(65535),
  security,
  user: z.string().max(320)
})
export type Server = z.infer<typeof server>

export const outgoingServer = server.extend({
  authentication: z.boolean(),
  /** The rep wants a copy in Sent. Whether we put it there, `filing` says. */
  storeSent: z.boolean()
})

/** A further address that mail is sent from. Its server takes it for the same person's; a code sent to it proved that. */
export const sender = z.object({
  address: z.string().max(320),
  name: z.string().max(200),
  signature: z.string().max(20000),
  /** '': answers come to the address itself. */
  replyTo: z.string().max(320),
  /** The code that was sent to it came back. Only then it may be chosen. */
  verified: z.boolean(),
  /** null: goes out by the account's own server. */
  outgoing: outgoingServer.nullable()
})
export type Sender = z.infer<typeof sender>

/**
 * Who puts a copy of sent mail into Sent: the server by itself, or SalesInbox where that is wished (`storeSent`).
 * `at`: when the first send found it out (ms since 1970); null: the service is known for it, or nothing is known yet.
 */
export const filing = z.object({ by: z.enum(['unknown', 'server', 'app']), at: z.number().nullable() })
export type Filing = z.infer<typeof filing>

/** What the administrator of the team lets the rep of this computer do. */
export const policy = z.object({
  /** "Email & Chat Settings" of the rep's profile: mailboxes may be connected and their servers changed. */
  mayConfigure: z.boolean(),
  /** The profile's name. */
  profile: z.string(),
  sharing: sharingDecision,
  /** What is shared may not be taken back; a mailbox that shares is not removed. */
  locked: z.boolean().optional(),
  /** The administrator deactivated this rep's email integration; what stays on this computer. */
  deactivated: z.object({ folders: z.boolean(), mail: z.boolean() }).optional()
})
export type Policy = z.infer<typeof policy>

/** Where mail begins: a number of months back, everything (null) or a fixed day (ms since 1970, local midnight). */
export const period = z.union([
  z.object({ months: z.union([z.literal(6), z.literal(12), z.literal(24)]) }),
  z.object({ from: z.number() }),
  z.object({ everything: z.literal(true) })
])
export type Period = z.infer<typeof period>

export const account = z.object({
  id: z.string(),
  /** Names the sender in mail. */
  displayName: z.string().max(200),
  address: z.string().max(320),
  /** Further addresses of the same person, for "is it me". */
  aliases: z.array(z.string()),
  /** More From Address. */
  senders: z.array(sender).max(100).default([]),
  /** What new mail is sent from: one of the verified senders, or '' for the account's own address. */
  defaultSender: z.string().max(320).default(''),
  service: z.string().nullable(),
  protocol: z.enum(['imap', 'pop3']),
  auth: z.enum(['password', 'oauth2']).default('password'),
  /** POP3 alone: whether mail stays on the server, else how many days after it came here it is deleted there (null: at once). */
  pop: z
    .object({ leave: z.boolean(), days: z.number().int().min(1).max(3650).nullable() })
    .default({ leave: true, days: null }),
  incoming: server,
  outgoing: outgoingServer,
  filing: filing.default({ by: 'unknown', at: null }),
  period,
  signature: z.string().max(20000),
  /** Folder paths by role where the server does not tell, or the rep chose otherwise. */
  folderRoles: z.record(z.string(), z.string()),
  sharing: sharing.default('private'),
  /** The rest of its rule; kept also while another mode holds. */
  sharingRule: sharingTerms.default(usualTerms),
  /** Mail that looks personal (shared/context/personal.ts) is not shared unless the rep says so of it. */
  keepPersonal: z.boolean().default(true),
  /** Paths of folders that the rep marked: nothing in them, or below, is shared. */
  personalFolders: z.array(z.string().min(1).max(1000)).max(500).default([]),
  /** `inactive`: deactivated; nothing connects, and what its rep chose to keep is kept. */
  state: z.enum(['active', 'paused', 'inactive', 'removing']),
  /** What stays here while it is deactivated: its folders (with filters and labels), and the mail in them. No mail without folders. */
  keep: z.object({ folders: z.boolean(), mail: z.boolean() }).default({ folders: true, mail: true }),
  /** Octets of the largest mail that its server takes, as it said when last asked (SIZE, RFC 1870); absent: it does not say. */
  sizeLimit: z.number().int().positive().optional(),
  /** Order in the window; the first is the default From. */
  position: z.number()
})
export type Account = z.infer<typeof account>

/** What the form holds. A missing secret on an update means: keep the saved one. */
export const accountDraft = account
  .pick({
    displayName: true,
    address: true,
    service: true,
    protocol: true,
    auth: true,
    pop: true,
    incoming: true,
    outgoing: true,
    period: true
  })
  .extend({
    password: z.string().max(1000).optional(),
    /** Where `auth` is oauth2: what `oauth.finish` answered. Missing on an update: what it signed in with before. */
    grant: z.string().max(200).optional(),
    /** SHA-256 fingerprints (hex with colons) that the rep decided to trust, for this account only. */
    trustedCertificates: z.array(z.string()).default([])
  })
export type AccountDraft = z.infer<typeof accountDraft>

export const preset = z.object({
  id: z.string(),
  name: z.string(),
  domains: z.array(z.string()),
  incoming: server.omit({ user: true }).nullable(),
  pop3: server.omit({ user: true }).nullable(),
  outgoing: server.omit({ user: true }).nullable(),
  userForm: z.enum(['email', 'local', 'other']),
  auth: z.array(z.enum(['password', 'app-password', 'oauth2'])),
  filesSentItself: z.boolean().nullable(),
  /** One short line below the service's name on its tile. */
  hint: z.string(),
  appPasswordHelp: z.string().nullable(),
  /** Names the steps in words/en/app-passwords.ts. */
  appPasswordSteps: z.string().nullable(),
  popular: z.boolean()
})
export type Preset = z.infer<typeof preset>

/** What was found out about a domain that is on no list, and how. */
export const found = z.object({
  how: z.enum(['srv', 'mx', 'autoconfig', 'names']),
  domain: z.string(),
  /** `mx`: the service that takes in the domain's mail; its servers are the preset's. */
  preset: preset.nullable(),
  incoming: server.nullable(),
  pop3: server.nullable(),
  outgoing: server.nullable(),
  /** Servers outside the domain, for the rep to know before a password goes there. */
  elsewhere: z.array(z.string())
})
export type Found = z.infer<typeof found>

/** `online` false: nobody answered anything. */
export const finding = z.object({ found: found.nullable(), online: z.boolean() })
export type Finding = z.infer<typeof finding>

/** What a server can do, as it says after the login; `size`: octets of the largest mail that it takes. */
export const ability = z.object({
  kind: z.enum([
    'idle',
    'resync',
    'changes',
    'move',
    'uids',
    'roles',
    'labels',
    'compress',
    'quota',
    'scripts',
    'receipts',
    'size'
  ]),
  value: z.number().optional()
})
export type Ability = z.infer<typeof ability>

/** What a connection test found, step by step, in the order tried. */
export const testReport = z.object({
  ok: z.boolean(),
  steps: z.array(
    z.object({
      side: z.enum(['incoming', 'outgoing']),
      ok: z.boolean(),
      error: wireError.nullable(),
      /** Empty where the login failed, or the protocol does not tell. */
      can: z.array(ability),
      certificate: z
        .object({
          expected: z.string(),
          presented: z.string(),
          issuer: z.string(),
          validFrom: z.string(),
          validTo: z.string(),
          fingerprint: z.string(),
          reason: z.string()
        })
        .nullable()
    })
  )
})
export type TestReport = z.infer<typeof testReport>

export const accounts = area(
  {
    'accounts.list': call(nothing, z.array(account)),
    'accounts.presets': call(nothing, z.array(preset)),
    /** Preset by domain, or null. Never asks the network. */
    'accounts.discover': call(z.object({ address: z.string().max(320) }), preset.nullable()),
    /** Asks the network for the servers of the address's domain; nothing but the domain goes out. 8 s at most. */
    'accounts.find': call(z.object({ address: z.string().max(320) }), finding),
    /** As it was when the workspace could last be reached; before that, everything is allowed. */
    'accounts.policy': call(nothing, policy),
    /** Throws accounts.notAllowed where the administrator does not let this rep connect mailboxes; so do add and update. */
    'accounts.test': call(z.object({ draft: accountDraft, account: z.string().optional() }), testReport),
    /** Tests first; on failure throws nothing and saves nothing, the report tells. */
    'accounts.add': call(accountDraft, z.object({ report: testReport, account: account.nullable() })),
    'accounts.update': call(
      z.object({ id: z.string(), draft: accountDraft }),
      z.object({ report: testReport, account: account.nullable() })
    ),
    /** The same account, by a grant of `oauth.finish`: its servers are tested with it. */
    'accounts.signIn': call(
      z.object({ id: z.string(), grant: z.string().max(200) }),
      z.object({ report: testReport, account: account.nullable() })
    ),
    /** Small changes that need no connection test. */
    'accounts.change': call(
      z.object({
        id: z.string(),
        patch: patchOf(
          account.pick({
            displayName: true,
            signature: true,
            aliases: true,
            folderRoles: true,
            state: true,
            keep: true,
            position: true,
            period: true,
            sharing: true,
            sharingRule: true,
            keepPersonal: true,
            personalFolders: true,
            defaultSender: true
          })
        )
      }),
      account
    ),
    /**
     * Adds a further sender, or changes the one of this address. It is to be proved anew when its server changed.
     * Throws send.badAddress, accounts.duplicate, accounts.notAllowed.
     */
    'accounts.saveSender': call(
      z.object({
        id: z.string(),
        sender: sender.omit({ verified: true }),
        /** Of its own server; without it the saved one is kept. */
        password: z.string().max(1000).optional()
      }),
      account
    ),
    'accounts.removeSender': call(z.object({ id: z.string(), address: z.string().max(320) }), account),
    /**
     * Sends a code of six digits to a sender's address by the server that its mail goes out by. It serves for half an
     * hour and five tries; one that was sent before is void. Throws what sending throws.
     */
    'accounts.proveSender': call(
      z.object({
        id: z.string(),
        address: z.string().max(320),
        /** `{code}` stands for the code. */
        mail: z.object({ subject: z.string().max(200), text: z.string().max(4000).includes('{code}') })
      }),
      nothing
    ),
    /** Throws accounts.wrongCode {left} or accounts.codeExpired. */
    'accounts.confirmSender': call(
      z.object({ id: z.string(), address: z.string().max(320), code: z.string().max(40) }),
      account
    ),
    /** Saves the state `removing`; the keeper drops its mail, then calls `accounts.removed`. */
    'accounts.remove': call(z.object({ id: z.string() }), nothing),
    /** The keeper has dropped everything of a `removing` account: forget it, its secret and its files. */
    'accounts.removed': call(z.object({ lease: z.number(), id: z.string() }), nothing, { leased: true })
  },
  {
    'accounts.changed': z.array(account),
    'accounts.policyChanged': policy
  }
)
