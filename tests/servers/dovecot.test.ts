import { ImapFlow } from 'imapflow'
import { expect, it } from 'vitest'
import { startDovecot } from './dovecot.ts'

it('serves seeded mail with its date and flags, and delivers more', async () => {
  const dovecot = await startDovecot()
  try {
    const received = Date.UTC(2026, 1, 3, 4, 5, 6)
    dovecot.seed('anna', 'INBOX', [{ bytes: 'Subject: one\r\n\r\nHello\r\n', received, flags: 'S' }])
    dovecot.seed('anna', 'Suppliers', [{ bytes: 'Subject: two\r\n\r\nHello\r\n', received }])
    const client = new ImapFlow({
      host: dovecot.host,
      port: dovecot.imap,
      secure: false,
      doSTARTTLS: false,
      logger: false,
      auth: { user: 'anna', pass: 'pass' }
    })
    client.on('error', () => undefined)
    await client.connect()
    expect((await client.list()).map((folder) => folder.path)).toContain('Suppliers')
    await client.mailboxOpen('INBOX')
    const first = await client.fetchOne('1', { envelope: true, flags: true, internalDate: true })
    expect(first).toMatchObject({ envelope: { subject: 'one' }, internalDate: new Date(received) })
    expect([...(first || { flags: new Set() }).flags!]).toContain('\\Seen')
    await dovecot.deliver('anna', 'From: <a@b.example>\nSubject: three\n\n.dot\n')
    await client.noop()
    expect(client.mailbox && client.mailbox.exists).toBe(2)
    await client.logout()
  } finally {
    await dovecot.stop()
  }
})
