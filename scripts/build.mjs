import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '..')
const sources = [
  'electron',
  'renderer',
  'shared',
  'resources',
  'vite.config.ts',
  'package.json',
  'package-lock.json'
]

function newest(path) {
  if (!existsSync(path)) return 0
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return readdirSync(path).reduce((most, name) => Math.max(most, newest(join(path, name))), stat.mtimeMs)
}

/** Whether a source is newer than what was built. */
export function isStale() {
  const built = ['dist/electron/browser.js', 'dist/renderer/index.html'].map((file) => join(root, file))
  const oldest = Math.min(...built.map((file) => (existsSync(file) ? statSync(file).mtimeMs : 0)))
  return oldest <= Math.max(...sources.map((path) => newest(join(root, path))))
}

/** Runs the build when a source is newer than what was built. Says nothing on stdout; a failed build ends the process. */
export async function buildIfStale() {
  if (!isStale()) return
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const result = spawnSync(process.execPath, [vite, 'build', '--app', '--logLevel', 'error'], {
    cwd: root,
    encoding: 'utf8'
  })
  if (result.status !== 0) {
    console.error('The build failed, so SalesInbox was not started.\n' + result.stdout + result.stderr)
    process.exit(1)
  }
}
