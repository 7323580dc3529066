import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ImapFlow } from 'imapflow'
import { accountDraft, startSmtp } from '../../app/app.ts'
import { startDovecot } from '../../servers/dovecot.ts'
import { mailOf } from '../../servers/messages.ts'
import { startProxy } from '../../servers/proxy.ts'
import { median, type Row, repeat, spreadOf } from '../stats.ts'
import type { BenchOptions } from '../run.ts'
import { type Measured, now, openMeasured } from './measured.ts'

const area = 'main-job'
const row = (name: string, values: number[], unit: string, bar: number, better: Row['better']): Row => ({
  area,
  name,
  value: median(values),
  unit,
  bar,
  better,
  n: values.length,
  spread: spreadOf(values)
})

/** The whole of a first sync and a resync, and its peers: imapflow's bare fetch, and mbsync to a maildir. */
export async function rows({ runs, mails }: BenchOptions): Promise<Row[]> {
  const dovecot = await startDovecot()
  const smtp = await startSmtp()
  const proxy = await startProxy(dovecot.imap)
  const textMails = Math.min(10_000, mails)
  dovecot.seed('big', 'INBOX', mailOf({ count: mails }))
  dovecot.seed('small', 'INBOX', mailOf({ count: textMails, bodySize: 4000 }))
  const ports = { imap: dovecot.imap, smtp: smtp.port }
  try {
    const first = await repeat(runs, () => firstFifty(ports, 'big'))
    const headers = await repeat(runs, async () => {
      const bare = await bareFetch(dovecot.imap, 'big', mails)
      const { measured, headers: seconds, loop } = await firstSync(ports, 'big', mails, false)
      await measured.close()
      console.error(`  headers: ${(mails / seconds).toFixed(0)}/s, imapflow ${bare.toFixed(0)}/s`)
      return { ratio: mails / seconds / bare, loop }
    })
    const texts = existsSync('/usr/bin/mbsync')
      ? await repeat(runs, async () => {
          const peer = mbsync(dovecot.imap, 'small', textMails)
          const app = await firstSync(ports, 'small', textMails, true)
          await app.measured.close()
          console.error(
            `  headers ${app.headers.toFixed(2)} s, texts ${(textMails / app.texts).toFixed(0)}/s, mbsync ${peer.toFixed(0)}/s`
          )
          return {
            texts: textMails / app.texts / peer,
            both: textMails / (app.headers + app.texts) / peer,
            loop: app.loop
          }
        })
      : []
    const loops = [...headers, ...texts].map((one) => one.loop)
    if (texts.length === 0) console.error('  mbsync is not installed (isync): its rows are left out')
    const app = await firstSync({ ...ports, imap: proxy.port }, 'big', mails, false, 'again')
    const resyncs = await repeat(runs, (run) => resync(app.measured, dovecot.imap, proxy, 'big', mails, run))
    await app.measured.close()
    return [
      row('click on Configure to the newest 50 in the list', first, 's', 1, 'lower'),
      row(
        'headers into the cache / imapflow bare',
        headers.map((one) => one.ratio),
        'x',
        0.4,
        'higher'
      ),
      row(
        'longest stop of main’s loop in a full sync, p99',
        loops.map((one) => one.p99),
        'ms',
        20,
        'lower'
      ),
      row(
        'longest stop of main’s loop in a full sync, max',
        loops.map((one) => one.max),
        'ms',
        60,
        'lower'
      ),
      ...(texts.length
        ? [
            row(
              'texts into the cache / mbsync',
              texts.map((one) => one.texts),
              'x',
              0.6,
              'higher'
            ),
            row(
              'headers and texts / mbsync',
              texts.map((one) => one.both),
              'x',
              0.4,
              'higher'
            )
          ]
        : []),
      row(
        'resync with 10 changes, to the last row',
        resyncs.map((one) => one.seconds),
        's',
        0.2,
        'lower'
      ),
      row(
        'resync with 10 changes, on the wire',
        resyncs.map((one) => one.bytes / 1000),
        'KB',
        10,
        'lower'
      )
    ]
  } finally {
    await proxy.close()
    await smtp.close()
    await dovecot.stop()
  }
}

