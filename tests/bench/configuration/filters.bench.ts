import { accountDraft, startSmtp } from '../../app/app.ts'
import type { Condition, Rule } from '../../../shared/filters/model.ts'
import { startDovecot } from '../../servers/dovecot.ts'
import { mailOf } from '../../servers/messages.ts'
import { openMeasured } from '../main-job/measured.ts'
import type { BenchOptions } from '../run.ts'
import { median, type Row, repeat, spreadOf } from '../stats.ts'

const rules = 2000
const largest = 10_000

/** Rules as reps have them: one to three conditions on headers, some of which fit the mail that is here. */
function ruleOf(n: number): Rule {
  const text = (field: 'from' | 'subject' | 'toOrCc', value: string): Condition => ({
    kind: 'text',
    field,
    header: '',
    op: 'contains',
    value
  })
  const conditions = [
    text('from', n % 40 === 0 ? 'anna' : `@customer${n}.example`),
    text('subject', `offer ${n % 300}`),
    text('toOrCc', `team${n % 50}@fernhill.example`)
  ].slice(0, 1 + (n % 3))
  return {
    id: `rule-${n}`,
    name: `Rule ${n}`,
    enabled: true,
    account: null,
    onArrival: true,
    match: n % 4 === 1 ? 'any' : 'all',
    conditions,
    actions: [{ kind: 'star' }],
    origin: null
  }
}

/** From the click on "Run on mail here" until what each rule would do stands there, in the window over the real cache. */
export async function rows({ runs, mails }: BenchOptions): Promise<Row[]> {
  const held = Math.min(largest, mails)
  const dovecot = await startDovecot()
  const smtp = await startSmtp()
  dovecot.seed('rep', 'INBOX', mailOf({ count: held }))
  const measured = await openMeasured()
  try {
    const client = await measured.app.client()
    await client.call('filters.save', { rev: 0, rules: Array.from({ length: rules }, (_, n) => ruleOf(n)) })
    client.close()
    await measured.add(accountDraft({ imap: dovecot.imap, smtp: smtp.port }))
    await measured.when('here', held)
    await measured.idle()
    const { page } = measured.app
    const seconds = await repeat(runs, async () => {
      await page.evaluate(() => (location.hash = '#/settings/filters'))
      const run = page.getByRole('button', { name: 'Run on mail here' })
      await run.waitFor()
      return page.evaluate(async (expected) => {
        const button = [...document.querySelectorAll('button')].find(
          (one) => one.textContent === 'Run on mail here'
        )!
        const began = performance.now()
        button.click()
        for (;;) {
          await new Promise(requestAnimationFrame)
          const said =
            document.querySelector('[role="status"][aria-label="What it would do"]')?.textContent ?? ''
          if (said.endsWith(`of ${expected.toLocaleString('en')} mails here`)) break
        }
        return (performance.now() - began) / 1000
      }, held)
    })
    return [
      {
        area: 'configuration',
        name: '2,000 rules over 10,000 cached mails',
        value: median(seconds),
        unit: 's',
        bar: 2,
        better: 'lower',
        n: seconds.length,
        spread: spreadOf(seconds)
      }
    ]
  } finally {
    await measured.close()
    await smtp.close()
    await dovecot.stop()
  }
}
