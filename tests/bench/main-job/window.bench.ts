import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { launch } from '../../app/chromium.ts'
import { accountDraft, startSmtp } from '../../app/app.ts'
import { startShell } from '../../app/shell.ts'
import { startDovecot } from '../../servers/dovecot.ts'
import { mailOf } from '../../servers/messages.ts'
import type { BenchOptions } from '../run.ts'
import { median, quantile, type Row, repeat, spreadOf } from '../stats.ts'
import { type Measured, openMeasured, watchTasks } from './measured.ts'

const area = 'main-job'
/** Between two acts of the rep, ms. */
const pause = 400

/** The window over a full cache: what a click costs until it is painted, what a sync costs a reader, how it starts. */
export async function rows({ runs, mails }: BenchOptions): Promise<Row[]> {
  const full = mails * 2
  const few = Math.min(10_000, mails)
  const dovecot = await startDovecot()
  const smtp = await startSmtp()
  dovecot.seed('full', 'INBOX', mailOf({ count: full }))
  dovecot.seed('full', 'Archive', mailOf({ count: 2000, seed: 3 }))
  dovecot.seed('ten', 'INBOX', mailOf({ count: few }))
  const ports = { imap: dovecot.imap, smtp: smtp.port }
  const kept = { profile: folder('profile'), dataFolder: folder('data') }
  try {
    const small = await syncing(ports, 'ten', few)
    await small.measured.close()
    const { measured, growth, longest } = await syncing(ports, 'full', full + 2000, kept)
    const { page } = measured.app
    await measured.idle()
    const result = await interactions(page)
    await measured.app.context.close()
    await measured.app.shell.kill('SIGTERM')
    const starts = await repeat(runs, () => started(kept, async (_, seconds) => seconds))
    // a page that just took in a hundred thousand mails has their garbage to collect; most days begin without
    const again = await started(kept, async (page) => {
      await page.waitForTimeout(10_000)
      return interactions(page)
    })
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
      interaction('after a restart: open a cached mail, p95', again.open),
      interaction('after a restart: switch folder, p95', again.folder),
      interaction('after a restart: next mail by key, p95', again.next),
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
    for (const path of Object.values(kept)) rmSync(path, { recursive: true, force: true })
  }
}

function folder(name: string): string {
  return mkdtempSync(join(tmpdir(), `salesinbox-bench-${name}-`))
}

/** A first sync with a rep who scrolls as fast as the wheel turns; how much memory the core took over its idle value. */
async function syncing(
  ports: { imap: number; smtp: number },
  user: string,
  mails: number,
  from: { profile?: string; dataFolder?: string } = {}
): Promise<{ measured: Measured; growth: number; longest: number }> {
  const measured = await openMeasured(from)
  const { page } = measured.app
  await new Promise((done) => setTimeout(done, 8000))
  const idle = (await measured.loop()).rss
  const longest = await watchTasks(page)
  await measured.add(accountDraft(ports, { user }))
  await page
    .getByRole('navigation', { name: 'Mailboxes' })
    .getByRole('link', { name: /^Inbox/ })
    .click({ timeout: 60_000 })
  await page.mouse.move(500, 500)
  let done = false
  let top = idle
  const reached = measured.when('here', mails).finally(() => (done = true))
  const scrolling = (async () => {
    for (let turn = 0; !done; turn++) {
      await page.mouse.wheel(0, turn % 200 < 150 ? 1000 : -1000)
      await new Promise((next) => setTimeout(next, 16))
    }
  })()
  while (!done) {
    top = Math.max(top, (await measured.loop()).rss)
    await new Promise((next) => setTimeout(next, 250))
  }
  await Promise.all([reached, scrolling])
  return { measured, growth: (top - idle) / 1e6, longest: await longest() }
}

