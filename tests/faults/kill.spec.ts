import { expect, type Page, test } from '@playwright/test'
import { accountDraft, type App, held, progress, startApp, startSmtp, until } from '../app/app.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'
import { mailOf } from '../servers/messages.ts'
import { startProxy } from '../servers/proxy.ts'

const full = process.env['FAULTS'] === 'full'
const mails = Number(process.env['FAULT_MAILS'] ?? 2000)
/** Mails under way at once: one half is written while the other comes. */
const batch = 200
const half = batch / 2
/** One more would be a half that was not there. */
const points = full ? mails / half : Math.min(20, mails / half)

// one after the other: side by side, twenty starts of each take the other's processor, and both twice as long
test.describe.configure({ mode: 'default', timeout: 300_000 })

let dovecot: Dovecot
test.beforeAll(async () => {
  dovecot = await startDovecot({
    capability:
      'IMAP4rev1 LITERAL+ IDLE UIDPLUS MOVE CONDSTORE QRESYNC ENABLE ESEARCH SPECIAL-USE LIST-EXTENDED LIST-STATUS NAMESPACE UNSELECT SASL-IR ID'
  })
})
test.afterAll(async () => dovecot.stop())

/** Ends the page's process as a crash does: nothing is flushed, nothing said. */
async function crash(page: Page): Promise<void> {
  const gone = new Promise((done) => page.once('crash', done))
  const session = await page.context().newCDPSession(page)
  // a page that has crashed does not answer that it has
  void session.send('Page.crash').catch(() => undefined)
  await gone
  await page.close()
}

async function killLoop(user: string, kill: (app: App) => Promise<void>): Promise<void> {
  dovecot.seed(user, 'INBOX', mailOf({ count: mails, seed: 7 }))
  const proxy = await startProxy(dovecot.imap, ['ENVELOPE ('])
  const smtp = await startSmtp()
  const app = await startApp({ local: { 'salesinbox.batch': String(batch) } })
  try {
    const client = await app.client()
    const { account } = await client.call(
      'accounts.add',
      accountDraft({ imap: proxy.port, smtp: smtp.port }, { user })
    )
    client.close()
    expect(account).not.toBeNull()
    let kills = 0
    for (let point = 1; point <= points; point++) {
      const target = Math.min(mails, point * half)
      const reached = await until(
        `${target} headers`,
        async () => {
          const { here } = await progress(app.page)
          return here >= target ? here : null
        },
        60_000,
        10
      )
      if (reached > mails) break
      await kill(app)
      kills++
    }
    expect(kills).toBeGreaterThanOrEqual(Math.min(20, points))
    await until('all texts', async () => (await progress(app.page)).texts >= mails, 60_000)
    const end = await held(app.page)
    expect(end.folders['INBOX']).toHaveLength(mails)
    expect(new Set(end.folders['INBOX']).size).toBe(mails)
    expect(end.messages).toBe(mails)
    expect(end.bodies).toBe(mails)
    expect(end.doubled).toEqual([])
    const again = proxy.seen('ENVELOPE (') - mails
    test
      .info()
      .annotations.push({ type: 'figure', description: `${kills} kills, ${again} headers fetched again` })
    console.log(`${user}: ${kills} kills, ${again} of ${mails} headers fetched again`)
    expect(again).toBeLessThanOrEqual(kills * batch)
  } finally {
    await app.close()
    await proxy.close()
    await smtp.close()
  }
}

test('the keeper’s page dies after every batch: nothing is lost, nothing doubled', async () => {
  await killLoop('page', async (app) => {
    await crash(app.page)
    app.page = await app.context.newPage()
    await app.page.goto(app.shell.url)
  })
})

test('the core is killed after every batch: nothing is lost, nothing doubled', async () => {
  await killLoop('core', (app) => app.shell.killAndRestart())
})
