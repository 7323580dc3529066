import { defineConfig } from '@playwright/test'
import { launch } from './tests/app/chromium.ts'

export default defineConfig({
  testDir: 'tests',
  testMatch: ['e2e/**/*.spec.ts', 'faults/**/*.spec.ts'],
  // more at once than processors, because most of a test is waiting: they say what happens, the bench says how fast
  timeout: 180_000,
  expect: { timeout: 15_000 },
  // stories whose steps build on each other say so themselves (mode: serial)
  fullyParallel: true,
  workers: 3,
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
