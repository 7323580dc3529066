import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { app, contextBridge, seen } from '../../tests/electron/stand-in.ts'

/**
 * Starts the packed main process under Node, against the stand-in of the module `electron`, and loads its preload:
 * `node --import scripts/ship/electron-hook.ts scripts/ship/start-packed.ts FOLDER DATA`. What it found is one line of
 * JSON on stdout; the exit code is main's own.
 */
export interface Started {
  /** Addresses of the windows that main opened. */
  windows: string[]
  /** Where they look for the preload. */
  preloads: string[]
  /** What the preload hands to the page. */
  bridge: string[]
  /** Status of each file of the page, asked for as the window would. */
  page: Record<string, number>
  /** Whether each document of the page came with a policy that forbids other scripts. */
  policy: boolean
  trays: string[]
}

const [folder, data] = process.argv.slice(2) as [string, string]
app.getAppPath = () => folder
app.isPackaged = true
process.argv = [process.execPath, '--data', data]
await import(join(folder, 'dist/electron/main.js'))
for (let waited = 0; seen.windows.length < 2; waited += 50) {
  if (waited > 20_000) throw new Error(`Only ${seen.windows.length} windows were opened`)
  await after(50)
}

const documents = ['/index.html', '/keeper.html']
const page: Record<string, number> = {}
let policy = true
const ask = (path: string): Promise<Response> =>
  seen.handlers.get('app')!(new Request(`app://salesinbox${path}`))
for (const document of documents) {
  const answer = await ask(document)
  page[document] = answer.status
  policy &&= /script-src [^;]*'self'/.test(answer.headers.get('Content-Security-Policy') ?? '')
  for (const [, path] of (await answer.text()).matchAll(/(?:src|href)="\.(\/[^"]+)"/g))
    page[path!] = (await ask(path!)).status
}
createRequire(import.meta.url)(join(folder, 'dist/electron/preload.cjs'))

const started: Started = {
  windows: seen.windows.map((window) => window.webContents.getURL()),
  preloads: seen.windows.map((window) => String(window.options.webPreferences['preload'])),
  bridge: Object.keys(contextBridge.exposed['bridge'] ?? {}).sort(),
  page,
  policy,
  trays: seen.trays.map(({ icon }) => icon)
}
process.stdout.write(`${JSON.stringify(started)}\n`)
app.quit()
for (let waited = 0; seen.exits.length === 0 && waited < 10_000; waited += 50) await after(50)
process.exit(seen.exits[0] ?? 1)
