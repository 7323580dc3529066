import { randomBytes, timingSafeEqual } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { createCore } from './core.ts'
import { lockFolder } from './host/lock.ts'
import { createNodeHost } from './host/node.ts'
import { choosePort } from './browser/port.ts'
import { startServer } from './browser/server.ts'
import { AppError } from '../shared/errors.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    port: { type: 'string' },
    open: { type: 'boolean', default: true },
    sample: { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false }
  },
  allowNegative: true
})

/** The token outlives a restart, so that open tabs live on. */
function tokenOf(dataFolder: string): string {
  const file = join(dataFolder, 'token')
  if (existsSync(file)) {
    chmodSync(file, 0o600)
    const token = readFileSync(file, 'utf8').trim()
    if (/^[\w-]{40,}$/.test(token)) return token
  }
  const token = randomBytes(32).toString('base64url')
  writeFileSync(file, token, { mode: 0o600 })
  return token
}

function fail(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}

async function main(): Promise<void> {
  const root = resolve(import.meta.dirname, import.meta.filename.endsWith('.ts') ? '..' : '../..')
  const dataFolder = resolve(values.data ?? join(homedir(), '.salesinbox'))
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  let origin = ''
  const host = createNodeHost({
    dataFolder,
    resourcesFolder: join(root, 'resources'),
    version,
    openSample: values.sample,
    strict: values.strict || process.env['NODE_ENV'] === 'test',
    origin: () => origin
  })
  let unlock: () => void
  try {
    unlock = lockFolder(dataFolder)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    fail(
      `SalesInbox is already running on ${dataFolder} (process ${error.params['pid']}). Close it there first, or choose another folder with --data.`
    )
  }
  const chosen = await choosePort(host.settings, values.port)
  if ('refused' in chosen) {
    unlock()
    fail(chosen.refused)
  }
  origin = `http://127.0.0.1:${chosen.port}`
  const core = await createCore(host)
  const secret = tokenOf(dataFolder)
  const server = await startServer({
    port: chosen.port,
    pageFolder: join(root, 'dist', 'renderer'),
    core,
    log: host.log,
    accepts: (token) =>
      token.length === secret.length && timingSafeEqual(Buffer.from(token), Buffer.from(secret))
  })
  process.stdout.write(`SalesInbox: ${origin}/#${secret}\n`)

  let stopping = false
  async function stop(): Promise<void> {
    if (stopping) return
    stopping = true
    const late = setTimeout(() => process.exit(1), 8000)
    late.unref()
    await server.close()
    await core.close()
    unlock()
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
  if (values.open) {
    const { openInBrowser } = await import('./browser/open.ts')
    await openInBrowser(`${origin}/#${secret}`)
  }
}

process.on('unhandledRejection', (error) => {
  console.error('SalesInbox could not go on:', error instanceof Error ? error.message : error)
  process.exit(1)
})
await main()
