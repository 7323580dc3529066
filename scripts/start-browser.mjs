// Builds when something changed since the last build, then runs the browser shell. Its address is all that stdout gets.
import { spawn } from 'node:child_process'
import { buildIfStale, root } from './build.mjs'

await buildIfStale()
const child = spawn(process.execPath, ['dist/electron/browser.js', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit'
})
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
