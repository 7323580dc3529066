import { usualWays } from './accounts/find/find.ts'
import { tryMailbox } from './accounts/mailbox.ts'
import { createAccounts } from './accounts/service.ts'
import { createApp } from './app/service.ts'
import { createDesktop } from './desktop/service.ts'
import { createDrafting } from './drafting/service.ts'
import { createFilters } from './filters/service.ts'
import { createFiles, type ServeAnswer, type ServeRequest } from './files/service.ts'
import type { Host } from './host/host.ts'
import { installIdOf } from './host/install-id.ts'
import { createIntelligence } from './intelligence/service.ts'
import { readLeaverApart } from './imap/leaver-thread.ts'
import { createLeavers } from './leavers/service.ts'
import { createManaged } from './managed/service.ts'
import { createMessages } from './message/service.ts'
import { createOAuth } from './oauth/service.ts'
import { createReports } from './reports/service.ts'
import { createRouter, type Router } from './router.ts'
import { createSample, isSampleAccount } from './sample/service.ts'
import { createNetwork } from './network/service.ts'
import { createOutgoing, sendPlainly, testOutgoing } from './smtp/service.ts'
import { createMail } from './sync/mail.ts'
import { createUpdates } from './update/service.ts'
import { createWorkspace } from './workspace/service.ts'
import { AppError } from '../shared/errors.ts'
import { contract, type Emit, type EventName, type Payload, type Services } from '../shared/contract/index.ts'

export type EventListener = <E extends EventName>(name: E, payload: Payload<E>) => void

/** Everything that is not a window; both shells put a transport in front of it. */
export interface Core {
  router: Router
  /** Hears every event of every service. */
  onEvent(listener: EventListener): () => void
  /** Serves mail frames and files by their one-time addresses; null for an address that was never given. */
  serve(request: ServeRequest): Promise<ServeAnswer | null>
  /** Takes an .eml file of the rep's in, so that a window can show it; throws where it cannot be read. */
  openFile(path: string): Promise<{ hash: string }>
  /** What closing the app asks of newer versions; see update/service.ts. */
  updates: { mayQuit(again: () => void): boolean; install(): void }
  close(): Promise<void>
}

/** The workspace starts when the window had its time; what its administrator decided is asked for then, ms. */
const policyAfter = 5_000
const noFiles = (): Promise<never> => Promise.reject(new AppError('file.notFound'))
const cleared: ServeAnswer = {
  status: 200,
  headers: { 'Clear-Site-Data': '"storage"', 'Cache-Control': 'no-store', 'Content-Type': 'text/plain' },
  body: new Uint8Array()
}

