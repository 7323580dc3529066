import { z } from 'zod'
import { server, sharing, sharingDecision, testReport } from './accounts.ts'
import { area, call, nothing } from './define.ts'

/** What administrators decide and look after. All of it throws workspace.notAllowed for everybody else. */

const id = z.uuid()

/** How long after a deactivation what was shared can be backed up, ms: six months; then it is gone. */
export const backUpWithin = 183 * 24 * 3600_000

export const teamMailbox = z.object({
  id,
  address: z.string(),
  protocol: z.enum(['imap', 'pop3']),
  mode: sharing,
  state: z.string(),
  connected: z.number(),
  /** When its owner's app last read it; null: it never told. */
  synced: z.number().nullable()
})
/** A user as an administrator sees them: what they connected and what is decided, and of their mail only how much is shared. */
export const teamUser = z.object({
  id,
  name: z.string(),
  address: z.string(),
  profile: z.string(),
  active: z.boolean(),
  /** Has a login on the team's server. */
  invited: z.boolean(),
  /** Decided for this user alone; null: as for the profile. */
  sharing: sharingDecision.nullable(),
  locked: z.boolean().nullable(),
  /** What that comes to. */
  decision: sharingDecision,
  held: z.boolean(),
  mailboxes: z.array(teamMailbox),
  /** Mails of theirs that are published. */
  shared: z.number(),
  mailOff: z.number().nullable(),
  keep: z.object({ folders: z.boolean(), mail: z.boolean() }),
  backedUp: z.number().nullable(),
  /** Why their mail cannot be backed up; null: it can. */
  noBackup: z.enum(['private', 'nothing', 'tooLate']).nullable()
})
export type TeamUser = z.infer<typeof teamUser>

export const decidedFor = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('profile'), id: z.string().max(64) }),
  z.object({ kind: z.literal('user'), id })
])

/** How far a folder of a leaver's mailbox was read. */
export const backupFolder = z.object({
  mailbox: id,
  folder: z.string(),
  /** Mails that were looked at, of `total`. */
  seen: z.number(),
  total: z.number(),
  /** Of these: new and kept; not to be read. */
  kept: z.number(),
  failed: z.number(),
  done: z.boolean()
})
export type BackupFolder = z.infer<typeof backupFolder>

export const backup = z.object({
  id,
  user: id,
  /** The user's, also once they are deleted. */
  name: z.string(),
  started: z.number(),
  /** Null: it was cut off, and goes on when it is begun again. */
  finished: z.number().nullable(),
  mails: z.number(),
  expected: z.number(),
  octets: z.number(),
  /** SHA-256 over the keys and texts of its mails in their order. */
  hash: z.string(),
  /** Of mailboxes that were signed in to; empty: only what was published is kept. */
  folders: z.array(backupFolder)
})
export type Backup = z.infer<typeof backup>

export const auditEntry = z.object({
  id: z.number(),
  at: z.number(),
  who: z.string(),
  act: z.string(),
  about: z.string(),
  was: z.record(z.string(), z.unknown()).nullable(),
  now: z.record(z.string(), z.unknown()).nullable()
})
export type AuditEntry = z.infer<typeof auditEntry>

