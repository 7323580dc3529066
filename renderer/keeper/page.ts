import { createBridge } from '../bridge.ts'
import { serveAsKeeper } from './serve.ts'

/** The keeper of the Electron shell: a hidden window of its own, which outlives every other. */
const bridge = createBridge()
const report = (error: unknown): void => {
  const stack = error instanceof Error ? (error.stack ?? '').split('\n').slice(1).join('\n') : ''
  void bridge
    .call('app.report', {
      where: 'keeper',
      code: error instanceof Error ? error.name : typeof error,
      stack: stack.slice(0, 4000)
    })
    .catch(() => undefined)
}
self.addEventListener('error', (event) => report(event.error))
self.addEventListener('unhandledrejection', (event) => report(event.reason))
const { installId } = await bridge.call('app.info', {})
await serveAsKeeper({ bridge, installId })
