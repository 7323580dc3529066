import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { ImapFlow } from 'imapflow'
import { createImapEngine } from '../../../electron/imap/engine.ts'
import { unpackBatch } from '../../../shared/mail/codec.ts'
import type { Cursor, HeaderRow } from '../../../shared/mail/message.ts'
import { startDovecot } from '../../servers/dovecot.ts'
import { mailOf } from '../../servers/messages.ts'

/**
 * The rate of mail.nextBatch with a consumer that costs nothing, against imapflow's bare fetch of the same items in the
 * same run; the resync of a few changes; the texts; and what it does to main's loop.
 * node tests/bench/main-job/imap-rate.ts [messages]
 */
const count = Number(process.argv[2] ?? 10_000)
const dovecot = await startDovecot()
dovecot.seed('anna', 'INBOX', mailOf({ count }))
const login = { host: '127.0.0.1', port: dovecot.imap, user: 'anna' }

async function client(): Promise<ImapFlow> {
  const made = new ImapFlow({
    ...login,
    secure: false,
    doSTARTTLS: false,
    logger: false,
    disableCompression: true,
    auth: { user: 'anna', pass: 'pass' }
  })
  made.on('error', () => undefined)
  await made.connect()
  await made.mailboxOpen('INBOX')
  return made
}

async function bare(): Promise<number> {
  const on = await client()
  const headers = ['references', 'list-id', 'list-post', 'list-unsubscribe']
  const items = {
    uid: true,
    flags: true,
    envelope: true,
    bodyStructure: true,
    internalDate: true,
    size: true,
    headers
  }
  const began = performance.now()
  let rows = 0
  for await (const row of on.fetch('1:*', items, { uid: true })) rows += row.uid ? 1 : 0
  const rate = (rows / (performance.now() - began)) * 1000
  await on.logout()
  return rate
}

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
const engine = createImapEngine(
  { resourcesFolder: join(import.meta.dirname, '../../../resources'), log },
  { event: () => undefined, accessToken: async () => '', lost: () => undefined }
)
const server = { host: login.host, port: login.port, security: 'never' as const, user: 'anna' }
await engine.call('configure', {
  account: 'a',
  server,
  password: 'pass',
  trustedCertificates: [],
  folderRoles: {}
})

async function round(cursor: Cursor | null, rows: HeaderRow[] | null) {
  const began = performance.now()
  const input = { folder: 'INBOX', cursor, since: null, known: [], digests: null, batchSize: 100 }
  const opened = await engine.call('openRound', { account: 'a', input })
  let first = 0
  for (;;) {
    const batch = unpackBatch(await engine.call('nextBatch', { round: opened.round, unknown: [] }))
    first ||= performance.now() - began
    rows?.push(...batch.headers)
    if (batch.complete) return { cursor: batch.cursor, first, took: performance.now() - began }
  }
}

const before = await bare()
const rows: HeaderRow[] = []
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
const whole = await round(null, rows)
delay.disable()
const after = await bare()
const rate = (rows.length / whole.took) * 1000

const phone = await client()
await phone.messageFlagsAdd('1,50,70,90,110', ['\\Flagged'], { uid: true })
await phone.messageDelete('2:6', { uid: true })
await phone.logout()
const resync = await round(whole.cursor, null)

const uidValidity = whole.cursor.uidValidity
const texts = rows.slice(0, 5000)
const textBegan = performance.now()
for (let at = 0; at < texts.length; at += 100) {
  const wanted = texts.slice(at, at + 100).map(({ uid, parts }) => ({
    uid,
    parts: parts.flatMap(({ part, encoding, charset, body, size }) =>
      body ? [{ part, encoding, charset, body, size }] : []
    )
  }))
  await engine.call('texts', {
    account: 'a',
    folder: 'INBOX',
    uidValidity,
    wanted: wanted.filter((one) => one.parts.length),
    click: false
  })
}
const textRate = (texts.length / (performance.now() - textBegan)) * 1000

const bareRate = (before + after) / 2
console.log(
  JSON.stringify({
    messages: count,
    bareImapflow: Math.round(bareRate),
    nextBatch: Math.round(rate),
    ratio: Number((rate / bareRate).toFixed(2)),
    firstBatchMs: Math.round(whole.first),
    resyncMs: Math.round(resync.took),
    textsPerSecond: Math.round(textRate),
    mainLoopP99Ms: Number((delay.percentile(99) / 1e6).toFixed(1)),
    mainLoopMaxMs: Number((delay.max / 1e6).toFixed(1)),
    rssMb: Math.round(process.memoryUsage().rss / 1e6)
  })
)
await engine.close()
await dovecot.stop()
process.exit(0)
