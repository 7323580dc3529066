import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { SMTPServer } from 'smtp-server'
import type { AccountDraft } from '../../shared/contract/accounts.ts'
import { usual } from '../../shared/new-account.ts'
import { launch } from './chromium.ts'
import { unpackHeaders } from '../../renderer/cache/headers.ts'
import { type Client, connectClient } from './client.ts'
import { type Shell, startShell } from './shell.ts'

export interface App {
  shell: Shell
  context: BrowserContext
  /** The browser's profile on disk: the mail is in it. */
  profile: string
  page: Page
  /** A new connection each time: the core may have been killed since. */
  client(): Promise<Client>
  /** kill -9 of the browser and a new start on the same profile. */
  killBrowserAndRestart(): Promise<void>
  close(): Promise<void>
}

/** The whole app: core as a process, page in Chromium with a profile on disk, as a rep has it. */
export async function startApp(
  options: {
    args?: string[]
    profile?: string
    dataFolder?: string
    /** Bulk answers are checked too; benches do without, as a rep does. */
    strict?: boolean
    /** Arguments of Node itself, and its environment. */
    node?: string[]
    env?: Record<string, string>
    /** What the page finds in its localStorage. */
    local?: Record<string, string>
  } = {}
): Promise<App> {
  const { profile: given, local = {}, ...shellOptions } = options
  const shell = await startShell(shellOptions)
  const profile = given ?? mkdtempSync(join(tmpdir(), 'salesinbox-profile-'))
  async function open(): Promise<{ context: BrowserContext; page: Page }> {
    const context = await chromium.launchPersistentContext(profile, {
      ...launch,
      viewport: { width: 1440, height: 900 },
      locale: 'en-GB',
      timezoneId: 'Europe/Stockholm'
    })
    await context.addInitScript((items) => {
      for (const [key, value] of Object.entries(items)) localStorage.setItem(key, value)
    }, local)
    const page = context.pages()[0] ?? (await context.newPage())
    await page.goto(shell.url)
    return { context, page }
  }
  const app: App = {
    ...(await open()),
    shell,
    profile,
    client: () => connectClient(shell.url),
    async killBrowserAndRestart() {
      const { context } = app
      const session = await context.browser()!.newBrowserCDPSession()
      const { processInfo } = await session.send('SystemInfo.getProcessInfo')
      const gone = new Promise((done) => context.once('close', done))
      process.kill(processInfo.find(({ type }) => type === 'browser')!.id, 'SIGKILL')
      await gone
      Object.assign(app, await open())
    },
    async close() {
      // a browser that cannot write (the disk is full) may never say that it is closed
      await Promise.race([app.context.close(), new Promise((late) => setTimeout(late, 20_000).unref())])
      await shell.close()
      if (!given) rmSync(profile, { recursive: true, force: true })
    }
  }
  return app
}

/** An SMTP server that keeps what it takes: all but mail to `refuse`, up to `size` octets as it says itself. */
export async function startSmtp(options: { refused?: string[]; size?: number } = {}): Promise<{
  port: number
  mails: { from: string; to: string[]; bytes: Buffer }[]
  /** Addresses that it does not deliver to. */
  refuse: Set<string>
  close(): Promise<void>
}> {
  const mails: { from: string; to: string[]; bytes: Buffer }[] = []
  const refuse = new Set(options.refused)
  const server = new SMTPServer({
    authOptional: true,
    ...(options.size ? { size: options.size } : {}),
    disabledCommands: ['STARTTLS'],
    onAuth: (auth, _session, done) => done(null, { user: auth.username ?? '' }),
    onRcptTo: ({ address }, _session, done) =>
      done(refuse.has(address) ? Object.assign(new Error('No such user here'), { responseCode: 550 }) : null),
    onData(stream, session, done) {
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        mails.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map((one) => one.address),
          bytes: Buffer.concat(pieces)
        })
        done()
      })
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    port: (server.server.address() as { port: number }).port,
    mails,
    refuse,
    close: () => new Promise((done) => server.close(() => done()))
  }
}

export function accountDraft(
  ports: { imap: number; smtp: number },
  parts: Partial<AccountDraft> & { user?: string } = {}
): AccountDraft {
  const { user = 'rep', ...rest } = parts
  return {
    displayName: 'Maya Lindqvist',
    address: `${user}@fernhill.example`,
    service: null,
    protocol: 'imap',
    ...usual,
    incoming: { host: '127.0.0.1', port: ports.imap, security: 'never', user },
    outgoing: {
      host: '127.0.0.1',
      port: ports.smtp,
      security: 'never',
      user,
      authentication: false,
      storeSent: true
    },
    period: { everything: true },
    password: 'pass',
    trustedCertificates: [],
    ...rest
  }
}

