import { randomUUID } from 'node:crypto'
import {
  type Account,
  accountDraft,
  type AccountDraft,
  type Filing,
  type TestReport
} from '../../shared/contract/accounts.ts'
import type { CallContext, CallName, Checked, Output } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/errors.ts'
import { identityOf, ownAddresses, sameAddress } from '../../shared/identity.ts'
import { asNew } from '../../shared/new-account.ts'
import type { Route } from '../wire/route.ts'
import { checkServers } from './check.ts'
import type { AccountsDeps } from './deps.ts'
import { completed, refuseTwin, samePlace } from './draft.ts'
import { filingOf, keptFiling } from './filing.ts'
import { findServers, usualWays } from './find/find.ts'
import { type AccountFacts, createLogins } from './logins.ts'
import { createPolicy } from './policy.ts'
import { loadPresets } from './presets.ts'
import { createSenders } from './senders.ts'
import { createAccountStore, shown, type SavedAccount } from './store.ts'

export type { AccountsDeps } from './deps.ts'
export type { AccountFacts } from './logins.ts'

/** What an account has beside what its form holds. */
type Base = Omit<SavedAccount, keyof AccountDraft | 'sizeLimit'>

/** What a test found, and what the outgoing server said on the way. */
interface Found {
  report: TestReport
  sizeLimit: number | null
}

type Call = Extract<CallName, `accounts.${string}`>
type Handlers = { [N in Call]: (input: Checked<N>, context: CallContext) => Promise<Output<N>> }

export type AccountsService = ReturnType<typeof createAccounts>

