import { z } from 'zod'
import { sharing, sharingDecision } from './accounts.ts'
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
  hash: z.string()
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
     * Keeps what a user shared: counted and hashed, and from then on seen on its records whatever becomes of the user.
     * Begun again it goes on. Throws leaver.private, leaver.nothing, leaver.tooLate.
     */
    'workspace.backUp': call(z.object({ user: id }), backup),
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
  {}
)
