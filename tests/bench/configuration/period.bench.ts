import type { Page } from '@playwright/test'
import { accountDraft, startSmtp } from '../../app/app.ts'
import { startDovecot } from '../../servers/dovecot.ts'
import { mailOf } from '../../servers/messages.ts'
import { type Measured, openMeasured, watchTasks } from '../main-job/measured.ts'
import type { BenchOptions } from '../run.ts'
import { median, type Row, repeat, spreadOf } from '../stats.ts'

const area = 'configuration'
const day = 86_400_000
/** Days that stay, of a mailbox whose mails lie ten minutes apart. */
const kept = 7

interface Inside {
  salesinbox: {
    bridge: { call(name: string, input: unknown): Promise<unknown> }
    cache: { ledger: { periods: Map<string, { dropping?: boolean }> } }
  }
  period: { gone: Promise<number> }
}

/** A newer sync date over a full cache: how soon no view shows the rest, and what a reader feels while it leaves the disk. */
export async function rows({ runs, mails }: BenchOptions): Promise<Row[]> {
  const staying = kept * 144 + 144
  const dovecot = await startDovecot()
  const smtp = await startSmtp()
  dovecot.seed('narrow', 'INBOX', mailOf({ count: mails + staying, newest: Date.now() }))
  const measured = await openMeasured()
  const { page } = measured.app
  try {
    await measured.add(accountDraft({ imap: dovecot.imap, smtp: smtp.port }, { user: 'narrow' }))
    await measured.when('here', mails + staying)
    await measured.idle()
    const tasks: number[] = []
    const gone = await repeat(runs, async (run) => {
      if (run > 0) await widen(measured, mails + staying)
      const ms = await narrow(page, staying)
      tasks[run] = await dropping(page)
      return ms
    })
    const longest = tasks.slice(1)
    return [
      {
        area,
        name: 'a newer sync date takes 50,000 cached mails out of all views',
        value: median(gone) / 1000,
        unit: 's',
        bar: 0.5,
        better: 'lower',
        n: gone.length,
        spread: spreadOf(gone.map((ms) => ms / 1000))
      },
      {
        area,
        name: 'longest task of the page while they leave the disk and the list is scrolled',
        value: median(longest),
        unit: 'ms',
        bar: 50,
        better: 'lower',
        n: longest.length,
        spread: spreadOf(longest)
      }
    ]
  } finally {
    await measured.close()
    await smtp.close()
    await dovecot.stop()
  }
}

/** All of it again: what was dropped meanwhile is fetched anew. */
async function widen({ app, when, idle }: Measured, all: number): Promise<void> {
  await app.page.evaluate(async () => {
    const { bridge } = (globalThis as unknown as Inside).salesinbox
    const [one] = (await bridge.call('accounts.list', {})) as { id: string }[]
    await bridge.call('accounts.change', { id: one!.id, patch: { period: { everything: true } } })
  })
  await when('here', all)
  await idle()
}

/** By the account's page, as a rep does; ms from the click on the verb to the inbox without the rest, painted. */
async function narrow(page: Page, most: number): Promise<number> {
  await page.evaluate(async () => {
    const { bridge } = (globalThis as unknown as Inside).salesinbox
    const [one] = (await bridge.call('accounts.list', {})) as { id: string }[]
    location.hash = '#/mail'
    await new Promise((done) => setTimeout(done, 500))
    location.hash = `#/settings/accounts/${one!.id}`
  })
  const section = page.getByRole('region', { name: 'Email Sync Preferences' })
  await section.getByRole('radio', { name: 'From a specific date' }).check()
  const from = new Date(Date.now() - kept * day)
  await section.getByLabel('Earliest date').fill(from.toLocaleDateString('sv'))
  await section.getByRole('button', { name: 'Update' }).click()
  const verb = page.getByRole('dialog').getByRole('button', { name: /^Remove/ })
  await verb.waitFor()
  await page.waitForTimeout(2000)
  await page.evaluate((most) => {
    const gone = new Promise<number>((resolve) => {
      addEventListener(
        'click',
        ({ timeStamp }) => {
          location.hash = '#/mail'
          const look = (): void => {
            const rows = Number(
              document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount') ?? Infinity
            )
            if (rows > most) return void requestAnimationFrame(look)
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - timeStamp)))
          }
          requestAnimationFrame(look)
        },
        { capture: true, once: true }
      )
    })
    Object.assign(globalThis, { period: { gone } })
  }, most)
  await verb.click()
  return page.evaluate(() => (globalThis as unknown as Inside).period.gone)
}

/** ms of the longest task until the disk is rid of them, while the list is scrolled as fast as the wheel turns. */
async function dropping(page: Page): Promise<number> {
  const longest = await watchTasks(page)
  await page.mouse.move(500, 500)
  const isDropping = (): Promise<boolean> =>
    page.evaluate(() =>
      [...(globalThis as unknown as Inside).salesinbox.cache.ledger.periods.values()].some(
        (one) => one.dropping
      )
    )
  let turn = 0
  while (await isDropping()) {
    for (let i = 0; i < 20; i++) {
      await page.mouse.wheel(0, turn++ % 200 < 150 ? 1000 : -1000)
      await new Promise((next) => setTimeout(next, 16))
    }
  }
  if (turn === 0) throw new Error('It was gone before it was looked at')
  return longest()
}
