import './ui/tokens.css'
import { watchPageFaults } from '../shared/fault.ts'
import { paintScheme } from './app/scheme.ts'
import { type Started, start } from './app/start.ts'

paintScheme()

// the databases are opened and main is asked while the views' code is still read
const { reading, started } = start()
const starting = started.then(
  (given: Started) => ({ started: given }),
  (error: unknown) => ({ error })
)
await reading
const { show } = await import('./app/show.tsx')
const outcome = await starting
if ('started' in outcome) {
  const { bridge, cache, info } = outcome.started
  watchPageFaults((fault) => bridge.call('app.report', { where: 'window', ...fault }))
  // what tests and benches look at from outside
  Object.assign(globalThis, { salesinbox: { bridge, cache, info } })
}
show(outcome)
