// Builds when something changed since the last build, then runs the browser shell. Its address is all that stdout gets.
import { runBrowserShell } from './browser-shell.mjs'
import { buildIfStale } from './build.mjs'

await buildIfStale()
runBrowserShell(process.argv.slice(2))
