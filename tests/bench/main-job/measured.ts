import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AccountDraft } from '../../../shared/contract/accounts.ts'
import type { Page } from '@playwright/test'
import { type App, startApp } from '../../app/app.ts'
import { fillOtherMail } from '../../app/setup-form.ts'

/** Mails that the window's ledger (and so every list) knows, those whose text is here, and flagged ones. */
export type Counted = 'here' | 'texts' | 'flagged'

export interface Measured {
  app: App
  /** Adds an account as the form does; answers the moment when main had saved it. */
  add(draft: AccountDraft): Promise<number>
  /** Fills the form of "Other Mail" and clicks Configure; s from the click to the newest 50 in the list, painted. */
  configure(draft: AccountDraft): Promise<number>
  /** The moment when this many were counted, looked at with each change of the ledger. */
  when(what: Counted, least: number): Promise<number>
  count(what: Counted): Promise<number>
  /** Until nothing is left to do. */
  idle(): Promise<void>
  /** A round over the inbox is asked for, as the rep's "check now" does. */
  retry(): Promise<void>
  /** The core's loop since the last look, ms, and its memory, bytes. */
  loop(): Promise<{ p99: number; max: number; rss: number }>
  close(): Promise<void>
}

/** ms since 1970 with fractions: the page's and this process's moments can be compared. */
export const now = (): number => performance.timeOrigin + performance.now()

interface Folder {
  here: number
  textsHere: number
}
interface Inside {
  salesinbox: {
    bridge: { call(name: string, input: unknown): Promise<unknown> }
    cache: {
      installId: string
      ledger: {
        folders: Map<number, Folder>
        windows: Map<number, Map<number, { flags: Uint16Array }>>
        subscribe(listener: () => void): () => void
      }
    }
  }
  bench: {
    count(what: string): number
    when(what: string, least: number): Promise<number>
    painted(): Promise<number>
    indexed(): Promise<boolean>
  }
}

/** ms after the start in which nothing is measured. */
const rest = 2_000

/** The app with the core's loop watched, at rest. */
export async function openMeasured(from: { profile?: string; dataFolder?: string } = {}): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'salesinbox-bench-'))
  const file = join(folder, 'loop.json')
  const app = await startApp({
    ...from,
    strict: false,
    node: ['--import', join(import.meta.dirname, '../loop-delay.mjs')],
    env: { LOOP_DELAY_FILE: file }
  })
  const { page } = app
  await page.waitForFunction(() => 'salesinbox' in globalThis)
  await page.evaluate(watchInside)
  // a new workspace makes its database first: what is measured is the mail, on a machine that does nothing else
  await page.evaluate(() =>
    (globalThis as unknown as Inside).salesinbox.bridge.call('workspace.directory', { known: -1 })
  )
  await page.waitForTimeout(rest)
  return {
    app,
    async add(draft) {
      await page.evaluate(
        (given) => (globalThis as unknown as Inside).salesinbox.bridge.call('accounts.add', given),
        draft
      )
      return now()
    },
    async configure(draft) {
      await fillOtherMail(page, draft)
      const painted = page.evaluate(() => (globalThis as unknown as Inside).bench.painted())
      await page.getByRole('button', { name: 'Configure' }).click()
      return (await painted) / 1000
    },
    when: (what, least) =>
      page.evaluate(([name, number]) => (globalThis as unknown as Inside).bench.when(name, number), [
        what,
        least
      ] as const),
    count: (what) => page.evaluate((name) => (globalThis as unknown as Inside).bench.count(name), what),
    async idle() {
      // the texts of 100,000 mails take some minutes
      await page
        .getByRole('status', { name: 'Sync status' })
        .filter({ hasText: 'Up to date' })
        .waitFor({ timeout: 900_000 })
      // the search index is made behind them
      await page.waitForFunction(() => (globalThis as unknown as Inside).bench.indexed(), undefined, {
        timeout: 900_000,
        polling: 1000
      })
    },
    async retry() {
      await page.evaluate(async () => {
        const { bridge } = (globalThis as unknown as Inside).salesinbox
        const accounts = (await bridge.call('accounts.list', {})) as { id: string }[]
        for (const { id } of accounts) await bridge.call('mail.retry', { account: id })
      })
    },
    async loop() {
      rmSync(file, { force: true })
      app.shell.child.kill('SIGUSR2')
      for (;;) {
        await new Promise((done) => setTimeout(done, 20))
        try {
          return JSON.parse(readFileSync(file, 'utf8')) as { p99: number; max: number; rss: number }
        } catch {
          // not written yet
        }
      }
    },
    async close() {
      await app.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

/** From now on, ms of the page's longest task: 50 where none was longer, for of shorter ones the browser does not tell. */
export async function watchTasks(page: Page): Promise<() => Promise<number>> {
  const watched = await page.evaluateHandle(() => {
    const longest = { ms: 50 }
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) longest.ms = Math.max(longest.ms, entry.duration)
    }).observe({ type: 'longtask', buffered: false })
    return longest
  })
  return () => watched.evaluate(({ ms }) => ms)
}

/** Runs in the page. Looks only when something changed: a look of its own every few ms would slow what it measures. */
function watchInside(): void {
  const { ledger, installId } = (globalThis as unknown as Inside).salesinbox.cache
  const count = (what: string): number => {
    let sum = 0
    if (what === 'flagged') {
      for (const windows of ledger.windows.values())
        for (const { flags } of windows.values()) for (const bits of flags) if (bits & 4) sum++
    } else {
      for (const folder of ledger.folders.values()) sum += what === 'here' ? folder.here : folder.textsHere
    }
    return sum
  }
  const when = (what: string, least: number): Promise<number> =>
    new Promise((resolve, reject) => {
      let off = (): void => undefined
      const late = setTimeout(() => {
        off()
        reject(new Error(`Not reached: ${least} ${what}, but ${count(what)}`))
      }, 300_000)
      const look = (): void => {
        if (count(what) < least) return
        clearTimeout(late)
        off()
        resolve(performance.timeOrigin + performance.now())
      }
      off = ledger.subscribe(look)
      look()
    })
  /** ms from the next click to the paint of a list that has the newest 50, those in sight with their words. */
  const painted = (): Promise<number> =>
    new Promise((resolve, reject) => {
      addEventListener(
        'click',
        (event) => {
          const look = (): void => {
            if (performance.now() - event.timeStamp > 30_000)
              return reject(new Error('The list was never shown'))
            const grid = document.querySelector('[role="grid"]')
            const rows = Number(grid?.getAttribute('aria-rowcount') ?? 0)
            // fifty mails may be fewer rows, one for a conversation
            const shown = rows > 0 && grid!.querySelectorAll('time').length >= Math.min(8, rows)
            if (count('here') < 50 || !shown) return void requestAnimationFrame(look)
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - event.timeStamp)))
          }
          look()
        },
        { capture: true, once: true }
      )
    })
  /** Whether every text that is here can be searched. */
  const indexed = (): Promise<boolean> =>
    new Promise((resolve) => {
      const channel = new BroadcastChannel(`salesinbox-${installId}-search`)
      const ask = Math.random()
      const finish = (done: boolean): void => {
        channel.close()
        resolve(done)
      }
      channel.onmessage = ({ data }: MessageEvent<{ kind: string; ask: number; behind?: number }>) => {
        if (data.kind === 'answer' && data.ask === ask) finish(data.behind === 0)
      }
      channel.postMessage({ kind: 'ask', ask, typed: 'indexed' })
      setTimeout(() => finish(false), 5000)
    })
  Object.assign(globalThis, { bench: { count, when, painted, indexed } })
}
