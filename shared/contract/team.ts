import { z } from 'zod'
import { wireError } from '../errors.ts'
import { area, call, nothing } from './define.ts'
import { recordKind } from './records.ts'

/** Where the workspace is, and how the app does there. */
export const teamState = z.object({
  /** `here`: embedded, in the data folder. `team`: on a PostgreSQL server. */
  where: z.enum(['here', 'team']),
  /** Of the workspace, the server and the rep; '' here, or while nothing of it was read yet. */
  name: z.string(),
  host: z.string(),
  database: z.string(),
  user: z.string(),
  /** The rep's user; '' here, or while nothing of it was read yet. */
  userId: z.string(),
  administrator: z.boolean(),
  /** The schema is older or newer than this app: what it can be read of is read, nothing is changed. */
  readOnly: z.boolean(),
  /** The schema is older than this app's, and who of the server may update it. Null: it is not, or is not known. */
  older: z.object({ from: z.number(), to: z.number(), owner: z.string() }).nullable(),
  reach: z.enum(['ok', 'connecting', 'lost']),
  /** Why it is lost. */
  problem: wireError.nullable(),
  /** How changes of others come: told by the server, asked for each second, or not at all. */
  news: z.enum(['live', 'polling', 'none'])
})
export type TeamState = z.infer<typeof teamState>

export const team = area(
  {
    'team.state': call(nothing, teamState),
    /**
     * Joins by an invitation's text or link (shared/team/invitation.ts), which serves once. The workspace is the team's from then on; the
     * one in the data folder is kept as it is. Throws team.badInvitation, team.usedInvitation, workspace.notMember and net.*.
     */
    'team.join': call(z.object({ invitation: z.string().max(100_000) }), teamState),
    /** Back to the workspace in the data folder. */
    'team.leave': call(nothing, teamState),
    /**
     * A new password for a user and what to hand them; what they had before serves no more. For administrators.
     * Throws workspace.notAllowed, workspace.notFound.
     */
    'team.invite': call(
      z.object({ user: z.uuid() }),
      z.object({ text: z.string(), link: z.string(), file: z.string() })
    ),
    /**
     * Brings the server's schema to this app's version, signed in as the owner of its tables, whose password is used
     * for this alone and kept nowhere. Older apps then read only. For administrators. Throws team.notOwner,
     * team.ownerRefused, workspace.newer, workspace.notMigrated, workspace.notAllowed and net.*.
     */
    'team.migrate': call(
      z.object({ user: z.string().trim().min(1).max(63), password: z.string().max(1_000) }),
      teamState
    ),
    /**
     * Copies the records of the data folder into the team's workspace, and answers how many of each kind; they stay
     * here too. For administrators. Throws team.notEmpty, workspace.notAllowed.
     */
    'team.bring': call(nothing, z.record(recordKind, z.number()))
  },
  {
    'team.changed': teamState,
    /** After each step of team.migrate. */
    'team.migrating': z.object({ done: z.number(), of: z.number() })
  }
)