/** From the input event to the paint that shows what it asked for, a hundred of each. */
export async function interactions(
  page: Page
): Promise<{ open: number[]; folder: number[]; next: number[] }> {
  await page.evaluate(() => {
    const channel = new MessageChannel()
    /** Resolves with the ms from now to the first paint after `shown` holds. */
    const paint = (act: () => void, shown: () => boolean): Promise<number> =>
      new Promise((resolve, reject) => {
        const began = performance.now()
        act()
        const look = (): void => {
          if (performance.now() - began > 5000) return reject(new Error('never shown'))
          if (!shown()) return void requestAnimationFrame(look)
          // what holds before a frame is painted is in that frame: the message comes right after it
          channel.port1.onmessage = () => resolve(performance.now() - began)
          channel.port2.postMessage(null)
        }
        requestAnimationFrame(look)
      })
    const grid = (): Element | null => document.querySelector('[role="grid"]')
    const chosen = (): Element | null => document.querySelector('[role="row"][aria-selected="true"]')
    const numberIn = (row: Element | null): string =>
      / (\d+)\. /.exec(row?.getAttribute('aria-label') ?? '')?.[1] ?? ''
    /** The body of the chosen mail stands in its frame: every made mail has a number of its own in its text. */
    const read = (number: string): boolean =>
      number !== '' &&
      numberIn(chosen()) === number &&
      [...document.querySelectorAll('iframe')].some((frame) => {
        // a document that is just being made has no body yet
        const text = frame.contentDocument?.body?.textContent ?? ''
        return frame.clientHeight > 0 && text.includes(` ${number}`) && text.includes('Thank you')
      })
    Object.assign(globalThis, {
      measure: {
        open: (index: number) => {
          const row = document.querySelectorAll<HTMLElement>('[role="grid"] [role="row"]')[index]!
          const number = numberIn(row)
          return paint(
            () => row.click(),
            () => read(number)
          )
        },
        next: (key: string) => {
          const before = numberIn(chosen())
          return paint(
            () =>
              document.body.dispatchEvent(
                new KeyboardEvent('keydown', { key, code: `Key${key.toUpperCase()}`, bubbles: true })
              ),
            () => numberIn(chosen()) !== before && read(numberIn(chosen()))
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
  const run = async (kind: 'open' | 'next' | 'folder', given: number | string): Promise<number> => {
    // as a hand leaves it: what the act before set going (the mail is marked read) is over
    await page.waitForTimeout(pause)
    if (process.env.SHOW) console.log(kind, given)
    return await page.evaluate(
      ([name, value]) => (globalThis as unknown as Measure).measure[name as 'open'](value as number),
      [kind, given] as const
    )
  }
  const folder: number[] = []
  for (let i = 0; i < 100; i++)
    folder.push(await run('folder', ['Archive', 'Inbox', 'Others', 'Inbox'][i % 4]!))
  const open: number[] = []
  for (let i = 0; i < 100; i++) open.push(await run('open', 1 + (i % 8)))
  const next: number[] = []
  for (let i = 0; i < 100; i++) next.push(await run('next', 'j'))
  return { open, folder, next }
}

/** Starts in a browser that is open; `then` is given the seconds from the start of the core's process to a list with its words. */
async function started<T>(
  kept: { profile: string; dataFolder: string },
  then: (page: Page, seconds: number) => Promise<T>
): Promise<T> {
  const context = await chromium.launchPersistentContext(kept.profile, {
    ...launch,
    viewport: { width: 1440, height: 900 }
  })
  const page = context.pages()[0] ?? (await context.newPage())
  // a browser that is open, and at rest
  await page.waitForTimeout(3000)
  const began = performance.now()
  const shell = await startShell({ dataFolder: kept.dataFolder, strict: false })
  await page.goto(shell.url, { waitUntil: 'commit' })
  await page.waitForFunction(() => document.querySelectorAll('[role="grid"] time').length > 8, undefined, {
    polling: 'raf',
    timeout: 60_000
  })
  const seconds = (performance.now() - began) / 1000
  try {
    return await then(page, seconds)
  } finally {
    await context.close()
    await shell.kill('SIGTERM')
  }
}
