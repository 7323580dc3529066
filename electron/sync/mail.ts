import type { Ability, Server } from '../../shared/contract/accounts.ts'
import type { CallName, Emit, Services } from '../../shared/contract/index.ts'
import type { Act, Content } from '../../shared/contract/mail.ts'
import { AppError, toWire, type WireError } from '../../shared/errors.ts'
import type { Host } from '../host/host.ts'
import { createImapEngine, type EngineListeners } from '../imap/engine.ts'
import type { Target, Way } from '../wire/tunnel.ts'
import { type AccountFacts, createKnownAccounts } from './accounts.ts'
import { createFetched } from './fetched.ts'

export interface MailDeps {
  host: Pick<Host, 'resourcesFolder' | 'log' | 'onWake'>
  emit: Emit
  account(id: string): Promise<AccountFacts>
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
    lost() {
      accounts.forgetAll()
      // not at once: what ended it may end the next one too
      setTimeout(() => {
        for (const account of watched) void resume(account)
      }, 2000).unref()
    }
  }
  const wayTo = deps.wayTo ?? (async () => null)
  const engine = createImapEngine(host, listeners)
  const accounts = createKnownAccounts(() => engine, deps.account, wayTo)
  const fetched = createFetched(deps.files, accounts.ready, engine)
  const offWake = host.onWake(() => {
    if (lease || watched.size) void engine.call('wake', null).catch(() => undefined)
  })
  deps.onAccountsChanged(() => void changed())

  async function resume(account: string): Promise<void> {
    try {
      await accounts.ready(account)
      await engine.call('watch', { account, on: true })
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
      await engine.call('closeRounds', null)
      emit('mail.leaseTaken', { lease })
      return { lease }
    },
    'mail.folders': async ({ account }) => {
      await accounts.ready(account)
      return await engine.call('folders', { account })
    },
    'mail.openRound': async ({ account, lease: _, ...input }) => {
      await accounts.ready(account)
      return await engine.call('openRound', { account, input })
    },
    'mail.nextBatch': ({ round, unknown }) => engine.call('nextBatch', { round, unknown }),
    'mail.closeRound': async ({ round }) => {
      await engine.call('closeRound', { round })
      return {}
    },
    'mail.texts': async ({ account, folder, uidValidity, wanted, priority }) => {
      await accounts.ready(account)
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
      await accounts.ready(account)
      return await engine.call('play', { account, act, bytes: await bytesOf(account, act) })
    },
    'mail.watch': async ({ account, on }) => {
      if (!on && !watched.delete(account)) return {}
      if (on) watched.add(account)
      await accounts.ready(account)
      await engine.call('watch', { account, on })
      return {}
    },
    'mail.retry': async ({ account }) => {
      await accounts.ready(account)
      await engine.call('retry', { account })
      return {}
    },
    'mail.searchServer': async ({ account, folder, words }) => {
      await accounts.ready(account)
      return await engine.call('search', { account, folder, words })
    }
  }

  return {
    handlers,
    /** The lease that pull, play and send are accepted with; 0: none was given yet. */
    currentLease: (): number => lease,
    /** Somebody is about to connect: what that needs begins to load. */
    warm: engine.warm,
    /** What failed when logging in to this server, or null. Nothing is kept. */
    async testIncoming(
      server: Server,
      secret: string,
      trusted: string[],
      learned?: (can: Ability[]) => void
    ): Promise<WireError | null> {
      try {
        const way = await wayTo(server)
        learned?.(await engine.call('test', { server, password: secret, trustedCertificates: trusted, way }))
        return null
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        return toWire(error)
      }
    },
    /** Whether a mail with this Message-ID is in a folder: the answer to a doubtful send. Null: no such folder. */
    async hasMessage(account: string, folder: string, messageId: string): Promise<boolean | null> {
      await accounts.ready(account)
      return await engine.call('hasMessage', { account, folder, messageId }).catch((error: unknown) => {
        if (error instanceof AppError && error.code === 'mail.folderGone') return null
        throw error
      })
    },
    async close(): Promise<void> {
      offWake()
      await engine.close()
    }
  }
}
