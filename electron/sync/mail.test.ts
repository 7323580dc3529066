import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mailOf } from '../../tests/servers/messages.ts'
import { type Dovecot, startDovecot } from '../../tests/servers/dovecot.ts'
import type { Account, Security } from '../../shared/contract/accounts.ts'
import { asNew, usual } from '../../shared/new-account.ts'
import type { CallContext, Checked } from '../../shared/contract/index.ts'
import { contract } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/errors.ts'
import { unpackBatch, unpackTexts } from '../../shared/mail/codec.ts'
import type { HeaderRow } from '../../shared/mail/message.ts'
import { createStore } from '../files/store.ts'
import { createMail } from './mail.ts'

const context: CallContext = { signal: new AbortController().signal, caller: 1 }
const big = Buffer.from(Array.from({ length: 3_000_000 }, (_, i) => (i * 7919) % 251))
const attachment = [
  'From: Anna <anna@acme.example>',
  'Subject: plan',
  'Message-ID: <plan@acme.example>',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/plain; charset=iso-8859-1',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'Gr=FC=DFe',
  '--b',
  'Content-Type: application/pdf; name="plan.pdf"',
  'Content-Transfer-Encoding: base64',
  'Content-Disposition: attachment; filename="plan.pdf"',
  '',
  big.toString('base64').replace(/.{76}/g, '$&\r\n'),
  '--b--',
  ''
].join('\r\n')