interface FirstSync {
  measured: Measured
  /** s */
  headers: number
  /** s, after the headers; 0 where they were not waited for */
  texts: number
  loop: { p99: number; max: number }
}

/** A new mailbox until its headers are here and, where they are counted, its texts. */
async function firstSync(
  ports: { imap: number; smtp: number },
  user: string,
  mails: number,
  withTexts: boolean,
  address = user
): Promise<FirstSync> {
  const measured = await openMeasured()
  // what the core's start costs is not the sync's
  await measured.loop()
  const added = await measured.add(accountDraft(ports, { user, address: `${address}@fernhill.example` }))
  const headersAt = await measured.when('here', mails)
  const textsAt = withTexts ? await measured.when('texts', mails) : headersAt
  return {
    measured,
    headers: (headersAt - added) / 1000,
    texts: (textsAt - headersAt) / 1000,
    loop: await measured.loop()
  }
}

async function firstFifty(ports: { imap: number; smtp: number }, user: string): Promise<number> {
  const measured = await openMeasured()
  try {
    return await measured.configure(accountDraft(ports, { user, address: `${user}@fernhill.example` }))
  } finally {
    await measured.close()
  }
}

async function connected(port: number, user: string): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port,
    secure: false,
    doSTARTTLS: false,
    logger: false,
    disableCompression: true,
    auth: { user, pass: 'pass' }
  })
  client.on('error', () => undefined)
  await client.connect()
  await client.mailboxOpen('INBOX')
  return client
}

/** Mails a second that imapflow alone fetches of the same items. */
async function bareFetch(port: number, user: string, mails: number): Promise<number> {
  const client = await connected(port, user)
  const began = performance.now()
  let count = 0
  const items = {
    uid: true,
    flags: true,
    envelope: true,
    bodyStructure: true,
    internalDate: true,
    size: true,
    headers: ['references', 'list-id', 'list-post', 'list-unsubscribe']
  }
  for await (const _ of client.fetch('1:*', items)) count++
  const rate = count / ((performance.now() - began) / 1000)
  await client.logout()
  if (count !== mails) throw new Error(`imapflow fetched ${count} of ${mails}`)
  return rate
}

/** Mails a second that mbsync fetches whole into a new maildir. */
function mbsync(port: number, user: string, mails: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'salesinbox-mbsync-'))
  try {
    const config = join(folder, 'rc')
    writeFileSync(
      config,
      `IMAPStore far\nHost 127.0.0.1\nPort ${port}\nUser ${user}\nPass pass\nSSLType None\nAuthMechs LOGIN\n\nMaildirStore near\nPath ${folder}/\nInbox ${folder}/INBOX\n\nChannel all\nFar :far:\nNear :near:\nPatterns INBOX\nCreate Near\nSync Pull\nSyncState *\n`
    )
    const began = performance.now()
    execFileSync('mbsync', ['-q', '-c', config, 'all'], { stdio: 'pipe' })
    return mails / ((performance.now() - began) / 1000)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Ten flags changed elsewhere: from the last change on the server until the cache has all of them. */
async function resync(
  measured: Measured,
  port: number,
  proxy: { down: number; up: number; reset(): void },
  user: string,
  mails: number,
  run: number
): Promise<{ seconds: number; bytes: number }> {
  await measured.idle()
  const client = await connected(port, user)
  const base = 1 + ((run * 977) % (mails - 5000))
  const uids = Array.from({ length: 10 }, (_, i) => base + i * 450)
  const flagged = await measured.count('flagged')
  proxy.reset()
  await client.messageFlagsAdd(uids, ['\\Flagged'], { uid: true })
  const began = now()
  await measured.retry()
  const seen = await measured.when('flagged', flagged + 10)
  const bytes = proxy.down + proxy.up
  await client.logout()
  return { seconds: (seen - began) / 1000, bytes }
}
