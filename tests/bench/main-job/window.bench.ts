import type { Page } from '@playwright/test'
import { accountDraft, startSmtp } from '../../app/app.ts'
import { startDovecot } from '../../servers/dovecot.ts'
import { mailOf } from '../../servers/messages.ts'
import type { BenchOptions } from '../run.ts'
import { median, quantile, type Row, repeat, spreadOf } from '../stats.ts'
import { openMeasured } from './measured.ts'

const area = 'main-job'

/** The window over a full cache: what a click costs until it is painted, what a sync costs a reader, how it starts. */
export async function rows({ runs, mails }: BenchOptions): Promise<Row[]> {
  const full = mails * 2
  const dovecot = await startDovecot()
  const smtp = await startSmtp()
  dovecot.seed('full', 'INBOX', mailOf({ count: full }))
  dovecot.seed('full', 'Archive', mailOf({ count: 2000, seed: 3 }))
  dovecot.seed('ten', 'INBOX', mailOf({ count: Math.min(10_000, mails) }))
  try {
    const small = await memory(dovecot.imap, smtp.port, 'ten', Math.min(10_000, mails))
    await small.measured.close()
    const { measured, growth, longest } = await memory(dovecot.imap, smtp.port, 'full', full, true)
    const { page } = measured.app
    await measured.when((state) => state.texts >= Math.min(3000, full))
    const result = await interactions(page)
    await measured.idle().catch(() => undefined)
    const starts = await repeat(runs, () => restart(page))
    await measured.close()
    const interaction = (name: string, values: number[]): Row => ({
      area,
      name,
      value: quantile(values, 0.95),
      unit: 'ms',
      bar: 50,
      better: 'lower',
      n: values.length,
      spread: spreadOf(values)
    })
    const growths = [small.growth, growth]
    return [
      {
        area,
        name: 'growth of the core’s memory, 100,000 / 10,000',
        value: Math.max(growth, small.growth) / Math.max(1, Math.min(growth, small.growth)),
        unit: 'x',
        bar: 1.3,
        better: 'lower',
        n: 2,
        spread: spreadOf(growths)
      },
      {
        area,
        name: 'growth of the core’s memory over idle',
        value: Math.max(...growths),
        unit: 'MB',
        bar: 150,
        better: 'lower',
        n: 2,
        spread: spreadOf(growths)
      },
      interaction('open a cached mail, p95', result.open),
      interaction('switch folder, p95', result.folder),
      interaction('next mail by key, p95', result.next),
      {
        area,
        name: 'longest task of the page during a sync and a fast scroll',
        value: longest,
        unit: 'ms',
        bar: 50,
        better: 'lower',
        n: 1,
        spread: spreadOf([longest])
      },
      {
        area,
        name: 'start to a list that can be used',
        value: median(starts),
        unit: 's',
        bar: 1,
        better: 'lower',
        n: starts.length,
        spread: spreadOf(starts)
      }
    ]
  } finally {
    await smtp.close()
    await dovecot.stop()
  }
}

async function memory(imap: number, smtp: number, user: string, mails: number, scroll = false) {
  const measured = await openMeasured()
  await new Promise((done) => setTimeout(done, 8000))
  const idle = (await measured.loop()).rss
  let top = idle
  await measured.add(accountDraft({ imap, smtp }, { user }))
  const { page } = measured.app
  await page
    .getByRole('navigation', { name: 'Mailboxes' })
    .getByRole('link', { name: /^Inbox/ })
    .click({ timeout: 60_000 })
  await page.evaluate(() => {
    const longest = { ms: 0 }
    Object.assign(globalThis, { longest })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) longest.ms = Math.max(longest.ms, entry.duration)
    }).observe({ type: 'longtask', buffered: false })
  })
  let done = false
  const reached = measured.when((state) => state.here >= mails).finally(() => (done = true))
  while (!done) {
    top = Math.max(top, (await measured.loop()).rss)
    if (scroll) await page.mouse.move(500, 500).then(() => page.mouse.wheel(0, 4000))
  }
  await reached
  const longest = await page.evaluate(() => (globalThis as unknown as { longest: { ms: number } }).longest.ms)
  return { measured, growth: (top - idle) / 1e6, longest }
}

/** From the input event to the paint that shows what it asked for, a hundred of each. */
async function interactions(page: Page): Promise<{ open: number[]; folder: number[]; next: number[] }> {
  await page.evaluate(() => {
    /** Resolves with the ms from now to the first paint after `shown` holds. */
    const paint = (act: () => void, shown: () => boolean): Promise<number> =>
      new Promise((resolve, reject) => {
        const began = performance.now()
        act()
        const look = (): void => {
          if (performance.now() - began > 5000) return reject(new Error('never shown'))
          if (!shown()) return void requestAnimationFrame(look)
          const channel = new MessageChannel()
          channel.port1.onmessage = () => resolve(performance.now() - began)
          requestAnimationFrame(() => channel.port2.postMessage(null))
        }
        look()
      })
    const subject = (): string => document.querySelector('main article')?.textContent?.slice(0, 200) ?? ''
    const grid = (): Element | null => document.querySelector('[role="grid"]')
    Object.assign(globalThis, {
      measure: {
        open: (index: number) => {
          const row = document.querySelectorAll<HTMLElement>('[role="grid"] [role="row"]')[index]!
          const before = subject()
          return paint(
            () => row.click(),
            () => subject() !== before && subject() !== ''
          )
        },
        next: (key: string) => {
          const before = document.querySelector('[role="row"][aria-selected="true"]')?.id
          const text = subject()
          return paint(
            () =>
              document.body.dispatchEvent(
                new KeyboardEvent('keydown', { key, code: `Key${key.toUpperCase()}`, bubbles: true })
              ),
            () =>
              document.querySelector('[role="row"][aria-selected="true"]')?.id !== before &&
              subject() !== text &&
              subject() !== ''
          )
        },
        folder: (name: string) => {
          const link = [...document.querySelectorAll<HTMLElement>('nav a')].find((one) =>
            one.getAttribute('aria-label')?.startsWith(name)
          )!
          const before = grid()
          return paint(
            () => link.click(),
            () =>
              grid() !== before &&
              grid() !== null &&
              (document.querySelectorAll('[role="grid"] time').length > 3 ||
                grid()!.getAttribute('aria-rowcount') === '0')
          )
        }
      }
    })
  })
  type Measure = { measure: Record<'open' | 'next' | 'folder', (given: number | string) => Promise<number>> }
  const run = (kind: 'open' | 'next' | 'folder', given: number | string): Promise<number> =>
    page.evaluate(
      ([name, value]) => (globalThis as unknown as Measure).measure[name as 'open'](value as number),
      [kind, given] as const
    )
  const folder: number[] = []
  for (let i = 0; i < 100; i++)
    folder.push(await run('folder', ['Archive', 'Inbox', 'Others', 'Inbox'][i % 4]!))
  const open: number[] = []
  for (let i = 0; i < 100; i++) open.push(await run('open', 1 + (i % 8)))
  const next: number[] = []
  for (let i = 0; i < 100; i++) next.push(await run('next', 'j'))
  return { open, folder, next }
}

/** Seconds from the navigation to rows with content. */
async function restart(page: Page): Promise<number> {
  const began = performance.now()
  await page.reload({ waitUntil: 'commit' })
  await page.waitForFunction(() => document.querySelectorAll('[role="grid"] time').length > 3, undefined, {
    polling: 'raf',
    timeout: 60_000
  })
  return (performance.now() - began) / 1000
}
