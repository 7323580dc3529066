import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Account, AccountDraft } from '../../shared/contract/accounts.ts'
import type { Services } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/errors.ts'
import type { Host } from '../host/host.ts'
import { loadCrm, me } from './crm.ts'
import type { Ports } from './protocol.ts'
import { sampleRecords, type SampleRecords } from './records.ts'
import { startServers, type Servers } from './servers.ts'

export type { SampleRecords } from './records.ts'

export interface SampleDeps {
  host: Pick<Host, 'dataFolder' | 'resourcesFolder' | 'settings' | 'secrets' | 'log'>
  accounts(): Account[]
  addAccount(draft: AccountDraft): Promise<Account>
  /** Marks it for removal; the keeper drops its mail. */
  removeAccount(id: string): Promise<void>
  /** The saved ports were taken by another program. */
  updatePorts(id: string, ports: { incoming: number; outgoing: number }): Promise<void>
  /** Both may be done twice. */
  insertRecords(sample: SampleRecords): Promise<void>
  removeRecords(): Promise<void>
}

export interface SampleService {
  handlers: Pick<Services, 'sample.status' | 'sample.install' | 'sample.remove'>
  /** At launch: starts the servers when the sample is installed, goes on where a removal stopped. Never throws. */
  start(): Promise<void>
  close(): Promise<void>
}

/** What settings remember; saved before each step that needs it. */
interface Saved {
  /** The moment the sample is told from, ms since 1970. */
  now: number
  user: string
  ports: Ports
  account: string | null
  state: 'installing' | 'installed' | 'removing'
}

const key = 'sample'
const secret = 'sample/password'
/** A removed account is gone once the keeper has dropped its mail. */
const removalWithin = 10_000
const defaultReplyAfter = 20_000

/** A mailbox to try things with: an IMAP account like any other, on servers of our own, and records beside it. */
export function createSample(deps: SampleDeps): SampleService {
  const { host } = deps
  const folder = join(host.dataFolder, 'sample')
  const resources = join(host.resourcesFolder, 'sample')
  let servers: Servers | null = null
  let closed = false
  let losses = 0
  let queue: Promise<unknown> = Promise.resolve()

  const saved = () => host.settings.get<Saved>(key)
  const save = (change: Partial<Saved>): Saved => {
    const next = { ...(saved() as Saved), ...change }
    host.settings.set(key, next)
    return next
  }
  const accountOf = (state: Saved | undefined): Account | undefined =>
    state?.account
      ? deps.accounts().find(({ id, state: kept }) => id === state.account && kept !== 'removing')
      : undefined

  /** One act after the other: two clicks on install are one installation. */
  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = queue.then(act)
    queue = turn.catch(() => undefined)
    return turn
  }

  async function password(): Promise<string> {
    const kept = await host.secrets.read(secret)
    if (kept) return kept
    const made = randomBytes(18).toString('hex')
    await host.secrets.write(secret, made)
    return made
  }

  async function serve(state: Saved): Promise<Servers> {
    if (servers) return servers
    const replyAfter = host.settings.get<number | null>('sampleReplyAfter')
    const setup = {
      folder,
      resources,
      now: state.now,
      user: state.user,
      password: await password(),
      ports: state.ports,
      replyAfter: replyAfter === undefined ? defaultReplyAfter : replyAfter
    }
    const started = await startServers(setup, host.log, onLost)
    servers = started
    const { imap, smtp } = started.ports
    if (imap !== state.ports.imap || smtp !== state.ports.smtp) {
      save({ ports: started.ports })
      const account = accountOf(state)
      if (account) await deps.updatePorts(account.id, { incoming: imap, outgoing: smtp })
    }
    host.log.info('sample.serving', { messages: started.messages, made: started.made })
    return started
  }

  function onLost(): void {
    servers = null
    losses++
    if (closed || losses > 5) return
    const timer = setTimeout(() => void inTurn(serveSaved), 250 * 2 ** losses)
    timer.unref()
  }

  async function serveSaved(): Promise<void> {
    const state = saved()
    if (closed || state?.state !== 'installed') return
    await serve(state).catch((error: unknown) => {
      host.log.error('sample.notServing', { detail: error instanceof Error ? error.message : 'unknown' })
    })
  }

  async function addAccount(state: Saved, ports: Ports): Promise<Account> {
    const crm = loadCrm(resources)
    const rep = crm.users.find(([name]) => name === me)
    if (!rep) throw new AppError('sample.failed', { detail: 'nobody owns the mailbox' })
    const address = `${rep[2]}@${crm.domain}`
    const twin = () => deps.accounts().find((one) => one.address.toLowerCase() === address)
    // A crash after the account was added and before its id was noted.
    const before = twin()
    if (
      before?.incoming.host === '127.0.0.1' &&
      before.incoming.port === ports.imap &&
      before.state !== 'removing'
    )
      return before
    const limit = Date.now() + removalWithin
    while (twin()?.state === 'removing' && Date.now() < limit)
      await new Promise((resolve) => setTimeout(resolve, 50))
    const server = { host: '127.0.0.1', security: 'never' as const, user: state.user }
    return deps.addAccount({
      displayName: rep[1],
      address,
      service: null,
      protocol: 'imap',
      incoming: { ...server, port: ports.imap },
      outgoing: { ...server, port: ports.smtp, authentication: true, storeSent: true },
      period: { everything: true },
      password: await password(),
      trustedCertificates: []
    })
  }

  async function install(): Promise<{ account: string }> {
    let state = saved()
    if (state?.state === 'removing') {
      await remove()
      state = undefined
    }
    const installed = accountOf(state)
    if (state?.state === 'installed' && installed && servers) return { account: installed.id }
    if (!state) {
      const user = `maya-${randomBytes(4).toString('hex')}`
      host.settings.set(key, {
        now: Date.now(),
        user,
        ports: { imap: 0, smtp: 0 },
        account: null,
        state: 'installing'
      } satisfies Saved)
      state = saved() as Saved
    }
    const { now } = state
    // The mailbox and the records are made side by side.
    const [running] = await Promise.all([
      serve(state),
      deps.insertRecords(sampleRecords(loadCrm(resources), now))
    ])
    const account = accountOf(state) ?? (await addAccount(state, running.ports))
    save({ account: account.id, state: 'installed' })
    return { account: account.id }
  }

  async function remove(): Promise<void> {
    const state = saved()
    if (!state) return
    save({ state: 'removing' })
    const account = accountOf(state)
    if (account) await deps.removeAccount(account.id)
    await deps.removeRecords()
    await servers?.close()
    servers = null
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    await host.secrets.remove(secret)
    host.settings.delete(key)
  }

  const failed = (error: unknown): never => {
    if (error instanceof AppError) throw error
    throw new AppError(
      'sample.failed',
      { detail: error instanceof Error ? error.message : 'unknown' },
      { cause: error }
    )
  }

  return {
    handlers: {
      'sample.status': () => {
        const state = saved()
        return { installed: state?.state === 'installed', account: accountOf(state)?.id ?? null }
      },
      'sample.install': () => inTurn(install).catch(failed),
      'sample.remove': () => inTurn(remove).then(() => ({}), failed)
    },
    start: () =>
      inTurn(async () => {
        if (saved()?.state !== 'removing') return serveSaved()
        await remove().catch((error: unknown) => {
          host.log.error('sample.notRemoved', { detail: error instanceof Error ? error.message : 'unknown' })
        })
      }),
    async close() {
      closed = true
      await queue
      await servers?.close()
      servers = null
    }
  }
}
