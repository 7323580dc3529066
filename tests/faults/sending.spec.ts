import { expect, type Page, test } from '@playwright/test'
import { type App, readStore, until } from '../app/app.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'
import { type ScriptedSmtp, startScriptedSmtp } from '../servers/scripted-smtp.ts'
import { elsewhere } from '../servers/imap.ts'
import { type FaultApp, openFolder, startWith, upToDate } from './fault-app.ts'

let dovecot: Dovecot
test.beforeAll(async () => {
  dovecot = await startDovecot()
})
test.afterAll(async () => dovecot?.stop())

interface DraftRow {
  subject: string
  state: string
}
const drafts = (app: App): Promise<DraftRow[]> => readStore<DraftRow>(app.page, 'outbox', 'drafts')

async function write(page: Page, subject: string): Promise<void> {
  await page.getByRole('button', { name: 'New mail' }).click()
  await page.getByRole('combobox', { name: 'To' }).fill('anna@acme.example')
  await page.getByRole('combobox', { name: 'To' }).press('Enter')
  await page.getByRole('textbox', { name: 'Subject' }).fill(subject)
  await page.getByRole('textbox', { name: 'Message text' }).click()
  await page.keyboard.type('Once, please.')
}

async function settled(it: FaultApp): Promise<void> {
  await upToDate(it)
  await expect(it.app.page.getByRole('navigation', { name: 'Mailboxes' })).toContainText('Sent')
}

test('the core dies after the last dot, before the reply: the rep is asked, and nothing goes twice', async () => {
  let it: FaultApp | null = null
  let dots = 0
  const smtp: ScriptedSmtp = await startScriptedSmtp((step) => {
    // the server has the whole mail; what it says reaches nobody
    if (step === 'dot' && ++dots === 1) {
      it?.app.shell.child.kill('SIGKILL')
      return 'drop'
    }
    return null
  })
  it = await startWith(dovecot, 'dot', { smtpPort: smtp.port })
  const { app } = it
  try {
    await settled(it)
    await write(app.page, 'Only once')
    await app.page.getByRole('button', { name: 'Send', exact: true }).click()
    await until('the mail at the server', async () => smtp.taken() === 1)
    await app.shell.kill('SIGKILL')
    await app.shell.start()
    await until('the doubt', async () => (await drafts(app))[0]?.state === 'unsure', 30_000)
    await app.page.getByRole('link', { name: /^Outbox/ }).click()
    const outbox = app.page.getByRole('region', { name: 'Mail list' })
    await expect(outbox).toContainText('Only once')
    await expect(outbox).toContainText('Perhaps sent')
    await expect(outbox).toContainText('The connection broke just as this mail was handed over')
    await expect(outbox).toContainText('Then choose whether to send it again')
    expect(smtp.taken()).toBe(1)
    await outbox.getByRole('button', { name: 'It was sent' }).click()
    await until('the draft is settled', async () => (await drafts(app))[0]?.state === 'sent', 10_000)
    expect(smtp.taken()).toBe(1)
  } finally {
    await it.close()
    await smtp.close()
  }
})

test('the core dies right after the 250: the server took it once, and never again by itself', async () => {
  let it: FaultApp | null = null
  const smtp = await startScriptedSmtp((step) => {
    if (step === 'dot') setImmediate(() => it?.app.shell.child.kill('SIGKILL'))
    return null
  })
  it = await startWith(dovecot, 'after', { smtpPort: smtp.port })
  const { app } = it
  try {
    await settled(it)
    await write(app.page, 'Taken')
    await app.page.getByRole('button', { name: 'Send', exact: true }).click()
    await until('the mail at the server', async () => smtp.taken() === 1)
    await app.shell.kill('SIGKILL')
    await app.shell.start()
    // by the log or by the rep, depending on which line the core came to write
    await until(
      'an end or a question',
      async () => {
        const [draft] = await drafts(app)
        return draft !== undefined && /^(?:sent|unsure)$/.test(draft.state)
      },
      30_000
    )
    await app.page.waitForTimeout(4000)
    expect(smtp.taken()).toBe(1)
  } finally {
    await it.close()
    await smtp.close()
  }
})

