import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright'

const there = (...paths: string[]) => paths.find((path) => existsSync(path))
/** The machine's Chromium; Playwright brings its own where there is none. */
const whole = there('/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome')
/** Its build without a window of its own: half the time to start, a third of the processor, the same engine. */
const headless = there('/usr/bin/chromium-headless-shell') ?? whole

// root has no sandbox to run it in
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
const at = (path: string | undefined) => (path === undefined ? {} : { executablePath: path })

/** The whole browser: it prints and looks up names ahead of need, as the engine alone does not. */
export const wholeBrowser = { ...at(whole), args: sandbox }

export const launch = {
  ...at(headless),
  // without these it would look up its maker's hosts at each start
  args: [
    ...sandbox,
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync'
  ]
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch(wholeBrowser)
}