describe('mail, from the call to the server', () => {
  let dovecot: Dovecot
  let folder: string
  let mail: ReturnType<typeof createMail>
  let store: ReturnType<typeof createStore>
  let password = 'pass'
  let security: Security = 'never'
  let trusted: string[] = []
  let changed = () => undefined as void
  let wake = () => undefined as void
  const events: { name: string; payload: unknown }[] = []

  beforeAll(async () => {
    dovecot = await startDovecot()
    dovecot.seed('anna', 'INBOX', [
      ...mailOf({ count: 1000 }),
      { bytes: attachment, received: Date.UTC(2026, 10, 26) }
    ])
    folder = mkdtempSync(join(tmpdir(), 'mail-test-'))
    store = createStore(folder)
    const account = (id: string): Account => ({
      ...asNew,
      ...usual,
      id,
      displayName: 'Anna',
      address: 'anna@acme.example',
      service: null,
      protocol: 'imap',
      incoming: { host: '127.0.0.1', port: dovecot.imap, security, user: 'anna' },
      outgoing: {
        host: '127.0.0.1',
        port: 25,
        security: 'never',
        user: '',
        authentication: false,
        storeSent: true
      },
      period: { everything: true },
      position: 0
    })
    mail = createMail({
      host: {
        resourcesFolder: join(import.meta.dirname, '../../resources'),
        dataFolder: folder,
        log: { info: () => undefined, warn: () => undefined, error: () => undefined },
        onWake: (listener) => {
          wake = () => listener('resume')
          return () => undefined
        }
      },
      emit: (name, payload) => {
        contract.events[name].parse(payload)
        events.push({ name, payload })
      },
      account: async (id) => {
        if (id !== 'a') throw new AppError('accounts.unknown')
        return { account: account(id), password, trustedCertificates: trusted, signedInAt: null }
      },
      accessToken: async () => '',
      onAccountsChanged: (listener) => void (changed = listener),
      files: store,
      compile: async (content) =>
        Buffer.from(
          `Message-ID: <${content.messageId}>\r\nSubject: ${content.subject}\r\n\r\n${content.text}\r\n`
        )
    })
  })
  afterAll(async () => {
    await mail.close()
    rmSync(folder, { recursive: true })
    await dovecot.stop()
  })

  const call = async <N extends keyof typeof mail.handlers>(name: N, input: Checked<N>) =>
    contract.calls[name].out.parse(await mail.handlers[name](input as never, context)) as Awaited<
      ReturnType<(typeof mail.handlers)[N]>
    >

  async function round(lease: number): Promise<HeaderRow[]> {
    const opened = await call('mail.openRound', {
      lease,
      account: 'a',
      folder: 'INBOX',
      cursor: null,
      since: null,
      known: [],
      digests: null,
      batchSize: 100
    })
    const rows: HeaderRow[] = []
    for (;;) {
      const batch = unpackBatch(await call('mail.nextBatch', { lease, round: opened.round, unknown: [] }))
      rows.push(...batch.headers)
      if (batch.complete) return rows
    }
  }

  it('gives leases that only grow, closes the rounds of older ones', async () => {
    const { lease } = await call('mail.lease', {})
    expect(mail.currentLease()).toBe(lease)
    const opened = await call('mail.openRound', {
      lease,
      account: 'a',
      folder: 'INBOX',
      cursor: null,
      since: null,
      known: [],
      digests: null,
      batchSize: 10
    })
    const next = await call('mail.lease', {})
    expect(next.lease).toBeGreaterThan(lease)
    expect(events.at(-1)).toMatchObject({ name: 'mail.leaseTaken', payload: next })
    await expect(call('mail.nextBatch', { lease, round: opened.round, unknown: [] })).rejects.toMatchObject({
      code: 'net.closed'
    })
  })

  it('lists folders with roles, brings headers and texts, and main never stops for it', async () => {
    const { lease } = await call('mail.lease', {})
    const folders = await call('mail.folders', { lease, account: 'a' })
    expect(Object.fromEntries(folders.map((one) => [one.role, one.path]))).toMatchObject({
      inbox: 'INBOX',
      sent: 'Sent',
      trash: 'Trash'
    })
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    const rows = await round(lease)
    delay.disable()
    expect(rows).toHaveLength(1001)
    expect(delay.percentile(99) / 1e6).toBeLessThan(60)
    const newest = rows[0]
    expect(newest).toMatchObject({ subject: 'plan', messageId: 'plan@acme.example' })
    const parts = newest?.parts.filter((part) => part.body) ?? []
    const wanted = [
      {
        uid: newest?.uid ?? 0,
        parts: parts.map(({ part, encoding, charset, size }) => ({
          part,
          encoding,
          charset,
          size,
          body: 'text' as const
        }))
      }
    ]
    const uidValidity = folders.find((one) => one.role === 'inbox')?.status?.uidValidity ?? ''
    const texts = unpackTexts(
      await call('mail.texts', {
        lease,
        account: 'a',
        folder: 'INBOX',
        uidValidity,
        wanted: [...wanted, { uid: 9999, parts: wanted[0]?.parts ?? [] }],
        priority: 'click'
      })
    )
    expect(texts[0]?.text).toContain('Grüße')
    expect(texts[1]?.failed).toBe('mail.messageGone')

    const place = { account: 'a', folder: 'INBOX', uidValidity, uid: newest?.uid ?? 0 }
    const pdf = newest?.parts.find((part) => part.name === 'plan.pdf')
    const part = await call('mail.part', {
      ...place,
      part: pdf?.part ?? '',
      encoding: pdf?.encoding ?? '',
      priority: 'click',
      type: pdf?.type ?? ''
    })
    expect(part).toEqual({ hash: createHash('sha256').update(big).digest('hex'), size: big.length })
    const source = await call('mail.source', place)
    expect(readFileSync(store.path('a', source.hash)).toString('latin1')).toBe(attachment)
    expect(await call('mail.source', place)).toEqual(source)
    await expect(call('mail.source', { ...place, uidValidity: '1' })).rejects.toMatchObject({
      code: 'mail.uidValidity'
    })
    expect(
      await call('mail.searchServer', { account: 'a', folder: 'INBOX', words: 'plan@acme.example' })
    ).toEqual([place.uid])
  })

  it('appends what was compiled, once, and finds it by its Message-ID', async () => {
    const { lease } = await call('mail.lease', {})
    const content = {
      from: ['', 'anna@acme.example'] as [string, string],
      replyTo: [],
      to: [],
      cc: [],
      bcc: [],
      subject: 'sent',
      text: 'Hello',
      html: '',
      attachments: [],
      messageId: 'once@acme.example',
      inReplyTo: '',
      references: [],
      date: Date.UTC(2026, 3, 1)
    }
    const act = { kind: 'append' as const, folder: 'Sent', flags: ['\\Seen'], content, replaces: null }
    expect(await call('mail.play', { lease, account: 'a', act })).toMatchObject({ already: false, uid: 1 })
    expect(await call('mail.play', { lease, account: 'a', act })).toMatchObject({ already: true, uid: 1 })
    expect(await mail.hasMessage('a', 'Sent', 'once@acme.example')).toBe(true)
    expect(await mail.hasMessage('a', 'Sent', 'never@acme.example')).toBe(false)
    expect(await mail.hasMessage('a', 'No such folder', 'once@acme.example')).toBe(null)
  })

  it('watches and tells news, also after sleep', async () => {
    const { lease } = await call('mail.lease', {})
    await call('mail.watch', { lease, account: 'a', on: true })
    const news = () => events.filter((event) => event.name === 'mail.news').length
    const wait = async (enough: () => boolean) => {
      for (let i = 0; i < 300 && !enough(); i++) await new Promise((done) => setTimeout(done, 50))
      expect(enough()).toBe(true)
    }
    await new Promise((done) => setTimeout(done, 500))
    const before = news()
    await dovecot.deliver('anna', 'Subject: news\r\n\r\nx\r\n')
    await wait(() => news() > before)
    // the computer slept: every socket is made anew, what came meanwhile is news, and watching goes on
    const slept = news()
    wake()
    await wait(() => news() > slept)
    await new Promise((done) => setTimeout(done, 500))
    const awake = news()
    await dovecot.deliver('anna', 'Subject: news\r\n\r\nx\r\n')
    await wait(() => news() > awake)
    await call('mail.watch', { lease, account: 'a', on: false })
  })

  it('says what failed at a login, keeps it until something changes, then goes on', async () => {
    expect(
      await mail.testIncoming(
        { host: '127.0.0.1', port: dovecot.imap, security: 'never', user: 'anna' },
        'pass',
        [],
        'imap'
      )
    ).toBe(null)
    expect(
      await mail.testIncoming(
        { host: '127.0.0.1', port: dovecot.imap, security: 'never', user: 'anna' },
        'wrong',
        [],
        'imap'
      )
    ).toMatchObject({ code: 'auth.wrongPassword' })
    const refused = await mail.testIncoming(
      { host: '127.0.0.1', port: dovecot.imaps, security: 'ssl', user: 'anna' },
      'pass',
      [],
      'imap'
    )
    expect(refused).toMatchObject({
      code: 'net.certificate',
      params: { reason: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }
    })
    const { lease } = await call('mail.lease', {})
    password = 'changed elsewhere'
    changed()
    await new Promise((done) => setTimeout(done, 100))
    await expect(call('mail.folders', { lease, account: 'a' })).rejects.toMatchObject({
      code: 'auth.wrongPassword'
    })
    await expect(call('mail.folders', { lease, account: 'a' })).rejects.toMatchObject({
      code: 'auth.wrongPassword'
    })
    expect(events.filter((event) => event.name === 'mail.connection').at(-1)).toMatchObject({
      payload: { state: 'refused', error: { code: 'auth.wrongPassword' } }
    })
    password = 'pass'
    security = 'tls'
    trusted = [String(refused?.params['fingerprint'])]
    changed()
    await new Promise((done) => setTimeout(done, 100))
    expect((await call('mail.folders', { lease, account: 'a' })).length).toBeGreaterThan(4)
    await expect(call('mail.folders', { lease, account: 'nobody' })).rejects.toMatchObject({
      code: 'accounts.unknown'
    })
  })
})