test('two tabs, one send', async () => {
  const it = await startWith(dovecot, 'tabs')
  const { app, smtp } = it
  try {
    await settled(it)
    const other = await app.context.newPage()
    await other.goto(app.shell.url)
    await expect(other.getByRole('navigation', { name: 'Mailboxes' })).toContainText('Sent')
    await write(other, 'From the second tab')
    await other.getByRole('button', { name: 'Send', exact: true }).click()
    await until('the mail at the server', async () => smtp.mails.length > 0)
    // the tab whose keeper sends goes away, the other takes over
    await app.page.close()
    app.page = other
    await until('sent', async () => (await drafts(app))[0]?.state === 'sent', 30_000)
    await until(
      'one copy in Sent',
      async () =>
        (
          await elsewhere(
            dovecot,
            'tabs',
            'Sent',
            async (client) => (await client.search({ subject: 'From the second tab' })) || []
          )
        ).length === 1,
      // the first mail waits to see whether the server files it by itself
      45_000
    )
    await other.waitForTimeout(2000)
    expect(smtp.mails).toHaveLength(1)
    const copies = await elsewhere(dovecot, 'tabs', 'Sent', (client) => client.search({ all: true }))
    expect(copies).toHaveLength(1)
  } finally {
    await it.close()
  }
})

test('a draft changed here and on another device: both are kept', async () => {
  const it = await startWith(dovecot, 'both')
  const { app } = it
  const inDrafts = (): Promise<string[]> =>
    elsewhere(dovecot, 'both', 'Drafts', async (client) => {
      const uids = (await client.search({ all: true }, { uid: true })) || []
      const found = await Promise.all(
        uids.map((uid) => client.fetchOne(uid, { source: true }, { uid: true }))
      )
      return found.map((mail) => (mail ? String(mail.source) : ''))
    })
  try {
    await settled(it)
    await write(app.page, 'Terms for 2027')
    await app.page.getByRole('button', { name: 'Close and keep as draft' }).click()
    const [first] = await until('the draft at the server', async () => {
      const found = await inDrafts()
      return found.length === 1 ? found : null
    })
    await openFolder(app, /^Drafts/)
    await app.page
      .getByRole('grid', { name: 'Messages' })
      .getByRole('row', { name: /Terms for 2027/ })
      .click()
    await expect(app.page.getByRole('textbox', { name: 'Message text' })).toContainText('Once, please.')
    // the other device changes and saves it meanwhile: a new mail of the same Message-ID, the old one gone
    await elsewhere(dovecot, 'both', 'Drafts', async (client) => {
      const [uid] = (await client.search({ all: true }, { uid: true })) || []
      await client.append('Drafts', first!.replaceAll('Once, please.', 'From the phone.'), ['\\Draft'])
      await client.messageDelete(String(uid), { uid: true })
    })
    await app.page.getByRole('textbox', { name: 'Message text' }).click()
    await app.page.keyboard.type('And from the desk. ')
    await app.page.getByRole('button', { name: 'Close and keep as draft' }).click()
    const both = await until('both versions at the server', async () => {
      const found = await inDrafts()
      return found.length === 2 ? found : null
    })
    expect(both.some((source) => source.includes('From the phone.'))).toBe(true)
    expect(both.some((source) => source.includes('And from the desk.'))).toBe(true)
    await expect(
      app.page
        .getByRole('grid', { name: 'Messages' })
        .getByRole('row', { name: /Terms for 2027/ })
        .first()
    ).toBeVisible()
    await app.page.waitForTimeout(2000)
    expect(await inDrafts()).toHaveLength(2)
  } finally {
    await it.close()
  }
})
