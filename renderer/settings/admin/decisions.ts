import type { SharingDecision } from '../../../shared/contract/accounts.ts'
import { backUpWithin, type TeamUser } from '../../../shared/contract/administration.ts'
import type { Output } from '../../../shared/contract/index.ts'
import { administration } from '../../words/en/administration.ts'

const { means: words, users: userWords } = administration

export type Team = Output<'workspace.team'>
/** For all, a profile or a user; `sharing` and `locked` null: as the wider one says. */
export interface Decision {
  of: { kind: 'all' } | { kind: 'profile'; id: string } | { kind: 'user'; id: string }
  decision: SharingDecision | null
  locked: boolean | null
}

type Outcome = Pick<TeamUser, 'decision' | 'held'>

/** What comes of a decision for one user, as `sharing_of` will say once it is saved: the narrower over the wider. */
export function outcomeOf(user: TeamUser, team: Team, { of, decision, locked }: Decision): Outcome {
  const profile = team.profiles.find(({ id }) => id === user.profile)
  const all = of.kind === 'all'
  const ofProfile = of.kind === 'profile' && of.id === user.profile
  const ofUser = of.kind === 'user' && of.id === user.id
  return {
    decision:
      (ofUser ? decision : user.sharing) ??
      (ofProfile ? decision : profile?.sharing) ??
      (all ? decision : team.decision) ??
      'choice',
    held:
      (ofUser ? locked : user.locked) ??
      (ofProfile ? locked : profile?.locked) ??
      (all ? locked : team.locked) ??
      false
  }
}

/** What a decision does to whom, in words, before it is saved. */
export function consequences(team: Team, decision: Decision): string[] {
  const changed = team.users.map((user) => ({ user, after: outcomeOf(user, team, decision) }))
  const moved = changed.filter(({ user, after }) => after.decision !== user.decision)
  const held = changed.filter(({ user, after }) => after.held !== user.held)
  const said = (['public', 'custom', 'private', 'choice'] as const).flatMap((to) => {
    const users = moved.filter(({ after }) => after.decision === to).map(({ user }) => user)
    const connected = to === 'choice' ? users : users.filter(({ mailboxes }) => mailboxes.length > 0)
    if (connected.length === 0) return []
    const mails = connected.reduce((sum, { shared }) => sum + shared, 0)
    return [to === 'private' ? words.private(connected.length, mails) : words[to](connected.length)]
  })
  const locked = held.filter(({ after }) => after.held).length
  const opened = held.length - locked
  if (locked > 0) said.push(words.locked(locked))
  if (opened > 0) said.push(words.open(opened))
  return said.length > 0 ? said : [words.none]
}

/** Where a user's sharing is decided: for this user, by the profile, for all. */
export function decidedBy(user: TeamUser, { profiles }: Team): string {
  if (user.sharing !== null) return userWords.from.user
  const profile = profiles.find(({ id }) => id === user.profile)
  return profile?.sharing ? userWords.from.profile(profile.name) : userWords.from.all
}

export type UserState = 'active' | 'off' | 'backedUp' | 'left'
export const stateOf = ({ active, mailOff, backedUp }: TeamUser): UserState =>
  mailOff !== null ? (backedUp !== null ? 'backedUp' : 'off') : active ? 'active' : 'left'
export const hasLeft = (user: TeamUser): boolean => stateOf(user) !== 'active'

/** Whose shared mail will be deleted unless it is backed up, the most urgent first. */
export function urgent(users: readonly TeamUser[]): TeamUser[] {
  return users
    .filter(({ mailOff, backedUp, shared }) => mailOff !== null && backedUp === null && shared > 0)
    .toSorted((a, b) => (a.mailOff ?? 0) - (b.mailOff ?? 0))
}
export const deletedAt = (mailOff: number): number => mailOff + backUpWithin
/** Whole days that are left for a backup; the last one counts. */
export const daysLeft = (mailOff: number, now = Date.now()): number =>
  Math.max(0, Math.ceil((deletedAt(mailOff) - now) / 86_400_000))
export const partLeft = (mailOff: number, now = Date.now()): number =>
  Math.min(1, Math.max(0, (deletedAt(mailOff) - now) / backUpWithin))
