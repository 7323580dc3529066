import { watchPageFaults } from '../../shared/fault.ts'
import { createBridge } from '../bridge.ts'
import { serveAsKeeper } from './serve.ts'

/** The keeper of the Electron shell: a hidden window of its own, which outlives every other. */
const bridge = createBridge()
watchPageFaults((fault) => bridge.call('app.report', { where: 'keeper', ...fault }))
const { installId } = await bridge.call('app.info', {})
await serveAsKeeper({ bridge, installId })
