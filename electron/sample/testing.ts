import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ImapFlow } from 'imapflow'
import { createTransport } from 'nodemailer'
import type { Log } from '../host/host.ts'

export const resourcesFolder = join(import.meta.dirname, '../../resources')
export const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }

export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'sample-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

export interface Login {
  user: string
  password: string
}

export async function connectImap(port: number, login: Login): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port,
    secure: false,
    doSTARTTLS: false,
    auth: { user: login.user, pass: login.password },
    logger: false
  })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

export function sendBy(
  port: number,
  login: Login,
  mail: Parameters<ReturnType<typeof createTransport>['sendMail']>[0]
) {
  const transport = createTransport({
    host: '127.0.0.1',
    port,
    secure: false,
    ignoreTLS: true,
    auth: { user: login.user, pass: login.password }
  })
  return transport.sendMail(mail).finally(() => transport.close())
}

/** Waits for what a server is about to do; throws when it does not. */
export async function eventually<T>(look: () => T | Promise<T>, within = 5000): Promise<NonNullable<T>> {
  for (const limit = Date.now() + within; ;) {
    const found = await look()
    if (found) return found
    if (Date.now() > limit) throw new Error('it did not come to that')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
