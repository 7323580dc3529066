import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CallContext, Checked } from '../../shared/contract/index.ts'
import type { Content } from '../../shared/contract/mail.ts'
import { compileMessage } from '../../electron/message/compile.ts'
import type { Deadlines, OutgoingServer } from '../../electron/smtp/connection.ts'
import { createOutgoing, type OutgoingDeps, type OutgoingService } from '../../electron/smtp/service.ts'

export const quick: Deadlines = { connect: 2000, greeting: 2000, silence: 3000, afterDot: 3000 }
export const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

export function context(signal: AbortSignal = new AbortController().signal): CallContext {
  return { signal, caller: 1 }
}

export function server(port: number, change: Partial<OutgoingServer> = {}): OutgoingServer {
  return {
    host: '127.0.0.1',
    port,
    security: 'never',
    user: 'maya@fernhill.example',
    authentication: true,
    storeSent: true,
    ...change
  }
}

export function mail(change: Partial<Content> = {}): Content {
  return {
    from: ['Maya', 'maya@fernhill.example'],
    replyTo: [],
    to: [['Dana', 'dana@acme.example']],
    cc: [],
    bcc: [],
    subject: 'Renewal',
    text: 'Hello Dana',
    html: '',
    attachments: [],
    messageId: 'one@fernhill.example',
    inReplyTo: '',
    references: [],
    date: 0,
    ...change
  }
}

export function input(change: Partial<Content> = {}): Checked<'outgoing.send'> {
  return { lease: 1, account: 'a1', content: mail(change) }
}

export function outgoing(
  folder: string,
  outgoingServer: OutgoingServer,
  change: Partial<OutgoingDeps> = {}
): OutgoingService {
  return createOutgoing({
    host: { dataFolder: folder, log: quiet },
    route: async () => ({
      outgoing: outgoingServer,
      secret: async () => 'pass',
      trustedCertificates: [],
      elsewhere: false
    }),
    copy: () => 'now',
    filing: () => 'unknown',
    filed: () => undefined,
    compile: (content) => compileMessage(content, []),
    files: { read: async () => new Uint8Array(0) },
    searchSent: async () => null,
    deadlines: quick,
    ...change
  })
}

export async function temporaryFolder(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'outgoing-'))
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}
