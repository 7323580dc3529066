import { accountDraft, startApp, startSmtp, until } from '../../app/app.ts'
import { joinTeam, startTeam } from '../../app/team.ts'
import { startDovecot } from '../../servers/dovecot.ts'
import { now } from '../main-job/measured.ts'
import type { BenchOptions } from '../run.ts'
import { quantile, spreadOf, type Row } from '../stats.ts'

const each = 10

const mailOf = (subject: string): string =>
  [
    'From: Anna <anna@acme.example>',
    'To: maya@fernhill.example',
    `Subject: ${subject}`,
    `Message-ID: <${subject.replace(' ', '-')}@acme.example>`,
    `Date: ${new Date().toUTCString()}`,
    '',
    `Hello, this is the text of ${subject}.`,
    ''
  ].join('\r\n')

/** From the moment a mail is handed to its owner's server until a colleague's list of the record shows it, painted. */
export async function rows({ runs }: BenchOptions): Promise<Row[]> {
  const team = await startTeam(['Maya', 'Otto'])
  const dovecot = await startDovecot()
  const smtp = await startSmtp()
  const maya = await startApp()
  const otto = await startApp()
  try {
    await joinTeam(maya, team.people[0]!.invitation)
    await joinTeam(otto, team.people[1]!.invitation)
    dovecot.seed('maya', 'INBOX', [{ received: Date.now() - 60_000, bytes: mailOf('First') }])
    const client = await maya.client()
    const { id: anna } = await client.call('workspace.create', {
      kind: 'contact',
      values: { name: 'Anna Berg', addresses: ['anna@acme.example'] }
    })
    const ports = { imap: dovecot.imap, smtp: smtp.port }
    const { account } = await client.call('accounts.add', accountDraft(ports, { user: 'maya' }))
    if (!account) throw new Error('the mailbox could not be connected')
    await client.call('accounts.change', { id: account.id, patch: { sharing: 'public' } })
    client.close()
    await otto.page.goto(`${otto.shell.url.split('#')[0]}#/records/contact/${anna}`)
    const list = otto.page.getByRole('region', { name: 'Emails', exact: true })
    await list.getByText('First', { exact: false }).first().waitFor({ timeout: 60_000 })
    const times: number[] = []
    for (let n = 0; n < 2 + runs * each; n++) {
      const subject = `News ${n}`
      const shown = otto.page.evaluate(
        (text) =>
          new Promise<number>((resolve) => {
            const look = (): boolean => (document.body.textContent ?? '').includes(text)
            const done = (): void =>
              void requestAnimationFrame(() =>
                setTimeout(() => resolve(performance.timeOrigin + performance.now()))
              )
            if (look()) return done()
            const watch = new MutationObserver(() => {
              if (!look()) return
              watch.disconnect()
              done()
            })
            watch.observe(document.body, { subtree: true, childList: true, characterData: true })
          }),
        `${subject} `.trim()
      )
      const began = now()
      await dovecot.deliver('maya', mailOf(subject))
      let at = 0
      void shown.then((moment) => (at = moment))
      await until(subject, async () => at > 0)
      // the first ones warm both apps
      if (n >= 2) times.push(at - began)
    }
    return [
      {
        area: 'workspace',
        name: 'a mail’s arrival to a colleague’s list, p95',
        value: quantile(times, 0.95) / 1000,
        unit: 's',
        bar: 1,
        better: 'lower',
        n: times.length,
        spread: spreadOf(times.map((ms) => ms / 1000))
      }
    ]
  } finally {
    for (const one of [maya, otto, smtp]) await one.close()
    await dovecot.stop()
    await team.stop()
  }
}
