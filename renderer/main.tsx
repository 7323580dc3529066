import './ui/tokens.css'
import { paintScheme } from './app/scheme.ts'
import { type Started, start } from './app/start.ts'

paintScheme()

// the databases are opened and main is asked while the views' code is still read
const starting = start().then(
  (started: Started) => ({ started }),
  (error: unknown) => ({ error })
)
const { show } = await import('./app/show.tsx')
const outcome = await starting
if ('started' in outcome) {
  const { bridge, cache, info } = outcome.started
  // what tests and benches look at from outside
  Object.assign(globalThis, { salesinbox: { bridge, cache, info } })
}
show(outcome)
