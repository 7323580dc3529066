import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { startServer } from '../../electron/browser/server.ts'
import { tokenOf } from '../../electron/browser/token.ts'
import { createCore } from '../../electron/core.ts'
import type { Updater } from '../../electron/host/host.ts'
import { createNodeHost } from '../../electron/host/node.ts'

/**
 * The core and its page as an installed app has them, with a stand-in for what replaces it: `node updating-shell.ts
 * DATA PORT ADDRESS KEY [MANAGED]`. Says its address in one line, and another line when it would restart.
 */
const [dataFolder = '', port = '', address = '', key = '', managedFile = null] = process.argv.slice(2)
const root = resolve(import.meta.dirname, '../..')
const origin = `http://127.0.0.1:${port}`
const resourcesFolder = join(dataFolder, 'resources')
mkdirSync(resourcesFolder, { recursive: true })
for (const name of readdirSync(join(root, 'resources')))
  if (name !== 'update.json') symlinkSync(join(root, 'resources', name), join(resourcesFolder, name))
writeFileSync(join(resourcesFolder, 'update.json'), JSON.stringify({ address, keys: [key] }))

const updater: Updater = {
  unavailable: null,
  quietly: true,
  useProxy: async () => undefined,
  fetch: (url, init) => fetch(url, init),
  async download({ files: [file] }, base, { signal, onProgress }) {
    const response = await fetch(new URL(file!.url, base), { signal })
    let done = 0
    for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>)
      onProgress((done += piece.length), file!.size)
    return 'ready'
  },
  quit: () => console.log('restarts'),
  install: () => undefined
}
const host = createNodeHost({
  ...{ dataFolder, resourcesFolder, version: '1.0.0', openSample: false, strict: true, managedFile },
  origin: () => origin
})
const core = await createCore({ ...host, updater })
const { token, accepts } = tokenOf(dataFolder)
const pageFolder = join(root, 'dist', 'renderer')
await startServer({ port: Number(port), pageFolder, core, log: host.log, accepts })
console.log(`${origin}/#${token}`)
