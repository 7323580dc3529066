import { z } from 'zod'
import type { TeamState } from '../../../shared/contract/team.ts'
import type { Emit, Output, Services } from '../../../shared/contract/index.ts'
import { AppError, toWire, type WireError } from '../../../shared/errors.ts'
import {
  readInvitation,
  teamServer,
  writeInvitation,
  type TeamServer
} from '../../../shared/team/invitation.ts'
import type { Host } from '../../host/host.ts'
import { loadAuthorities } from '../../wire/authorities.ts'
import type { Client } from '../client.ts'
import type { Login } from '../postgres.ts'
import type { About } from './about.ts'
import { newPassword, scramVerifier } from './scram.ts'

export type TeamCall =
  'team.state' | 'team.join' | 'team.leave' | 'team.invite' | 'team.bring' | 'team.migrate'
type Handlers = Pick<Services, TeamCall>

export interface TeamDeps {
  host: Pick<Host, 'settings' | 'secrets' | 'log'>
  emit: Emit
  call: Client['call']
  /** The workspace is another one from now on. */
  moved(): Promise<void>
}
export interface Team {
  handlers: Handlers
  /** What the workspace's thread opens; null: the database in the data folder. Throws team.usedInvitation, secrets.unavailable. */
  login(): Promise<Login | null>
  reach(reach: TeamState['reach'], problem: WireError | null): void
  news(news: TeamState['news']): void
  /** What the login is told of its workspace may be different now. */
  stale(): void
}

const key = 'team'
const saved = z.object({
  server: teamServer,
  name: z.string(),
  user: z.string(),
  userId: z.string().default(''),
  administrator: z.boolean()
})
const secretOf = ({ login }: TeamServer): string => `team/${login}`
const deadline = 20_000
/** Opens the other database, and copies all of it. */
const bringDeadline = 10 * 60_000
const here: TeamState = {
  where: 'here',
  name: '',
  host: '',
  database: '',
  user: '',
  userId: '',
  administrator: true,
  readOnly: false,
  older: null,
  reach: 'ok',
  problem: null,
  news: 'none'
}

/** Which workspace this app is in, and the way into a team's. */
export function createTeam({ host, emit, call, moved }: TeamDeps): Team {
  let reached: Pick<TeamState, 'reach' | 'problem' | 'news'> = begun()
  let schema: Pick<TeamState, 'readOnly' | 'older'> = ours
  let migrating = false
  let told = ''

  const read = () => saved.safeParse(host.settings.get(key)).data

  function state(): TeamState {
    const team = read()
    if (!team) return here
    const { server, ...known } = team
    const { host: at, database } = server
    return { where: 'team', host: at, database, ...known, ...schema, ...reached }
  }
  function tell(): void {
    const now = state()
    const text = JSON.stringify(now)
    if (text === told) return
    told = text
    emit('team.changed', now)
  }
  function learn({ readOnly, older, ...about }: About): void {
    const team = read()
    if (!team) return
    schema = { readOnly, older }
    const now = { ...team, ...about }
    if (JSON.stringify(now) !== JSON.stringify(team)) host.settings.set(key, now)
  }
  async function refresh(): Promise<void> {
    if (!read()) return
    try {
      learn((await call({ name: 'about', input: null }, deadline)) as About)
    } catch {
      // its reach says that it is away; what was known is shown
    }
    tell()
  }

  async function enter({ server, password }: Login): Promise<About> {
    if (server.tls && !server.certificate) await loadAuthorities()
    const { enterAgain, enterWith } = await import('./join.ts')
    const next = newPassword()
    const before = await host.secrets.read(secretOf(server))
    const keep = (): Promise<void> => host.secrets.write(secretOf(server), next)
    try {
      return await enterWith({ server, password }, next, keep)
    } catch (error) {
      // it was this app that used it, and died before it could say so
      if (!(error instanceof AppError) || error.code !== 'team.usedInvitation' || before === null) throw error
      return await enterAgain({ server, password: before })
    }
  }

  const handlers: Handlers = {
    'team.state': async () => {
      // what it learns is told: a server that is slow to say keeps nobody waiting
      if (reached.reach === 'ok') void refresh()
      return state()
    },
    'team.join': async ({ invitation }) => {
      const { server, password } = readInvitation(invitation)
      const about = await enter({ server, password })
      const { readOnly, older, ...known } = about
      host.settings.set(key, { server, ...known })
      reached = begun()
      schema = { readOnly, older }
      host.log.info('team.joined', { tls: server.tls, readOnly })
      await moved()
      tell()
      return state()
    },
    'team.leave': async () => {
      const team = read()
      if (!team) return here
      host.settings.delete(key)
      await host.secrets.remove(secretOf(team.server))
      reached = begun()
      schema = ours
      host.log.info('team.left')
      await moved()
      tell()
      return state()
    },
    'team.invite': async ({ user }) => {
      const team = read()
      if (!team) throw new AppError('workspace.notMember')
      const password = newPassword()
      const input = { user, verifier: await scramVerifier(password) }
      const made = (await call({ name: 'invite', input }, deadline)) as { login: string; user: string }
      const server = { ...team.server, login: made.login }
      const names = { workspace: team.name, user: made.user, by: team.user }
      return { ...writeInvitation({ server, password, ...names }), file: fileName(made.user) }
    },
    'team.migrate': async (owner) => {
      const team = read()
      if (!team) throw new AppError('workspace.notMember')
      await refresh()
      if (!state().administrator) throw new AppError('workspace.notAllowed')
      if (migrating) throw new AppError('workspace.unavailable', { why: 'slow' })
      migrating = true
      try {
        if (team.server.tls && !team.server.certificate) await loadAuthorities()
        const { migrateAs } = await import('./upgrade.ts')
        const version = await migrateAs(team.server, owner, (done, of) =>
          emit('team.migrating', { done, of })
        )
        host.log.info('team.migrated', { version })
      } finally {
        migrating = false
      }
      await refresh()
      emit('workspace.changed', { version: 0 })
      return state()
    },
    'team.bring': async () => {
      if (!read()) throw new AppError('workspace.notMember')
      return (await call({ name: 'bring', input: null }, bringDeadline)) as Output<'team.bring'>
    }
  }

  return {
    handlers,
    async login() {
      const server = read()?.server
      if (!server) return null
      const password = await host.secrets.read(secretOf(server)).catch((error: unknown) => {
        reached = { ...reached, reach: 'lost', problem: toWire(error) }
        tell()
        throw error
      })
      // an empty one is refused by the server, with words that fit
      return { server, password: password ?? '' }
    },
    reach(reach, problem) {
      reached = { ...reached, reach, problem }
      if (reach === 'ok') void refresh()
      else tell()
    },
    news(news) {
      reached = { ...reached, news }
      tell()
    },
    stale: () => void refresh()
  }
}

const ours = { readOnly: false, older: null }
const begun = () => ({ reach: 'connecting' as const, problem: null, news: 'none' as const })

const fileName = (user: string): string =>
  `${user.replaceAll(/[^\p{L}\p{N} .-]/gu, '').trim() || 'invitation'}.salesinbox-invitation`
