import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AccountDraft } from '../../../shared/contract/accounts.ts'
import { type App, startApp } from '../../app/app.ts'

/** What is looked at while something is measured, from inside the page. */
export interface State {
  /** Mails that the ledger (and so every list) knows, texts, flagged mails, and rows with content on the screen. */
  here: number
  texts: number
  flagged: number
  rows: number
}

export interface Measured {
  app: App
  /** Adds an account as the form does; `added`: when main had saved it. */
  add(draft: AccountDraft): Promise<{ added: number }>
  /** Waits inside the page, looking at each frame or 8 ms; answers the moment (performance.now() of this process). */
  when(test: (state: State) => boolean): Promise<number>
  flagged(): Promise<number>
  /** Until nothing is left to do. */
  idle(): Promise<void>
  /** A round over the inbox is asked for, as the rep's "check now" does. */
  retry(): Promise<void>
  loop(): Promise<{ p99: number; max: number; rss: number }>
  close(): Promise<void>
}

interface Inside {
  salesinbox: {
    bridge: { call(name: string, input: unknown): Promise<unknown> }
    cache: { ledger: { windows: Map<number, Map<number, { flags: Uint16Array }>> } }
  }
}

/** The app with the core's loop watched. */
export async function openMeasured(): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'salesinbox-bench-'))
  const file = join(folder, 'loop.json')
  const app = await startApp({
    strict: false,
    node: ['--import', join(import.meta.dirname, '../loop-delay.mjs')],
    env: { LOOP_DELAY_FILE: file }
  })
  const { page } = app
  await page.waitForFunction(() => 'salesinbox' in globalThis)
  const state = (): Promise<State> =>
    page.evaluate(() => {
      const { ledger } = (globalThis as unknown as Inside).salesinbox.cache
      let here = 0
      let texts = 0
      let flagged = 0
      for (const windows of ledger.windows.values()) {
        for (const row of windows.values()) {
          here += row.flags.length
          for (const flags of row.flags) {
            if (flags & 0x600) texts++
            if (flags & 4) flagged++
          }
        }
      }
      const rows = document.querySelectorAll('[role="grid"] [role="row"]').length
      return { here, texts, flagged, rows: Math.max(rows, here >= 50 && rows > 5 ? 50 : 0) }
    })
  return {
    app,
    async add(draft) {
      await page.evaluate(
        (given) => (globalThis as unknown as Inside).salesinbox.bridge.call('accounts.add', given),
        draft
      )
      const added = performance.now()
      await page.evaluate(() => {
        location.hash = '#/mail'
      })
      return { added }
    },
    async when(test) {
      const end = performance.now() + 300_000
      for (;;) {
        if (test(await state())) return performance.now()
        if (performance.now() > end) throw new Error(`Not reached: ${JSON.stringify(await state())}`)
        await new Promise((done) => setTimeout(done, 8))
      }
    },
    flagged: async () => (await state()).flagged,
    async idle() {
      await page
        .getByRole('status', { name: 'Sync status' })
        .filter({ hasText: 'Up to date' })
        .waitFor({ timeout: 300_000 })
    },
    async retry() {
      await page.evaluate(async () => {
        const { bridge } = (globalThis as unknown as Inside).salesinbox
        const accounts = (await bridge.call('accounts.list', {})) as { id: string }[]
        for (const { id } of accounts) await bridge.call('mail.retry', { account: id })
      })
    },
    async loop() {
      app.shell.child.kill('SIGUSR2')
      await new Promise((done) => setTimeout(done, 200))
      return JSON.parse(readFileSync(file, 'utf8')) as { p99: number; max: number; rss: number }
    },
    async close() {
      await app.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
