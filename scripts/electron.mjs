import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './build.mjs'

const packageFolder = join(root, 'node_modules', 'electron')
/** A download whose files do not grow for so long is given up. */
const stalledAfter = 15_000

const usualName = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }

/** Electron's binary, without asking for it: `require('electron')` would begin a download. Null: not there. */
export function findElectron(env = process.env) {
  const pathFile = join(packageFolder, 'path.txt')
  const name = existsSync(pathFile)
    ? readFileSync(pathFile, 'utf8').trim()
    : (usualName[process.platform] ?? 'electron')
  const file = join(env.ELECTRON_OVERRIDE_DIST_PATH || join(packageFolder, 'dist'), name)
  return existsSync(file) ? file : null
}

/** Why Electron could not run here even if it were there; null where nothing speaks against it. */
export function whyNotHere(env = process.env, uid = process.geteuid?.()) {
  if (process.platform !== 'linux') return null
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display'
  if (uid === 0) return 'it does not run as root'
  return null
}

/** Why it is not to be downloaded; null when it may be. */
export function whyNoDownload(env = process.env) {
  if (env.ELECTRON_OVERRIDE_DIST_PATH) return `it is not in ${env.ELECTRON_OVERRIDE_DIST_PATH}`
  if (env.ELECTRON_SKIP_BINARY_DOWNLOAD) return 'its download is switched off'
  if (!existsSync(join(packageFolder, 'install.js'))) return 'it is not installed'
  return null
}

function sizeOf(path) {
  let total = 0
  try {
    const stat = statSync(path)
    if (!stat.isDirectory()) return stat.size
    for (const name of readdirSync(path)) total += 1 + sizeOf(join(path, name))
  } catch {
    // it went away while we looked
  }
  return total
}

/**
 * Downloads Electron by its own installer, once. @returns null when it is there now, else why not.
 * Progress is what grows on disk: what arrives in a temporary folder of its own, and what is unpacked.
 */
export function downloadElectron({
  installer = join(packageFolder, 'install.js'),
  stalled = stalledAfter,
  env = process.env
} = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'salesinbox-electron-'))
  const child = spawn(process.execPath, [installer], {
    env: { ...env, TMPDIR: folder, TMP: folder, TEMP: folder },
    stdio: ['ignore', 'ignore', 'pipe']
  })
  let wrong = ''
  child.stderr.on('data', (data) => {
    wrong = (wrong + data).slice(-4000)
  })
  return new Promise((resolve) => {
    let reason = null
    let size = -1
    let since = Date.now()
    const watch = setInterval(
      () => {
        const now = sizeOf(folder) + sizeOf(join(packageFolder, 'dist'))
        if (now !== size) {
          size = now
          since = Date.now()
        } else if (Date.now() - since >= stalled) {
          reason = `its download made no progress for ${Math.round(stalled / 1000)} seconds`
          child.kill('SIGKILL')
        }
      },
      Math.min(500, stalled / 4)
    )
    const end = (why) => {
      clearInterval(watch)
      rmSync(folder, { recursive: true, force: true })
      resolve(why)
    }
    child.once('error', (error) => end(`its download could not be started: ${error.message}`))
    child.once('close', (code) => end(code === 0 ? null : (reason ?? `its download failed: ${said(wrong)}`)))
  })
}

/**
 * Runs Electron. The app says over the IPC channel when it has begun (or has handed over to one that runs already);
 * one that ends without a word could not start.
 * @returns {Promise<{ code: number } | { failed: string }>} once it has ended
 */
export function runElectron(binary, args) {
  return new Promise((resolve) => {
    const env = { ...process.env, SALESINBOX_STARTER: '1' }
    delete env.ELECTRON_RUN_AS_NODE
    const child = spawn(binary, [root, ...args], {
      cwd: root,
      env,
      stdio: ['inherit', 'inherit', 'pipe', 'ipc']
    })
    let begun = false
    let wrong = ''
    let stopped = null
    child.on('message', () => {
      begun = true
      if (wrong) process.stderr.write(wrong)
    })
    child.stderr.on('data', (data) => {
      if (begun) process.stderr.write(data)
      else wrong = (wrong + data).slice(-8000)
    })
    const forward = (signal) => {
      stopped = signal
      child.kill(signal)
    }
    process.on('SIGTERM', forward)
    process.on('SIGINT', forward)
    const end = (result) => {
      process.off('SIGTERM', forward)
      process.off('SIGINT', forward)
      resolve(result)
    }
    child.once('error', (error) => end({ failed: error.message }))
    child.once('close', (code, signal) => {
      if (begun || stopped) end({ code: stopped ? 0 : (code ?? 1) })
      else end({ failed: said(wrong) || (signal ? `it ended by ${signal}` : `it ended with code ${code}`) })
    })
  })
}

/** The line of an error output that says most. */
function said(text) {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line && !/^at /.test(line))
  const telling = lines.find((line) => /error|fatal|missing|cannot|not supported|refused/i.test(line))
  return (telling ?? lines.at(-1) ?? '').replace(/^\[[^\]]*\]\s*/, '').slice(0, 200)
}
