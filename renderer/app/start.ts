import type { Account } from '../../shared/contract/accounts.ts'
import type { Preferences } from '../../shared/contract/app.ts'
import type { Bridge, Output } from '../../shared/contract/index.ts'
import type { ManagedSettings } from '../../shared/managed.ts'
import { bridgeAddress, createBridge } from '../bridge.ts'
import { type Cache, type Ledger, openCache, requireOutbox } from '../cache/index.ts'
import type { KeeperStart } from '../keeper/worker.ts'

export interface Started {
  bridge: Bridge
  info: Output<'app.info'>
  /** Of now: both follow main from the first moment on, while nobody shows them yet. */
  preferences: Preferences
  accounts: Account[]
  /** What the organisation has fixed: the same from the start to the end. */
  managed: ManagedSettings
  cache: Cache
}

const key = 'salesinbox.install'
/** Another size of the keeper's batches, for who looks into its faults. */
const batchKey = 'salesinbox.batch'
/** After so long, ms, what waits for the list begins whatever the window still reads. */
const longestLoad = 3_000
/** From the columns to a list with its words, ms. */
const drawing = 500
/** The views are not held up longer than this, ms, for a database that is slow to open. */
const longestOpen = 300

/** The databases of the last time are opened before main has said which they are; they are closed if it says others. */
function openEarly(): Cache | null {
  const known = localStorage.getItem(key)
  return known ? openCache(known) : null
}

/**
 * All that the first frame needs, asked for at once. In the browser shell this tab's keeper starts after it.
 * `reading`: the list is being read (or there is none yet), so the page may now be busy with something else.
 */
export function start(): { reading: Promise<unknown>; started: Promise<Started> } {
  const bridge = createBridge()
  const early = openEarly()
  const late = new Promise((done) => setTimeout(done, longestOpen))
  return {
    reading: Promise.race([early?.mail.open().catch(() => undefined), late]),
    started: takeStarted(bridge, early)
  }
}

async function takeStarted(bridge: Bridge, early: Cache | null): Promise<Started> {
  const followed: Partial<Pick<Started, 'preferences' | 'accounts'>> = {}
  const takePreferences = (preferences: Preferences): unknown => Object.assign(followed, { preferences })
  const takeAccounts = (accounts: Account[]): unknown => Object.assign(followed, { accounts })
  bridge.on('app.preferencesChanged', takePreferences)
  bridge.on('accounts.changed', takeAccounts)
  const [info, managed] = await Promise.all([
    bridge.call('app.info', {}),
    bridge.call('managed.state', {}),
    bridge.call('app.preferences', {}).then(takePreferences),
    bridge.call('accounts.list', {}).then(takeAccounts)
  ])
  if (early && early.installId !== info.installId) early.close()
  localStorage.setItem(key, info.installId)
  // else a browser short of room may throw away all that is saved here, drafts included
  void navigator.storage.persist().catch(() => false)
  const cache = early?.installId === info.installId ? early : openCache(info.installId)
  await Promise.race([
    requireOutbox(cache.outbox, info.version),
    new Promise((late) => setTimeout(late, longestOpen))
  ])
  if (info.shell === 'browser') onceListed(cache.ledger, () => startKeeper(info.installId))
  return Object.assign(followed as Pick<Started, 'preferences' | 'accounts'>, {
    bridge,
    info,
    managed: managed.settings,
    cache
  })
}

/** Runs once the first list stands: what somebody waits for comes first, but not at any price. */
export function onceListed(ledger: Ledger, run: () => void): void {
  let off = (): void => undefined
  const begin = (after: number): void => {
    clearTimeout(late)
    off()
    setTimeout(() => requestIdleCallback(run, { timeout: 400 }), after)
  }
  const loaded = (): void => begin(ledger.windows.size > 0 ? drawing : 0)
  const late = setTimeout(() => begin(0), longestLoad)
  if (ledger.loaded) loaded()
  else off = ledger.subscribe(() => ledger.loaded && loaded())
}

function startKeeper(installId: string): void {
  const worker = new Worker(new URL('../keeper/worker.ts', import.meta.url), {
    type: 'module',
    name: 'keeper'
  })
  const batchSize = Number(localStorage.getItem(batchKey))
  worker.postMessage({
    ...bridgeAddress(),
    installId,
    ...(batchSize > 0 ? { batchSize } : {})
  } satisfies KeeperStart)
}
