import { randomUUID } from 'node:crypto'
import type { Account, AccountDraft, TestReport } from '../../shared/contract/accounts.ts'
import type { CallContext, CallName, Checked, Emit, Output } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/errors.ts'
import { isSendable } from '../../shared/mail/address.ts'
import { asNew } from '../../shared/new-account.ts'
import type { Host } from '../host/host.ts'
import { checkServers, cleanPassword, type ConnectionTests } from './check.ts'
import { findServers, type FindWays, usualWays } from './find/find.ts'
import { loadPresets } from './presets.ts'
import { createAccountStore, shown, type SavedAccount } from './store.ts'

export interface AccountsDeps extends ConnectionTests {
  host: Pick<Host, 'settings' | 'secrets' | 'resourcesFolder' | 'log'>
  emit: Emit
  /** The form is open: what a test of its servers needs begins to load. */
  warm?(): void
  /** How the network is asked for the servers of a domain. */
  find?: FindWays
  /** Forgets the files of an account that is gone. */
  removeFiles(account: string): Promise<void>
}

/** What an account has beside what its form holds. */
type Base = Omit<SavedAccount, keyof AccountDraft | 'sizeLimit'>

/** What a test found, and what the outgoing server said on the way. */
interface Found {
  report: TestReport
  sizeLimit: number | null
}

/** What a protocol needs to connect; never crosses the contract. */
export interface AccountFacts {
  account: Account
  /** null: none is saved. */
  password: string | null
  trustedCertificates: string[]
}

type Call = Extract<CallName, `accounts.${string}`>
type Handlers = { [N in Call]: (input: Checked<N>, context: CallContext) => Promise<Output<N>> }

export type AccountsService = ReturnType<typeof createAccounts>

/** Who the rep is on which server. Settings hold everything but the secrets, which are in the keychain. */
export function createAccounts(deps: AccountsDeps) {
  const { host } = deps
  const presets = loadPresets(host.resourcesFolder)
  const store = createAccountStore(host.settings, host.log)
  const listeners = new Set<() => void>()
  const secretName = (id: string): string => `account/${id}`
  const list = (): Account[] => store.list().map(shown)

  function changed(): void {
    deps.emit('accounts.changed', list())
    for (const listener of listeners) listener()
  }

  function refuseDuplicate(draft: AccountDraft, except: string | null): void {
    const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()
    const twin = store
      .list()
      .find(
        (one) =>
          one.id !== except &&
          (same(one.address, draft.address) ||
            (same(one.incoming.host, draft.incoming.host) &&
              one.incoming.port === draft.incoming.port &&
              same(one.incoming.user, draft.incoming.user)))
      )
    if (twin !== undefined)
      throw new AppError('accounts.duplicate', { address: twin.address, removing: twin.state === 'removing' })
  }

  /** Fills in what the form may leave to us. Throws send.badAddress. */
  function complete(draft: AccountDraft): AccountDraft {
    const address = draft.address.trim()
    if (!isSendable(address)) throw new AppError('send.badAddress', { address })
    const user = draft.incoming.user.trim() || address
    const password = draft.password ? cleanPassword(draft.password, presets.find(draft.service)) : undefined
    return {
      ...draft,
      address,
      displayName: draft.displayName.trim(),
      password,
      incoming: { ...draft.incoming, user },
      outgoing: { ...draft.outgoing, user: draft.outgoing.user.trim() || user }
    }
  }

  async function check(draft: AccountDraft, id: string | null): Promise<Found> {
    const secret = draft.password ?? (id === null ? null : await host.secrets.read(secretName(id)))
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
    const { password, ...facts } = draft
    if (password !== undefined) await host.secrets.write(secretName(base.id), password)
    store.put(withLimit({ ...base, ...facts }, sizeLimit))
    changed()
    return shown(store.get(base.id))
  }

  const fresh = (): Base => ({
    ...asNew,
    id: randomUUID(),
    position: store.nextPosition()
  })

  function present(id: string): SavedAccount {
    const found = store.get(id)
    if (found.state === 'removing') throw new AppError('accounts.unknown')
    return found
  }

  async function remove(id: string): Promise<void> {
    const found = store.get(id)
    if (found.state === 'removing') return
    store.put({ ...found, state: 'removing' })
    changed()
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
    'accounts.test': async ({ draft, account }) => (await check(complete(draft), account ?? null)).report,
    'accounts.add': async (input) => {
      const draft = complete(input)
      refuseDuplicate(draft, null)
      const { report, sizeLimit } = await check(draft, null)
      if (!report.ok) return { report, account: null }
      // another window may have been quicker
      refuseDuplicate(draft, null)
      return { report, account: await save(draft, fresh(), sizeLimit) }
    },
    'accounts.update': async ({ id, draft: input }) => {
      const draft = complete(input)
      present(id)
      refuseDuplicate(draft, id)
      const { report, sizeLimit } = await check(draft, id)
      if (!report.ok) return { report, account: null }
      return { report, account: await save(draft, present(id), sizeLimit) }
    },
    'accounts.change': async ({ id, patch }) => {
      const found = present(id)
      if (patch.state === 'removing') throw new AppError('contract.badInput', { call: 'accounts.change' })
      store.put({ ...found, ...patch })
      changed()
      return shown(store.get(id))
    },
    'accounts.remove': async ({ id }) => {
      await remove(id)
      return {}
    },
    'accounts.removed': async ({ id }) => {
      // each step can be done again, and settings go last: a crash between two of them finds the account `removing`
      const found = store.list().find((one) => one.id === id)
      if (found === undefined) return {}
      if (found.state !== 'removing') throw new AppError('accounts.notAllowed')
      await deps.removeFiles(id)
      await host.secrets.remove(secretName(id))
      store.remove(id)
      changed()
      return {}
    }
  }

  return {
    handlers,
    list,
    remove,
    /** Throws accounts.unknown or secrets.unavailable. */
    async facts(id: string): Promise<AccountFacts> {
      const found = store.get(id)
      const password = await host.secrets.read(secretName(id))
      return { account: shown(found), password, trustedCertificates: found.trustedCertificates }
    },
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
      store.put(withLimit(found, sizeLimit))
      changed()
    },
    /** For servers that this process runs itself. Throws accounts.duplicate. */
    async addWithoutTest(input: AccountDraft): Promise<Account> {
      const draft = complete(input)
      refuseDuplicate(draft, null)
      return save(draft, fresh(), null)
    },
    /** The servers that this process runs itself listen on other ports after a restart. */
    async updatePorts(id: string, ports: { incoming: number; outgoing: number }): Promise<void> {
      const found = store.get(id)
      if (found.incoming.port === ports.incoming && found.outgoing.port === ports.outgoing) return
      store.put({
        ...found,
        incoming: { ...found.incoming, port: ports.incoming },
        outgoing: { ...found.outgoing, port: ports.outgoing }
      })
      changed()
    }
  }
}

function withLimit(account: SavedAccount, sizeLimit: number | null): SavedAccount {
  const { sizeLimit: _, ...rest } = account
  return sizeLimit === null ? rest : { ...rest, sizeLimit }
}
