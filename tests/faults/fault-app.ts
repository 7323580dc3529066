import { expect } from '@playwright/test'
import { accountDraft, type App, startApp, startSmtp } from '../app/app.ts'
import type { Dovecot } from '../servers/dovecot.ts'

export interface FaultApp {
  app: App
  /** '' until it was added. */
  account: string
  /** Adds the mailbox, where the test did not want it from the start. */
  add(): Promise<void>
  smtp: Awaited<ReturnType<typeof startSmtp>>
  close(): Promise<void>
}

/** The whole app with one mailbox of this server, as it is right after it was set up. */
export async function startWith(
  dovecot: Dovecot,
  user: string,
  options: Parameters<typeof startApp>[0] & { smtpPort?: number; addLater?: boolean } = {}
): Promise<FaultApp> {
  const { smtpPort, addLater = false, ...appOptions } = options
  const smtp = await startSmtp()
  const app = await startApp(appOptions)
  const client = await app.client()
  await client.call('app.setPreferences', { undoSendSeconds: 0, notifications: false })
  client.close()
  const it: FaultApp = {
    app,
    account: '',
    smtp,
    async add() {
      const adding = await app.client()
      const draft = accountDraft({ imap: dovecot.imap, smtp: smtpPort ?? smtp.port }, { user })
      const { account } = await adding.call('accounts.add', draft)
      adding.close()
      if (!account) throw new Error('The account was not added')
      it.account = account.id
    },
    async close() {
      await app.close()
      await smtp.close()
    }
  }
  if (!addLater) await it.add()
  return it
}

/** A plain mail; `head` and `body` as they are. */
export function plain(subject: string, id: string, body = 'Hello.', head = ''): string {
  return `From: Anna Bergmann <anna@acme.example>\r\nTo: rep@fernhill.example\r\nSubject: ${subject}\r\nMessage-ID: <${id}@acme.example>\r\nDate: Tue, 24 Nov 2026 10:00:00 +0000\r\n${head}\r\n${body}\r\n`
}

/** A mail with a text and one file. */
export function withFile(subject: string, id: string, file: Buffer, name = 'plan.bin'): string {
  const lines = file.toString('base64').replace(/(.{76})/g, '$1\r\n')
  const text = `--b\r\nContent-Type: text/plain\r\n\r\nThe text of ${subject}.\r\n`
  const part = `--b\r\nContent-Type: application/octet-stream; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines}\r\n--b--`
  return plain(subject, id, text + part, 'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n')
}

/** Until the window says that all is here. */
export async function upToDate({ app }: FaultApp): Promise<void> {
  await expect(app.page.getByRole('status', { name: 'Sync status' })).toContainText('Up to date', {
    timeout: 30_000
  })
}

/** `#/mail/f/1` or such, without a reload. */
export async function openFolder(app: App, name: string | RegExp): Promise<void> {
  await app.page.getByRole('navigation', { name: 'Mailboxes' }).getByRole('link', { name }).first().click()
}
