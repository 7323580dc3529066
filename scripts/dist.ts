import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { writeLicences } from './licences.ts'

/**
 * Builds everything, then the installers of the system that this runs on, into release/: `npm run dist`. What comes
 * after `--` goes to electron-builder: `npm run dist -- --linux deb --arm64`.
 */
const root = join(import.meta.dirname, '..')

function run(script: string, ...args: string[]): void {
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: 'inherit'
  })
  if (status !== 0) process.exit(status ?? 1)
}

run('vite/bin/vite.js', 'build', '--app', '--logLevel', 'warn')
writeLicences()
run('electron-builder/cli.js', '--publish', 'never', ...process.argv.slice(2))
