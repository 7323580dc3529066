import { spawn } from 'node:child_process'
import { root } from './build.mjs'

/** Runs the browser shell until it ends, and ends with its code. Its one line goes to our stdout. */
export function runBrowserShell(args) {
  const child = spawn(process.execPath, ['dist/electron/browser.js', ...args], {
    cwd: root,
    stdio: 'inherit'
  })
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}
