import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { createFiles } from '../../electron/files/service.ts'
import { createMessages } from '../../electron/message/service.ts'
import type { ReaderMessage } from '../../renderer/reader/model.ts'
import type { CallContext, Checked } from '../../shared/contract/index.ts'
import type { Part } from '../../shared/mail/message.ts'
import type { Bundle } from './bundle.ts'

const account = 'reader-test'
const context: CallContext = { signal: new AbortController().signal, caller: 1 }
const log = { info: () => undefined, warn: () => undefined, error: () => undefined }

export type ReaderServer = Awaited<ReturnType<typeof startReaderServer>>

/**
 * The reader's page over the real files service and the real MIME worker, on HTTP as in the browser shell, with
 * mails taken from files instead of a mail server. `links` are the links that the page asked to open.
 */
export async function startReaderServer(page: Bundle) {
  const folder = await mkdtemp(join(tmpdir(), 'reader-'))
  let origin = ''
  const messages = createMessages({ host: { log } })
  const files = createFiles({
    host: { dataFolder: folder, origin: () => origin, log, askSavePath: async () => null },
    parse: messages.parse
  })
  /** Bytes by UID: they become files when they are asked for, as from a mail server. */
  const sources = new Map<number, { source: Uint8Array; parts: Uint8Array[] }>()
  const links: string[] = []
  /** Paths asked for that belong to no address that was given out: what a mail could only have fetched by itself. */
  const strays: string[] = []

  const calls: Record<string, (input: never) => unknown> = {
    'files.frame': (input: Checked<'files.frame'>) => files.handlers['files.frame'](input, context),
    'files.inline': (input: Checked<'files.inline'>) => files.handlers['files.inline'](input, context),
    'files.address': (input: Checked<'files.address'>) => files.handlers['files.address'](input, context),
    'files.read': (input: Checked<'files.read'>) => files.handlers['files.read'](input, context),
    'files.parse': (input: Checked<'files.parse'>) => files.handlers['files.parse'](input, context),
    'app.openLink': ({ url }: Checked<'app.openLink'>) => {
      links.push(url)
      return {}
    },
    'mail.source': ({ uid }: Checked<'mail.source'>) => files.put(account, sources.get(uid)!.source),
    'mail.part': ({ uid, part }: Checked<'mail.part'>) =>
      files.put(account, sources.get(uid)!.parts[Number(part) - 2]!)
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://page').pathname
    if (path === '/' || path === '/favicon.ico') {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
      const style = page.style.replaceAll('</style', '<\\/style')
      response.end(
        `<!doctype html><html data-mantine-color-scheme="light"><meta charset="utf-8"><title>Reader</title><link rel="icon" href="data:,"><style>${style}</style><body><div id="root"></div><script src="/page.js"></script>`
      )
      return
    }
    if (path === '/page.js') {
      response.writeHead(200, { 'Content-Type': 'text/javascript; charset=utf-8' })
      response.end(page.script)
      return
    }
    if (path.startsWith('/call/')) {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const handler = calls[path.slice(6)]
      try {
        if (handler === undefined) throw new Error(`no ${path}`)
        const made = await handler(JSON.parse(Buffer.concat(chunks).toString('utf8')) as never)
        response.writeHead(200, { 'Content-Type': 'application/json' })
        response.end(
          JSON.stringify(made instanceof Uint8Array ? { base64: Buffer.from(made).toString('base64') } : made)
        )
      } catch (error) {
        response.writeHead(500)
        response.end(String(error))
      }
      return
    }
    const found = await files.serve({ path, range: request.headers.range ?? null })
    if (found === null) {
      strays.push(path)
      response.writeHead(404)
      response.end()
      return
    }
    response.writeHead(found.status, found.headers)
    if (found.body instanceof Uint8Array) response.end(found.body)
    else Readable.fromWeb(found.body as Parameters<typeof Readable.fromWeb>[0]).pipe(response)
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  let lastUid = 0
  /** Parses a mail by the real worker, and answers it as the cache would hand it to the reader. */
  async function read(bytes: Uint8Array): Promise<ReaderMessage> {
    const uid = ++lastUid
    const path = join(folder, `mail-${uid}.eml`)
    await writeFile(path, bytes)
    const parsed = await messages.parse(path)
    sources.set(uid, { source: bytes, parts: parsed.attachments.map((one) => one.bytes) })
    const parts: Part[] = parsed.attachments.map((one, at) => ({
      part: String(at + 2),
      type: one.type,
      size: one.bytes.length,
      encoding: '7bit',
      charset: '',
      name: one.name,
      cid: one.cid,
      disposition: one.inline ? 'inline' : 'attachment',
      body: ''
    }))
    return {
      id: uid,
      account,
      folder: 'INBOX',
      uidValidity: '1',
      uid,
      subject: parsed.subject,
      from: parsed.from,
      to: parsed.to,
      cc: parsed.cc,
      bcc: [],
      replyTo: [],
      sent: parsed.date ?? 0,
      received: parsed.date ?? 0,
      flags: 1,
      context: 4,
      parts,
      snippet: '',
      body: { text: parsed.text, html: parsed.html, truncated: false, failed: parsed.failed },
      messageId: `${uid}@reader.test`,
      inReplyTo: '',
      references: [],
      listId: '',
      listPost: '',
      unsubscribe: ''
    }
  }

  async function close(): Promise<void> {
    await messages.close()
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
    await rm(folder, { recursive: true, force: true })
  }
  return { origin, read, links, strays, close }
}
