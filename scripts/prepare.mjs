// npm runs it last of an install: the app is built with it, so that the first start has nothing to build.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isStale, root } from './build.mjs'

// an install for use alone has no tools; a source that does not build is said by the next start, and stops no install
const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
if (existsSync(vite) && isStale())
  spawnSync(process.execPath, [vite, 'build', '--app', '--logLevel', 'silent'], {
    cwd: root,
    stdio: 'ignore'
  })
