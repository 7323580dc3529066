import type { Account } from '../../shared/contract/accounts.ts'
import type { Preferences } from '../../shared/contract/app.ts'
import type { Bridge, Output } from '../../shared/contract/index.ts'
import { bridgeAddress, createBridge } from '../bridge.ts'
import { type Cache, openCache } from '../cache/index.ts'
import type { KeeperStart } from '../keeper/worker.ts'

export interface Started {
  bridge: Bridge
  info: Output<'app.info'>
  preferences: Preferences
  accounts: Account[]
  cache: Cache
}

/** All that the first frame needs, asked for at once. In the browser shell this tab's keeper starts beside it. */
export async function start(): Promise<Started> {
  const bridge = createBridge()
  const [info, preferences, accounts] = await Promise.all([
    bridge.call('app.info', {}),
    bridge.call('app.preferences', {}),
    bridge.call('accounts.list', {})
  ])
  if (info.shell === 'browser') startKeeperWorker(info.installId)
  return { bridge, info, preferences, accounts, cache: openCache(info.installId) }
}

function startKeeperWorker(installId: string): void {
  const worker = new Worker(new URL('../keeper/worker.ts', import.meta.url), {
    type: 'module',
    name: 'keeper'
  })
  worker.postMessage({ ...bridgeAddress(), installId } satisfies KeeperStart)
}
