import { ImapFlow } from 'imapflow'
import type { Dovecot } from './dovecot.ts'

/** Another program of the same rep, at the same server; `folder`: what is open while it works. */
export async function elsewhere<T>(
  dovecot: Pick<Dovecot, 'imap'>,
  user: string,
  folder: string | null,
  work: (client: ImapFlow) => Promise<T>
): Promise<T> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: dovecot.imap,
    secure: false,
    doSTARTTLS: false,
    logger: false,
    auth: { user, pass: 'pass' }
  })
  client.on('error', () => undefined)
  await client.connect()
  try {
    if (folder !== null) await client.mailboxOpen(folder)
    return await work(client)
  } finally {
    await client.logout()
  }
}
