/// <reference lib="webworker" />
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
  void serveAsKeeper({
    bridge: connectBridge({ url, token }),
    installId,
    ...(batchSize ? { batchSize } : {})
  })
}
