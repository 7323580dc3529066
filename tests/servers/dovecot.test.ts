import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ImapFlow } from 'imapflow'
import { expect, it } from 'vitest'
import { type Dovecot, startDovecot } from './dovecot.ts'

function clientOf(dovecot: Dovecot): ImapFlow {
  const client = new ImapFlow({
    host: dovecot.host,
    port: dovecot.imap,
    secure: false,
    doSTARTTLS: false,
    logger: false,
    auth: { user: 'anna', pass: 'pass' }
  })
  client.on('error', () => undefined)
  return client
}

it('serves seeded mail with its date and flags, and delivers more', async () => {
  const dovecot = await startDovecot()
  try {
    const received = Date.UTC(2026, 1, 3, 4, 5, 6)
    dovecot.seed('anna', 'INBOX', [{ bytes: 'Subject: one\r\n\r\nHello\r\n', received, flags: 'S' }])
    dovecot.seed('anna', 'Suppliers', [{ bytes: 'Subject: two\r\n\r\nHello\r\n', received }])
    const client = clientOf(dovecot)
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

it('keeps all mail of several seedings and of a restart', async () => {
  const dovecot = await startDovecot()
  try {
    const mail = (subject: string) => [
      { bytes: `Subject: ${subject}\n\nHello\n`, received: Date.UTC(2026, 1, 3) }
    ]
    dovecot.seed('anna', 'INBOX', mail('one'))
    dovecot.seed('anna', 'INBOX', mail('two'))
    const [first] = readdirSync(join(dovecot.maildir('anna'), 'cur'))
    expect(first).toMatch(/,S=20,W=23:2,$/)
    await dovecot.restart()
    const client = clientOf(dovecot)
    await client.connect()
    expect((await client.mailboxOpen('INBOX')).exists).toBe(2)
    await client.logout()
  } finally {
    await dovecot.stop()
  }
})

it.each([
  ['german', 'Gesendete Elemente', 'Entwürfe & Ähnliches 🎈'],
  ['courier', 'INBOX.Sent', 'Berichte']
] as const)('stands in for a %s server', async (namespace, own, seeded) => {
  const dovecot = await startDovecot({ namespace, capability: 'IMAP4rev1 LITERAL+ IDLE', tls: false })
  try {
    dovecot.seed('anna', seeded, [{ bytes: 'Subject: one\n\nHello\n', received: 0 }])
    const client = clientOf(dovecot)
    await client.connect()
    const paths = (await client.list()).map((folder) => folder.path)
    const path = namespace === 'courier' ? `INBOX.${seeded}` : seeded
    expect(paths).toEqual(expect.arrayContaining([own, path]))
    expect((await client.mailboxOpen(path)).exists).toBe(1)
    expect([...client.capabilities.keys()]).not.toContain('STARTTLS')
    expect([...client.capabilities.keys()]).not.toContain('CONDSTORE')
    await client.logout()
  } finally {
    await dovecot.stop()
  }
})