/** Builds the services, area by area; each meets the others only through what is handed to it here. */
export async function createCore(host: Host): Promise<Core> {
  const listeners = new Set<EventListener>()
  const emit: Emit = (name, payload) => {
    if (host.strict) contract.events[name].parse(payload)
    for (const listener of listeners) listener(name, payload)
  }

  const managed = createManaged({ host })
  const app = createApp({
    managed: managed.intelligence,
    host,
    emit,
    installId: installIdOf(host.settings),
    hasAccounts: () => accounts.list().length > 0
  })
  const messages = createMessages({ host })
  const files = createFiles({ host, parse: messages.parse })
  const workspace = createWorkspace({ host, emit })

  const network = createNetwork({
    host,
    servers: () => accounts.list().map(({ incoming }) => incoming),
    changed: () => accounts.reconnect()
  })
  const oauth = createOAuth({
    host,
    wayTo: network.wayTo,
    require: (address) => accounts.requireSignIn(address)
  })
  const accounts = createAccounts({
    managed: {
      ...managed.accounts,
      over: (one) => (isSampleAccount(host.settings, one.id) ? one : managed.accounts.over(one))
    },
    host,
    emit,
    warm: () => mail.warm(),
    testIncoming: (server, secret, trusted, protocol, learned) =>
      mail.testIncoming(server, secret, trusted, protocol, learned),
    testOutgoing: async (server, secret, trusted, learned) =>
      testOutgoing(server, secret, trusted, learned, undefined, await network.wayTo(server)),
    find: usualWays(network.wayTo),
    signIn: oauth,
    readPolicy: (addresses) => workspace.policy(addresses),
    send: async (route, content) => {
      const bytes = await messages.compile(content, noFiles)
      await sendPlainly(route, bytes, content, await network.wayTo(route.outgoing))
    },
    removeFiles: async (account) => {
      await mail.removeAccount(account)
      await files.removeAccount(account)
      await outgoing.forget(account)
    },
    removeFilters: (account) => filters.removeAccount(account)
  })
  const mail = createMail({
    host,
    emit,
    account: accounts.facts,
    wayTo: network.wayTo,
    accessToken: oauth.accessToken,
    onAccountsChanged: accounts.onChanged,
    files,
    compile: (content, account) =>
      messages.compile(content, (hash) => files.read(account, hash), { keepBcc: true })
  })
  const outgoing = createOutgoing({
    host,
    route: accounts.routeOf,
    copy: accounts.copyOf,
    filing: accounts.filing,
    filed: accounts.filed,
    compile: (content, readFile) => messages.compile(content, readFile),
    files,
    searchSent: mail.hasMessage,
    wayTo: network.wayTo,
    learned: accounts.learned
  })
  const sample = createSample({
    host,
    addAccount: accounts.addWithoutTest,
    removeAccount: accounts.remove,
    updatePorts: accounts.updatePorts,
    warmRecords: workspace.warm,
    insertRecords: workspace.insertSample,
    removeRecords: workspace.removeSample,
    accounts: accounts.list
  })

  const intelligence = createIntelligence({ host })
  const leavers = createLeavers({
    host,
    emit,
    door: workspace.leaver,
    count: workspace.handlers['workspace.backUp'],
    tryMailbox: (ask) =>
      tryMailbox({ ...oauth, testIncoming: mail.testIncoming, resourcesFolder: host.resourcesFolder }, ask),
    readLeaver: readLeaverApart,
    wayTo: network.wayTo,
    files: {
      putStream: files.putStream,
      address: files.handlers['files.address'],
      removeAccount: files.removeAccount
    }
  })

  const desktop = createDesktop({ host, putStream: files.putStream, removeFiles: files.removeAccount })
  const reports = createReports({ host, put: files.put })
  const drafting = createDrafting({ host, emit, wayTo: network.wayTo, managed: managed.intelligence })
  const filters = createFilters({ host, emit, accounts: accounts.list })

  const updates = createUpdates({
    host,
    emit,
    wayTo: network.wayTo,
    sends: outgoing.sending,
    managed: managed.updates
  })

  const services: Services = {
    ...app.handlers,
    ...accounts.handlers,
    ...network.handlers,
    ...oauth.handlers,
    ...mail.handlers,
    ...outgoing.handlers,
    ...files.handlers,
    ...workspace.handlers,
    ...leavers.handlers,
    ...sample.handlers,
    ...filters.handlers,
    ...intelligence.handlers,
    ...drafting.handlers,
    ...desktop.handlers,
    ...reports.handlers,
    ...updates.handlers,
    ...managed.handlers
  }
  listeners.add((name) => {
    if (name === 'workspace.changed') accounts.policy.stale()
  })
  accounts.policy.later(policyAfter)
  // its servers must listen before the keeper asks for its mail
  await Promise.all([sample.start(), desktop.clear()])

  return {
    router: createRouter({ services, currentLease: mail.currentLease, strict: host.strict, log: host.log }),
    onEvent(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    serve: async (request) => (app.clears(request.path) ? cleared : await files.serve(request)),
    openFile: desktop.openFile,
    updates,
    async close() {
      updates.close()
      oauth.close()
      leavers.close()
      drafting.close()
      accounts.policy.close()
      await Promise.all([
        mail.close(),
        workspace.close(),
        messages.close(),
        intelligence.close(),
        app.close()
      ])
      await Promise.all([sample.close(), outgoing.close()])
    }
  }
}
