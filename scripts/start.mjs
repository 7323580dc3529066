// Opens Electron where it can be had and can start; else says so in one line and opens the browser shell instead.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { buildIfStale, root } from './build.mjs'

/** A download that makes no progress for this long will not come, ms. */
const patience = Number(process.env.SALESINBOX_DOWNLOAD_PATIENCE ?? 15_000)
/** An Electron that ends within this time did not start, ms. */
const settling = Number(process.env.SALESINBOX_START_PATIENCE ?? 5_000)
const args = process.argv.slice(2)
const electronFolder = join(root, 'node_modules', 'electron')

await buildIfStale()
const why = await tryElectron()
if (why) {
  console.log(`Electron ${why}, so SalesInbox opens in your browser.`)
  const child = spawn(process.execPath, [join(root, 'dist/electron/browser.js'), ...args], {
    cwd: root,
    stdio: 'inherit'
  })
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => process.exit(code ?? 1))
}

/** @returns why Electron is not running; null: it is */
async function tryElectron() {
  if (process.platform === 'linux') {
    if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'needs a display and there is none here'
    if (process.getuid?.() === 0) return 'does not run as root'
  }
  const binary = binaryPath() ?? (await download())
  if (!binary) return 'could not be downloaded'
  return run(binary)
}

function binaryPath() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const file = join(electronFolder, 'path.txt')
  const name = existsSync(file)
    ? readFileSync(file, 'utf8')
    : process.platform === 'win32'
      ? 'electron.exe'
      : process.platform === 'darwin'
        ? 'Electron.app/Contents/MacOS/Electron'
        : 'electron'
  const path = join(override ?? join(electronFolder, 'dist'), name)
  return existsSync(path) ? path : null
}

/** Electron's own installer, watched: bytes that stop growing mean that there is no way to it. */
async function download() {
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH) return null
  const installer = join(electronFolder, 'install.js')
  if (!existsSync(installer)) return null
  console.error('Downloading Electron, once …')
  const child = spawn(process.execPath, [installer], { cwd: electronFolder, stdio: 'ignore' })
  let ended = null
  child.on('exit', (code) => (ended = code ?? 1))
  child.on('error', () => (ended = 1))
  let size = -1
  let changed = Date.now()
  while (ended === null) {
    await new Promise((done) => setTimeout(done, 250))
    const now =
      weight(join(electronFolder, 'dist')) +
      weight(
        process.env.electron_config_cache ??
          join(process.env.XDG_CACHE_HOME ?? join(process.env.HOME ?? '', '.cache'), 'electron')
      )
    if (now !== size) changed = Date.now()
    size = now
    if (Date.now() - changed > patience) {
      child.kill('SIGKILL')
      return null
    }
  }
  return ended === 0 ? binaryPath() : null
}

function weight(path) {
  if (!existsSync(path)) return 0
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.size
  return readdirSync(path).reduce((sum, name) => sum + weight(join(path, name)), 0)
}

/** Waits until Electron has stood for a while. What it says on its way down is kept back: one line tells enough. */
function run(binary) {
  return new Promise((resolve) => {
    const child = spawn(binary, [root, ...args], { cwd: root, stdio: ['ignore', 'inherit', 'pipe'] })
    let said = ''
    child.stderr.on('data', (data) => (said = (said + data).slice(-4000)))
    const stands = setTimeout(() => {
      child.stderr.on('data', (data) => process.stderr.write(data))
      for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => child.kill(signal))
      child.on('exit', (code) => process.exit(code ?? 0))
      resolve(null)
    }, settling)
    child.on('error', () => {
      clearTimeout(stands)
      resolve('could not be started')
    })
    child.on('exit', (code) => {
      clearTimeout(stands)
      // closed by the rep at once, or handed to a window that was open already
      if (code === 0) process.exit(0)
      const library = /error while loading shared libraries: ([^:\s]+)/.exec(said)?.[1]
      resolve(library ? `lacks the system's ${library}` : 'could not start')
    })
  })
}
