import { accountDraft, startApp, startSmtp } from '../../app/app.ts'
import { fillOtherMail } from '../../app/setup-form.ts'
import { startDovecot } from '../../servers/dovecot.ts'
import { mailOf } from '../../servers/messages.ts'
import type { BenchOptions } from '../run.ts'
import { median, repeat, type Row, spreadOf } from '../stats.ts'

/**
 * Runs in the page, whose clock it is: a driver's looks come too seldom. Opens the first mail of the list as soon as
 * its rows have their words; ms from the next click to the paint of a text in the reader.
 */
function opensTheFirst(): Promise<number> {
  return new Promise((resolve, reject) => {
    addEventListener(
      'click',
      ({ timeStamp }) => {
        let opened = false
        const look = (): void => {
          const now = performance.now()
          if (now - timeStamp > 30_000) return reject(new Error('No mail could be read'))
          if (!opened && document.querySelectorAll('[role="grid"] time').length > 8) {
            opened = true
            document.querySelector<HTMLElement>('[role="grid"] [role="row"]')!.click()
          }
          const frame = document.querySelector<HTMLIFrameElement>('iframe[title="Message body"]')
          const text = frame?.contentDocument?.body?.textContent ?? ''
          if (!frame || frame.clientHeight === 0 || !text.includes('Thank you'))
            return void requestAnimationFrame(look)
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - timeStamp)))
        }
        look()
      },
      { capture: true, once: true }
    )
  })
}

/** From the form with its last field typed to a mail that is open and can be read, on a local server. */
export async function rows({ runs }: BenchOptions): Promise<Row[]> {
  const dovecot = await startDovecot()
  const smtp = await startSmtp()
  let count = 0
  async function once(): Promise<number> {
    const user = `setup${count++}`
    dovecot.seed(user, 'INBOX', mailOf({ count: 1000 }))
    const app = await startApp({ strict: false })
    try {
      const { page } = app
      await page.getByRole('heading', { name: 'Add your mailbox' }).waitFor()
      await fillOtherMail(page, accountDraft({ imap: dovecot.imap, smtp: smtp.port }, { user }))
      const read = page.evaluate(opensTheFirst)
      await page.getByRole('button', { name: 'Configure' }).click()
      return await read
    } finally {
      await app.close()
    }
  }
  try {
    const times = (await repeat(runs, once)).map((ms) => ms / 1000)
    return [
      {
        area: 'configuration',
        name: 'from typed address and password to the first readable mail',
        value: median(times),
        unit: 's',
        bar: 2,
        better: 'lower',
        n: times.length,
        spread: spreadOf(times)
      }
    ]
  } finally {
    await smtp.close()
    await dovecot.stop()
  }
}
