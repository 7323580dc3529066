import { mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { openInBrowser } from './browser/open.ts'
import { readOptions, type ShellOptions } from './browser/options.ts'
import { choosePort } from './browser/port.ts'
import { startServer } from './browser/server.ts'
import { tokenOf } from './browser/token.ts'
import { createCore } from './core.ts'
import { watchFaults } from './faults.ts'
import { guardFormat } from './host/format.ts'
import { lockFolder } from './host/lock.ts'
import { createNodeHost } from './host/node.ts'
import { AppError } from '../shared/errors.ts'

/** A start that is refused says why in one sentence on stderr and ends with this code. */
const refusedCode = 2
/** What a clean stop may take before the process ends all the same; everything on disk stands a kill. */
const stopWithin = 8000

function refuse(sentence: string): never {
  console.error(sentence)
  process.exit(refusedCode)
}

function lock(dataFolder: string, version: string): () => void {
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
    return guardFormat(dataFolder, version, lockFolder(dataFolder))
  } catch (error) {
    if (error instanceof AppError && error.code === 'disk.locked')
      refuse(
        `SalesInbox is already running on ${dataFolder} (process ${error.params['pid']}). Close it there first, or choose another folder with --data.`
      )
    if (error instanceof AppError && error.code === 'disk.newer')
      refuse(
        `${dataFolder} was written by SalesInbox ${error.params['version']} or newer, and this is ${version}. Install that, or choose another folder with --data. Nothing was opened or changed.`
      )
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    refuse(`SalesInbox cannot write to ${dataFolder} (${code}). Choose another folder with --data.`)
  }
}

async function start(options: ShellOptions): Promise<void> {
  const { dataFolder } = options
  const root = resolve(import.meta.dirname, import.meta.filename.endsWith('.ts') ? '..' : '../..')
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const unlock = lock(dataFolder, version)
  let origin = ''
  const host = createNodeHost({
    dataFolder,
    resourcesFolder: join(root, 'resources'),
    managedFile: options.managedFile,
    version,
    openSample: options.sample,
    strict: options.strict,
    origin: () => origin
  })
  watchFaults(host.log)
  const chosen = await choosePort(host.settings, options.port)
  if ('refused' in chosen) {
    unlock()
    refuse(chosen.refused)
  }
  origin = `http://127.0.0.1:${chosen.port}`
  const core = await createCore(host)
  const { token, accepts } = tokenOf(dataFolder)
  const server = await startServer({
    port: chosen.port,
    pageFolder: join(root, 'dist', 'renderer'),
    core,
    log: host.log,
    accepts
  })
  let stopping = false
  async function stop(): Promise<void> {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), stopWithin).unref()
    await server.close()
    await core.close()
    unlock()
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
  host.log.info('started', { shell: 'browser', version, node: process.versions.node })
  // the one line that stdout ever gets
  process.stdout.write(`SalesInbox: ${origin}/#${token}\n`)
  if (options.open) await openInBrowser(`${origin}/#${token}`)
}

let options: ShellOptions
try {
  options = readOptions(process.argv.slice(2), process.env)
} catch (error) {
  refuse(error instanceof Error ? error.message : String(error))
}
try {
  await start(options)
} catch (error) {
  console.error('SalesInbox could not start:', error instanceof Error ? error.message : error)
  process.exit(1)
}
