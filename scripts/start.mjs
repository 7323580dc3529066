// Electron where it is to be had and can start; else one line that says why not, and the browser shell.
import { runBrowserShell } from './browser-shell.mjs'
import { buildIfStale } from './build.mjs'
import { downloadElectron, findElectron, runElectron, whyNoDownload, whyNotHere } from './electron.mjs'

const args = process.argv.slice(2)

/** @returns why Electron did not run; ends the process when it did */
async function tryElectron() {
  if (findElectron() === null) {
    const why = whyNotHere() ?? whyNoDownload()
    if (why !== null) return why
    console.error('Downloading Electron, this once (some 120 MB) ...')
    const failed = await downloadElectron()
    if (failed !== null) return failed
  }
  const binary = findElectron()
  if (binary === null) return 'its download brought no program'
  const ended = await runElectron(binary, args)
  if ('failed' in ended) return ended.failed
  process.exit(ended.code)
}

await buildIfStale()
const why = await tryElectron()
console.log(`Electron cannot be used here (${why}), so SalesInbox opens in the browser:`)
runBrowserShell(args)
