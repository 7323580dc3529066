import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path)
)

/** Debian's Chromium where it is; without the flags it would look up its maker's hosts at each start. */
export const launch = {
  ...(chromium ? { executablePath: chromium } : {}),
  args: [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync'
  ]
}

export default defineConfig({
  testDir: 'tests',
  testMatch: ['e2e/**/*.spec.ts', 'faults/**/*.spec.ts'],
  // two at once share the processors: these tests say what happens, the bench says how fast
  timeout: 180_000,
  expect: { timeout: 15_000 },
  // stories whose steps build on each other say so themselves (mode: serial)
  fullyParallel: true,
  workers: 2,
  retries: 0,
  reporter: 'line',
  use: {
    launchOptions: launch,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Stockholm',
    trace: 'off'
  }
})
