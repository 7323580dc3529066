import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Ability, Account, Server } from '../../shared/contract/accounts.ts'
import type { CallName, Emit, Services } from '../../shared/contract/index.ts'
import type { Act, Content } from '../../shared/contract/mail.ts'
import { diskError } from '../../shared/disk-error.ts'
import { AppError, toWire, type WireError } from '../../shared/errors.ts'
import type { Host } from '../host/host.ts'
import type { Secret } from '../wire/login.ts'
import type { Target, Way } from '../wire/tunnel.ts'
import type { EngineListeners } from '../imap/engine.ts'
import { type AccountFacts, createKnownAccounts } from './accounts.ts'
import { createEngines, engineOf, popFolder } from './engines.ts'
import { createFetched } from './fetched.ts'

export interface MailDeps {
  host: Pick<Host, 'resourcesFolder' | 'dataFolder' | 'log' | 'onWake'>
  emit: Emit
  account(id: string): Promise<AccountFacts>
  /** For a login by token: see electron/login.ts. */
  accessToken(account: string, refused: string | null): Promise<string>
  /** Calls back when an account's settings, secret or state changed. */
  onAccountsChanged(listener: () => void): unknown
  files: {
    putStream(account: string, source: AsyncIterable<Uint8Array>): Promise<{ hash: string; size: number }>
    read(account: string, hash: string, limit?: number): Promise<Uint8Array>
  }
  /** The proxy to a server; null: none. */
  wayTo?(server: Target): Promise<Way | null>
  /** The bytes of a mail. */
  compile(content: Content, account: string): Promise<Uint8Array>
}

export type MailHandlers = Pick<Services, Extract<CallName, `mail.${string}`>>
export type MailService = ReturnType<typeof createMail>

/** Main's side of mail: who may pull (the lease), and which worker does it. It holds no mail. */
export function createMail(deps: MailDeps) {
  const { host, emit } = deps
  const watched = new Set<string>()
  let lease = 0

  const listeners: EngineListeners = {
    event(name, payload) {
      if (name === 'news' && 'folder' in payload) emit('mail.news', payload)
      if (name === 'connection' && 'state' in payload) {
        const { account, state } = payload
        host.log.info('mail.connection', { account, state: state.state, code: state.error?.code ?? null })
        emit('mail.connection', { account, ...state })
      }
    },
    accessToken: deps.accessToken,
    lost() {
      accounts.forgetAll()
      // not at once: what ended it may end the next one too
      setTimeout(() => {
        for (const account of watched) void resume(account)
      }, 2000).unref()
    }
  }
  const wayTo = deps.wayTo ?? (async () => null)
  const engines = createEngines(host, listeners)
  const accounts = createKnownAccounts(() => engines, deps.account, wayTo)
  const fetched = createFetched(deps.files, accounts.ready)
  const running = () => Object.values(engines).filter((engine) => engine.started())
  const offWake = host.onWake(() => {
    for (const engine of running()) void engine.call('wake', null).catch(() => undefined)
  })
  deps.onAccountsChanged(() => void changed())

  async function resume(account: string): Promise<void> {
    try {
      await (await accounts.ready(account)).call('watch', { account, on: true })
    } catch (error) {
      host.log.warn('mail.watchFailed', { account, code: toWire(error).code })
    }
  }

  async function changed(): Promise<void> {
    await accounts.changed()
    for (const account of watched) {
      const facts = await deps.account(account).catch(() => null)
      if (facts?.account.state === 'active') await resume(account)
    }
  }

  /** The bytes of an append are made here: what the worker knows of MIME is how to read it. */
  async function bytesOf(account: string, act: Act): Promise<Uint8Array | null> {
    return act.kind === 'append' ? await deps.compile(act.content, account) : null
  }

  const handlers: MailHandlers = {
    'mail.lease': async () => {
      // above every lease of an earlier run too: a page that slept through a restart holds an old number
      lease = Math.max(lease + 1, Date.now())
      for (const engine of running()) await engine.call('closeRounds', null)
      emit('mail.leaseTaken', { lease })
      return { lease }
    },
    'mail.folders': async ({ account }) => {
      const engine = await accounts.ready(account)
      return await engine.call('folders', { account })
    },
    'mail.openRound': async ({ account, lease: _, ...input }) => {
      const engine = await accounts.ready(account)
      return await engine.call('openRound', { account, input })
    },
    'mail.nextBatch': ({ round, unknown }) => engineOf(engines, round).call('nextBatch', { round, unknown }),
    'mail.closeRound': async ({ round }) => {
      await engineOf(engines, round).call('closeRound', { round })
      return {}
    },
    'mail.texts': async ({ account, folder, uidValidity, wanted, priority }) => {
      const engine = await accounts.ready(account)
      return await engine.call('texts', { account, folder, uidValidity, wanted, click: priority === 'click' })
    },
    'mail.part': async ({ account, folder, uidValidity, uid, part, encoding, priority }, { signal }) => {
      const place = { folder, uidValidity, uid }
      const stored = await fetched.part(account, place, { part, encoding, priority }, signal)
      emit('mail.fetched', { account, ...place, part, ...stored })
      return stored
    },
    'mail.source': ({ account, ...place }, { signal }) => fetched.source(account, place, signal),
    'mail.play': async ({ account, act }) => {
      const engine = await accounts.ready(account)
      return await engine.call('play', { account, act, bytes: await bytesOf(account, act) })
    },
    'mail.watch': async ({ account, on }) => {
      if (!on && !watched.delete(account)) return {}
      if (on) watched.add(account)
      const engine = await accounts.ready(account)
      await engine.call('watch', { account, on })
      return {}
    },
    'mail.retry': async ({ account }) => {
      const engine = await accounts.ready(account)
      await engine.call('retry', { account })
      return {}
    },
    'mail.searchServer': async ({ account, folder, words }) => {
      const engine = await accounts.ready(account)
      return await engine.call('search', { account, folder, words })
    }
  }

  return {
    handlers,
    /** The lease that pull, play and send are accepted with; 0: none was given yet. */
    currentLease: (): number => lease,
    /** Somebody is about to connect: what that needs begins to load. */
    warm: engines.imap.warm,
    /** What failed when logging in to this server, or null. Nothing is kept. */
    async testIncoming(
      server: Server,
      secret: Secret,
      trusted: string[],
      protocol: Account['protocol'],
      learned?: (can: Ability[]) => void
    ): Promise<WireError | null> {
      try {
        const way = await wayTo(server)
        const login = { server, password: secret, trustedCertificates: trusted, way }
        const can = await engines[protocol].call('test', login)
        learned?.(can ?? [])
        return null
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        return toWire(error)
      }
    },
    /** Whether a mail with this Message-ID is in a folder: the answer to a doubtful send. Null: no such folder. */
    async hasMessage(account: string, folder: string, messageId: string): Promise<boolean | null> {
      const engine = await accounts.ready(account)
      return await engine.call('hasMessage', { account, folder, messageId }).catch((error: unknown) => {
        if (error instanceof AppError && error.code === 'mail.folderGone') return null
        throw error
      })
    },
    /** The account is gone: so is what was kept for it here, every byte. */
    async removeAccount(account: string): Promise<void> {
      await accounts.forget(account)
      await rm(join(popFolder(host), account), { recursive: true, force: true }).catch((error: unknown) => {
        throw diskError(error)
      })
    },
    async close(): Promise<void> {
      offWake()
      await Promise.all(Object.values(engines).map((engine) => engine.close()))
    }
  }
}
