/// <reference lib="webworker" />
import { watchPageFaults } from '../../shared/fault.ts'
import { connectBridge } from '../bridge.ts'
import { serveAsKeeper } from './serve.ts'

/** What the tab tells its worker to begin with. */
export interface KeeperStart {
  url: string
  token: string
  installId: string
  batchSize?: number
}

/** The keeper of the browser shell: each tab has such a worker, one of them serves. */
self.onmessage = (event: MessageEvent<KeeperStart>) => {
  const { url, token, installId, batchSize } = event.data
  const bridge = connectBridge({ url, token })
  watchPageFaults((fault) => bridge.call('app.report', { where: 'keeper', ...fault }))
  void serveAsKeeper({
    bridge,
    installId,
    ...(batchSize ? { batchSize } : {})
  })
}