export const administration = area(
  {
    'workspace.team': call(
      nothing,
      z.object({
        users: z.array(teamUser),
        /** For all, and what profiles say otherwise. */
        decision: sharingDecision,
        locked: z.boolean(),
        profiles: z.array(
          z.object({
            id: z.string(),
            name: z.string(),
            emailSettings: z.boolean(),
            sharing: sharingDecision.nullable(),
            locked: z.boolean().nullable(),
            users: z.number()
          })
        ),
        /** Addresses and @domains that nobody shares mail with. */
        excluded: z.array(z.string()),
        /** Whose records everybody sees: all, or one's own and those of nobody. */
        records: z.enum(['all', 'own'])
      })
    ),
    /** Null: as the wider one says. Where it is not 'choice', the mailboxes concerned follow at once. */
    'workspace.decideSharing': call(
      z.object({ of: decidedFor, decision: sharingDecision.nullable(), locked: z.boolean().nullable() }),
      nothing
    ),
    'workspace.setExcluded': call(
      z.object({ entries: z.array(z.string().trim().min(3).max(320)).max(1000) }),
      nothing
    ),
    'workspace.setRecordAccess': call(z.object({ records: z.enum(['all', 'own']) }), nothing),
    /** A profile of the team's own, `id` '' for a new one. Administrator and Standard keep their names. */
    'workspace.saveProfile': call(
      z.object({
        id: z.string().max(64),
        name: z.string().trim().min(1).max(60),
        emailSettings: z.boolean()
      }),
      z.object({ id: z.string() })
    ),
    /** Throws workspace.invalid {field: 'profile'} while users have it, or for one of the two that are always there. */
    'workspace.removeProfile': call(z.object({ id: z.string().max(64) }), nothing),
    /** Ends a user's email integration: their app reads no mail any more, and nobody sees what they shared until it is backed up. */
    'workspace.deactivateMail': call(
      z.object({ user: id, keep: z.object({ folders: z.boolean(), mail: z.boolean() }) }),
      nothing
    ),
    'workspace.activateMail': call(z.object({ user: id }), nothing),
    /**
     * Keeps what a user shared, and what touches records in the mailboxes that were signed in to: counted and hashed, and
     * from then on seen on its records whatever becomes of the user. The sign-ins are forgotten, however it ends. Begun
     * again it goes on; `withoutRest`: with what is there. Throws leaver.private, leaver.nothing, leaver.tooLate;
     * leaver.unfinished where a mailbox was begun and is not read to its end; what broke the connection.
     */
    'workspace.backUp': call(z.object({ user: id, withoutRest: z.boolean().default(false) }), backup),
    'workspace.backups': call(nothing, z.array(backup)),
    'workspace.audit': call(
      z.object({
        before: z.number().nullable().default(null),
        limit: z.number().int().min(1).max(200).default(50)
      }),
      z.object({ entries: z.array(auditEntry), next: z.number().nullable() })
    ),
    /** This rep's app tells that it reads a mailbox; of the mail it tells nothing. */
    'workspace.mailboxSeen': call(
      z.object({ id, state: z.string().max(40), synced: z.number().nullable() }),
      nothing
    )
  },
  {
    /** `reading`: folders of a mailbox. `counting`: all that is kept, twice. `saving`: into a file. */
    'workspace.backUpProgress': z.object({
      user: id,
      stage: z.enum(['reading', 'counting', 'saving']),
      /** The mailbox and the folder that is read. */
      mailbox: id.nullable(),
      folder: z.string(),
      done: z.number(),
      total: z.number()
    })
  }
)

/** The sign-in to a leaver's mailbox and the file of a backup: the core's own work, for administrators only. */
export const leavers = area(
  {
    /**
     * Tries to log in to a leaver's mailbox and keeps the way in, in memory, for the backup that follows. It is forgotten
     * with it, with `leavers.forget`, or after 15 minutes. Throws workspace.notAllowed, leaver.deactivateFirst.
     */
    'leavers.signIn': call(
      z.object({
        mailbox: id,
        server,
        password: z.string().min(1).max(1000).optional(),
        /** In place of a password: what `oauth.finish` answered. It is used up. */
        grant: z.string().max(200).optional(),
        trustedCertificates: z.array(z.string().max(200)).max(20).default([])
      }),
      testReport.shape.steps.element
    ),
    /** Mailboxes that a backup could sign in to at this moment. */
    'leavers.signedIn': call(nothing, z.array(id)),
    'leavers.forget': call(nothing, nothing),
    /**
     * Writes a finished backup into one file, its mails composed anew. Where the shell has no dialog, `download` is the
     * address of that file. `same`: its count and hash are the backup's.
     */
    'leavers.save': call(
      z.object({ backup: id, form: z.enum(['mbox', 'zip']) }),
      z.object({
        saved: z.boolean(),
        folder: z.string().nullable(),
        download: z.string().nullable(),
        name: z.string(),
        mails: z.number(),
        same: z.boolean()
      })
    )
  },
  {}
)
