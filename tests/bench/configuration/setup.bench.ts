import { accountDraft, startApp, startSmtp } from '../../app/app.ts'
import { fillOtherMail } from '../../app/setup-form.ts'
import { startDovecot } from '../../servers/dovecot.ts'
import { mailOf } from '../../servers/messages.ts'
import type { BenchOptions } from '../run.ts'
import { median, repeat, type Row, spreadOf } from '../stats.ts'

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
      const begun = performance.now()
      await page.getByRole('button', { name: 'Configure' }).click()
      await page.getByRole('grid', { name: 'Messages' }).getByRole('row').first().click()
      await page.frameLocator('iframe[title="Message body"]').first().locator('body').waitFor()
      return performance.now() - begun
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