/** Reads a store of the mail (or outbox) database through the browser's own IndexedDB, columns as plain arrays. */
export async function readStore<T>(page: Page, database: 'mail' | 'outbox', store: string): Promise<T[]> {
  const read = await page.evaluate(
    async ({ database, store }) => {
      const names = await indexedDB.databases()
      const name = names
        .map((one) => one.name ?? '')
        .find((one) => one.startsWith('salesinbox-') && one.endsWith(`-${database}`))
      if (!name) return '[]'
      const db = await new Promise<IDBDatabase>((done, fail) => {
        const request = indexedDB.open(name)
        request.onsuccess = () => done(request.result)
        request.onerror = () => fail(request.error)
      })
      try {
        if (!db.objectStoreNames.contains(store)) return '[]'
        const rows = await new Promise<Record<string, unknown>[]>((done, fail) => {
          // closed by the browser in the middle of it, nothing else is told
          db.onclose = () => fail(new Error('The database was closed'))
          const request = db.transaction(store).objectStore(store).getAll()
          request.onsuccess = () => done(request.result as Record<string, unknown>[])
          request.onerror = () => fail(request.error)
        })
        // as text: Playwright would carry each number of a column over by itself
        return JSON.stringify(rows, (_, value: unknown) =>
          ArrayBuffer.isView(value) ? [...(value as unknown as Iterable<number>)] : value
        )
      } finally {
        db.close()
      }
    },
    { database, store }
  )
  return JSON.parse(read) as T[]
}

/** What the cache holds, told in a form that two runs can be compared by. */
export interface Held {
  /** folder path -> UIDs */
  folders: Record<string, number[]>
  /** Rows, bodies, Message-IDs, and those of them that there are more rows than one of. */
  messages: number
  bodies: number
  ids: string[]
  doubled: string[]
  stages: Record<string, string>
}

export async function held(page: Page): Promise<Held> {
  const [folders, windows, headers, bodies] = await Promise.all([
    readStore<{ id: number; path: string; stage: string }>(page, 'mail', 'folders'),
    readStore<{ folder: number; uid: number[] }>(page, 'mail', 'windows'),
    readStore<{ page: number; bytes: number[] }>(page, 'mail', 'headers'),
    readStore<{ id: number }>(page, 'mail', 'bodies')
  ])
  const messages = headers.flatMap(({ page: number, bytes }) =>
    unpackHeaders({ page: number, bytes: Uint8Array.from(bytes) }).flatMap((row) => row ?? [])
  )
  const seen = new Map<string, number>()
  for (const { messageId } of messages) seen.set(messageId, (seen.get(messageId) ?? 0) + 1)
  return {
    folders: Object.fromEntries(
      folders.map((row) => [
        row.path,
        windows
          .filter((window) => window.folder === row.id)
          .flatMap((window) => window.uid)
          .sort((a, b) => a - b)
      ])
    ),
    messages: messages.length,
    bodies: bodies.length,
    ids: [...seen.keys()].sort(),
    doubled: [...seen].filter(([, count]) => count > 1).map(([id]) => id),
    stages: Object.fromEntries(folders.map((row) => [row.path, row.stage]))
  }
}

/** How many headers and texts are here: cheap enough to be asked many times a second. */
export async function progress(page: Page): Promise<{ here: number; texts: number; stages: string[] }> {
  const folders = await readStore<{ here: number; textsHere: number; stage: string }>(page, 'mail', 'folders')
  return {
    here: folders.reduce((sum, row) => sum + row.here, 0),
    texts: folders.reduce((sum, row) => sum + row.textsHere, 0),
    stages: folders.map((row) => row.stage)
  }
}

export async function until<T>(
  what: string,
  probe: () => Promise<T | false | null | undefined>,
  ms = 60_000,
  every = 50
): Promise<T> {
  const end = Date.now() + ms
  for (;;) {
    // a probe of a page or database that goes away meanwhile may never be answered
    const late = new Promise<null>((done) => setTimeout(done, Math.min(5_000, ms), null).unref())
    const found = await Promise.race([probe().catch(() => null), late])
    if (found) return found
    if (Date.now() > end) throw new Error(`Not within ${ms} ms: ${what}`)
    await new Promise((done) => setTimeout(done, every))
  }
}
