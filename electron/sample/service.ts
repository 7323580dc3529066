import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Account, AccountDraft } from '../../shared/contract/accounts.ts'
import { usual } from '../../shared/new-account.ts'
import type { Services } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/errors.ts'
import type { Host, Settings } from '../host/host.ts'
import { loadCrm, me } from './crm.ts'
import type { Ports } from './protocol.ts'
import { sampleRecords, type SampleRecords } from './records.ts'
import { startServers, type Servers } from './servers.ts'

export type { SampleRecords } from './records.ts'

export interface SampleDeps {
  host: Pick<Host, 'dataFolder' | 'resourcesFolder' | 'settings' | 'secrets' | 'log' | 'openSample'>
  accounts(): Account[]
  /** @param named told its id before anybody hears of the account */
  addAccount(draft: AccountDraft, named: (id: string) => void): Promise<Account>
  /** Marks it for removal; the keeper drops its mail. */
  removeAccount(id: string): Promise<void>
  /** The saved ports were taken by another program. */
  updatePorts(id: string, ports: { incoming: number; outgoing: number }): Promise<void>
  /** They are about to be put in: where they go is opened. */
  warmRecords(): void
  /** Both may be done twice. */
  insertRecords(sample: SampleRecords): Promise<void>
  removeRecords(): Promise<void>
}

export interface SampleService {
  handlers: Pick<Services, 'sample.status' | 'sample.install' | 'sample.remove'>
  /** At launch: starts the servers when the sample is installed, goes on where a removal stopped. Never throws,
   * and goes on by itself when it takes long. */
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
  /** The CRM records are in the workspace. */
  records: boolean
  state: 'installing' | 'installed' | 'removing'
}

const key = 'sample'
const secret = 'sample/password'
/** A removed account is gone once the keeper has dropped its mail. */
const removalWithin = 10_000
const defaultReplyAfter = 20_000
/** A workspace that is being made takes seconds: the mail does not wait for it any longer than this. */
const recordsWithin = 1_200

/** The window does not wait longer than this for the sample. */
const startWithin = 4_000

/** Holds nothing open at the end of the process. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref())
}

/** Whether an account is the sample's: nothing that is meant for real mailboxes holds for it. */
export function isSampleAccount(settings: Pick<Settings, 'get'>, id: string): boolean {
  return settings.get<Saved>(key)?.account === id
}

/** A mailbox to try things with: an IMAP account like any other, on servers of our own, and records beside it. */
export function createSample(deps: SampleDeps): SampleService {
  const { host } = deps
  const folder = join(host.dataFolder, 'sample')
  const resources = join(host.resourcesFolder, 'sample')
  let servers: Servers | null = null
  let closed = false
  let failures = 0
  let lastFailure = 0
  /** Number of the insertion that goes on; 0: none. */
  let insertion = 0
  let insertions = 0
  let attempt: Promise<unknown> | null = null
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
    tryAgain()
  }

  /** Waits longer each time, and gives up after a row of failures until the next launch. */
  function tryAgain(): void {
    const recently = Date.now() - lastFailure < 600_000
    failures = recently ? failures + 1 : 1
    lastFailure = Date.now()
    if (closed || failures > 6) return
    void pause(250 * 2 ** failures).then(() => inTurn(serveSaved))
  }

  async function serveSaved(): Promise<void> {
    const state = saved()
    if (closed || state?.state !== 'installed') return
    if (!state.records && !insertion) void insertRecords(state.now).catch(() => undefined)
    await serve(state).catch((error: unknown) => {
      host.log.error('sample.notServing', { detail: error instanceof Error ? error.message : 'unknown' })
      tryAgain()
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
    while (twin()?.state === 'removing' && Date.now() < limit) await pause(50)
    const server = { host: '127.0.0.1', security: 'never' as const, user: state.user }
    const draft: AccountDraft = {
      displayName: rep[1],
      address,
      service: null,
      protocol: 'imap',
      ...usual,
      incoming: { ...server, port: ports.imap },
      outgoing: { ...server, port: ports.smtp, authentication: true, storeSent: true },
      period: { everything: true },
      password: await password(),
      trustedCertificates: []
    }
    // first: nothing that is meant for real mailboxes holds for it, from the moment that it is there
    return deps.addAccount(draft, (account) => save({ account }))
  }

  /** Puts the records in, again and again until they are there; only the first failure is told. */
  function insertRecords(now: number): Promise<void> {
    const sample = sampleRecords(loadCrm(resources), now)
    const mine = ++insertions
    insertion = mine
    const wanted = () => !closed && insertion === mine
    const first = deps.insertRecords(sample)
    attempt = first.catch(() => undefined)
    const keepTrying = async () => {
      for (let wait = 1000; wanted(); wait = Math.min(wait * 2, 60_000)) {
        await pause(wait)
        if (!wanted()) return
        host.log.info('sample.recordsAgain', { wait })
        const next = deps.insertRecords(sample).then(
          () => true,
          () => false
        )
        attempt = next
        if (await next) return
      }
    }
    void first.catch(keepTrying).then(() => {
      if (!wanted()) return
      insertion = 0
      save({ records: true })
    })
    return first
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
      const ports = { imap: 0, smtp: 0 }
      state = { now: Date.now(), user, ports, account: null, records: false, state: 'installing' }
      host.settings.set(key, state)
    }
    // Made side by side, and neither left alone when the other fails.
    const records = state.records || insertion ? Promise.resolve() : insertRecords(state.now)
    const [running, inserted] = await Promise.allSettled([
      serve(state),
      Promise.race([records, pause(recordsWithin)])
    ])
    if (running.status === 'rejected') throw running.reason
    if (inserted.status === 'rejected') throw inserted.reason
    const account = accountOf(state) ?? (await addAccount(state, running.value.ports))
    save({ account: account.id, state: 'installed' })
    return { account: account.id }
  }

  async function remove(): Promise<void> {
    const state = saved()
    if (!state) return
    save({ state: 'removing' })
    const account = accountOf(state)
    if (account) await deps.removeAccount(account.id)
    insertion = 0
    await attempt
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
    async start() {
      // the window will ask for it
      if (host.openSample && !saved() && deps.accounts().length === 0) deps.warmRecords()
      const started = inTurn(async () => {
        if (saved()?.state !== 'removing') return serveSaved()
        await remove().catch((error: unknown) => {
          host.log.error('sample.notRemoved', { detail: error instanceof Error ? error.message : 'unknown' })
        })
      })
      await Promise.race([started, pause(startWithin)])
    },
    async close() {
      closed = true
      await queue
      await servers?.close()
      servers = null
    }
  }
}
