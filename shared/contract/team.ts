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
  administrator: z.boolean(),
  /** The schema is older or newer than this app: what it can be read of is read, nothing is changed. */
  readOnly: z.boolean(),
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
     * Copies the records of the data folder into the team's workspace, and answers how many of each kind; they stay
     * here too. For administrators. Throws team.notEmpty, workspace.notAllowed.
     */
    'team.bring': call(nothing, z.record(recordKind, z.number()))
  },
  { 'team.changed': teamState }
)