/** Who the rep is on which server. Settings hold everything but the secrets, which are in the keychain. */
export function createAccounts(deps: AccountsDeps) {
  const { host } = deps
  const presets = loadPresets(host.resourcesFolder)
  const store = createAccountStore(host.settings, host.log, deps.managed?.over)
  const listeners = new Set<() => void>()
  const logins = createLogins({ secrets: host.secrets, signIn: deps.signIn })
  const list = (): Account[] => store.list().map(shown)

  const policy = createPolicy({
    settings: host.settings,
    addresses: () =>
      store
        .list()
        .filter(({ state }) => state !== 'removing')
        .flatMap(ownAddresses),
    read: deps.readPolicy,
    changed: (now) => {
      deps.emit('accounts.policyChanged', now)
      if (now.deactivated) void deactivateAll(now.deactivated)
    }
  })
  const senders = createSenders({
    present,
    route: async (account) => {
      const { secret, trustedCertificates } = await facts(account.id)
      return { outgoing: account.outgoing, secret, trustedCertificates, elsewhere: false }
    },
    secrets: host.secrets,
    save: keep,
    send: deps.send,
    requireConfigure: policy.requireConfigure,
    requireServer: (sender) => deps.managed?.requireSender(sender),
    now: Date.now
  })

  function keep(account: SavedAccount): Account {
    store.put(account)
    changed()
    return shown(store.get(account.id))
  }

  function changed(): void {
    policy.stale()
    deps.emit('accounts.changed', list())
    for (const listener of listeners) listener()
  }

  /** The administrator ended this rep's email integration: nothing connects any more. */
  async function deactivateAll(keeping: Account['keep']): Promise<void> {
    for (const account of store.list()) {
      if (account.state !== 'active' && account.state !== 'paused') continue
      if (!keeping.folders) await deps.removeFilters(account.id)
      keep({ ...account, state: 'inactive', keep: keeping })
    }
  }

  const refuseDuplicate = (draft: AccountDraft, except: string | null): void =>
    refuseTwin(store.list(), draft, except)
  const complete = (draft: AccountDraft): AccountDraft => completed(draft, presets.find(draft.service))

  async function check(draft: AccountDraft, id: string | null): Promise<Found> {
    deps.managed?.requireDraft(draft)
    const secret = await logins.of(draft, id)
    let sizeLimit: number | null = null
    const report = await checkServers(deps, draft, secret, presets.find(draft.service), (limit) => {
      sizeLimit = limit
    })
    const codes = report.steps.map(({ error }) => error?.code ?? 'ok')
    host.log.info('accounts.tested', { incoming: codes[0] ?? '', outgoing: codes[1] ?? '' })
    return { report, sizeLimit }
  }

  /** The secret first: settings never name an account whose secret could not be kept. */
  async function save(draft: AccountDraft, base: Base, sizeLimit: number | null): Promise<Account> {
    await logins.keep(draft, base.id)
    const { password: _, grant: __, ...facts } = draft
    return keep(withLimit({ ...base, ...facts }, sizeLimit))
  }

  const fresh = ({ service }: AccountDraft): Base => ({
    ...asNew,
    filing: filingOf(presets.find(service)),
    id: randomUUID(),
    position: store.nextPosition()
  })

  function present(id: string): SavedAccount {
    const found = store.get(id)
    if (found.state === 'removing') throw new AppError('accounts.unknown')
    return found
  }

  /** Throws accounts.unknown or secrets.unavailable. */
  const facts = async (id: string): Promise<AccountFacts> => await logins.facts(store.get(id))

  /** Another mailbox in the place of one whose sharing is locked would take back what that shares. Throws sharing.locked. */
  function refuseRepointing(before: SavedAccount, draft: AccountDraft): void {
    if (!samePlace(before, draft)) policy.requireUnlocked(before.sharing)
  }

  async function update(id: string, input: AccountDraft): Promise<Output<'accounts.update'>> {
    const draft = complete(input)
    refuseRepointing(present(id), draft)
    refuseDuplicate(draft, id)
    const { report, sizeLimit } = await check(draft, id)
    if (!report.ok) return { report, account: null }
    const before = present(id)
    refuseRepointing(before, draft)
    const filing = keptFiling(before, draft, presets.find(draft.service))
    return { report, account: await save(draft, { ...before, filing }, sizeLimit) }
  }

  async function remove(id: string): Promise<void> {
    const found = store.get(id)
    if (found.state !== 'removing') keep({ ...found, state: 'removing' })
  }

  const handlers: Handlers = {
    'accounts.list': async () => list(),
    'accounts.presets': async () => {
      deps.warm?.()
      return presets.list()
    },
    'accounts.discover': async ({ address }) => presets.discover(address),
    'accounts.find': async ({ address }, { signal }) =>
      await findServers(address, presets, deps.find ?? usualWays(async () => null), signal),
    'accounts.policy': async () => policy.now(),
    'accounts.test': async ({ draft, account }) => {
      policy.requireConfigure()
      return (await check(complete(draft), account ?? null)).report
    },
    'accounts.add': async (input) => {
      policy.requireConfigure()
      const draft = complete(input)
      refuseDuplicate(draft, null)
      const { report, sizeLimit } = await check(draft, null)
      if (!report.ok) return { report, account: null }
      // another window may have been quicker
      refuseDuplicate(draft, null)
      return { report, account: await save(draft, fresh(draft), sizeLimit) }
    },
    'accounts.update': async ({ id, draft }) => {
      policy.requireConfigure()
      return await update(id, draft)
    },
    'accounts.signIn': async ({ id, grant }) =>
      await update(id, { ...accountDraft.parse(present(id)), auth: 'oauth2', grant }),
    'accounts.change': async ({ id, patch }) => {
      const found = present(id)
      const { state, sharing, defaultSender, period } = patch
      const future = period && 'from' in period && period.from > Date.now()
      if (state === 'removing' || future || (defaultSender && !identityOf(found, defaultSender)))
        throw new AppError('contract.badInput', { call: 'accounts.change' })
      if (sharing !== undefined) deps.managed?.requireSharing(sharing)
      if (sharing !== undefined && sharing !== found.sharing) policy.requireSharing()
      if (state === 'active' && policy.now().deactivated) policy.requireConfigure()
      const next = { ...found, ...patch }
      if (state === 'inactive' && !next.keep.folders) await deps.removeFilters(id)
      return keep(next)
    },
    ...senders.handlers,
    'accounts.remove': async ({ id }) => {
      const { state, sharing } = store.get(id)
      if (state !== 'removing') policy.requireUnlocked(sharing)
      await remove(id)
      return {}
    },
    'accounts.removed': async ({ id }) => {
      // each step can be done again, and settings go last: a crash between two of them finds the account `removing`
      const found = store.list().find((one) => one.id === id)
      if (found === undefined) return {}
      if (found.state !== 'removing') throw new AppError('accounts.notAllowed')
      await deps.removeFiles(id)
      await deps.removeFilters(id)
      await senders.forget(found)
      await logins.forget(id)
      store.remove(id)
      changed()
      return {}
    }
  }

  return {
    handlers,
    list,
    remove,
    facts,
    /** By which server mail from an address goes out. Throws accounts.unknown, accounts.inactive, secrets.unavailable, send.notYours. */
    routeOf: (id: string, from: string): Promise<Route> => senders.routeOf(store.get(id), from),
    /** A sign-in on the service's own page is for a mailbox that is here, or it connects one. Throws accounts.notAllowed. */
    requireSignIn(address: string): void {
      if (!store.list().some((one) => sameAddress(one.address, address.trim()))) policy.requireConfigure()
    },
    /** Whether we put a copy of mail from an address into Sent. `find`: once it was found out who does. */
    copyOf(id: string, from: string): 'none' | 'now' | 'find' {
      const { protocol, outgoing, filing, ...found } = store.get(id)
      // its Sent is here, and nobody else puts a copy there
      if (protocol === 'pop3') return 'now'
      if (!outgoing.storeSent) return 'none'
      // another service keeps its copy where this mailbox is not
      if (identityOf(found, from)?.outgoing) return 'now'
      return ({ server: 'none', app: 'now', unknown: 'find' } as const)[filing.by]
    },
    filing: (id: string): Filing['by'] => store.get(id).filing.by,
    /** The first mail showed who puts a copy into Sent. */
    filed(id: string, by: 'server' | 'app'): void {
      keep({ ...store.get(id), filing: { by, at: Date.now() } })
    },
    policy,
    /** Calls back when an account's settings, secret or state changed. */
    onChanged(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** How servers are reached has changed: who is connected connects anew. */
    reconnect(): void {
      for (const listener of listeners) listener()
    },
    /** The outgoing server of an account said how large a mail may be. */
    learned(id: string, sizeLimit: number | null): void {
      const found = store.list().find((one) => one.id === id)
      if (found === undefined || (found.sizeLimit ?? null) === sizeLimit) return
      keep(withLimit(found, sizeLimit))
    },
    /**
     * For servers that this process runs itself; they file no mail. Throws accounts.duplicate.
     * @param named told its id before anybody hears of the account
     */
    async addWithoutTest(input: AccountDraft, named: (id: string) => void): Promise<Account> {
      const draft = complete(input)
      refuseDuplicate(draft, null)
      const base: Base = { ...fresh(draft), filing: { by: 'app', at: null } }
      named(base.id)
      return save(draft, base, null)
    },
    /** The servers that this process runs itself listen on other ports after a restart. */
    async updatePorts(id: string, ports: { incoming: number; outgoing: number }): Promise<void> {
      const found = store.get(id)
      if (found.incoming.port === ports.incoming && found.outgoing.port === ports.outgoing) return
      keep({
        ...found,
        incoming: { ...found.incoming, port: ports.incoming },
        outgoing: { ...found.outgoing, port: ports.outgoing }
      })
    }
  }
}

function withLimit(account: SavedAccount, sizeLimit: number | null): SavedAccount {
  const { sizeLimit: _, ...rest } = account
  return sizeLimit === null ? rest : { ...rest, sizeLimit }
}
