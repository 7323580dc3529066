import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ImapFlow } from 'imapflow'
import { simpleParser } from 'mailparser'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Report, WorkerSetup } from './protocol.ts'
import { startServers, type Servers } from './servers.ts'
import { connectImap, eventually, quiet, resourcesFolder, sendBy, temporaryFolder } from './testing.ts'

const login = { user: 'maya-1', password: 'f00d' }
const setupOf = (folder: string, change: Partial<WorkerSetup> = {}): WorkerSetup => ({
  folder: join(folder, 'sample'),
  resources: join(resourcesFolder, 'sample'),
  now: Date.now(),
  ...login,
  ports: { imap: 0, smtp: 0 },
  replyAfter: null,
  ...change
})
const start = (setup: WorkerSetup) => startServers(setup, quiet, () => undefined)
const uids = async (client: ImapFlow, path: string) => {
  await client.mailboxOpen(path)
  return (await client.search({ all: true }, { uid: true })) || []
}

describe('the servers of the sample', () => {
  const folder = temporaryFolder()
  let servers: Servers
  let client: ImapFlow

  beforeAll(async () => {
    servers = await start(setupOf(folder.path))
    client = await connectImap(servers.ports.imap, login)
  })
  afterAll(async () => {
    client?.close()
    await servers?.close()
    folder.remove()
  })

  it('lists the folders with their roles and counts', async () => {
    const list = await client.list({
      statusQuery: { messages: true, unseen: true, uidNext: true, uidValidity: true, highestModseq: true }
    })
    const roles = Object.fromEntries(list.map(({ path, specialUse }) => [path, specialUse ?? '']))
    expect(roles).toEqual({
      INBOX: '\\Inbox',
      Drafts: '\\Drafts',
      Sent: '\\Sent',
      Archive: '\\Archive',
      Junk: '\\Junk',
      Trash: '\\Trash',
      'Trade fairs': '',
      Suppliers: ''
    })
    expect(list.reduce((sum, { status }) => sum + (status?.messages ?? 0), 0)).toBe(servers.messages)
    expect(list.every(({ status }) => Number(status?.uidNext) === Number(status?.messages) + 1)).toBe(true)
    expect(new Set(list.map(({ status }) => status?.uidValidity)).size).toBe(8)
    expect(client.enabled.has('CONDSTORE')).toBe(true)
  })

  it('gives every mail as a client reads it: structure, parts and source agree', async () => {
    await client.mailboxOpen('INBOX')
    const rows = await client.fetchAll(
      '1:*',
      { uid: true, flags: true, envelope: true, bodyStructure: true, internalDate: true, size: true },
      { uid: true }
    )
    expect(rows.length).toBe((client.mailbox && client.mailbox.exists) || 0)
    expect(
      rows.every(
        ({ envelope, internalDate }) => envelope?.messageId && envelope.from?.[0]?.address && internalDate
      )
    ).toBe(true)
    for (const row of rows.filter((_, i) => i % 25 === 0)) {
      const source = await client.fetchOne(String(row.uid), { source: true, size: true }, { uid: true })
      if (!source || !source.source) throw new Error('no source')
      expect(source.source.length).toBe(row.size)
      const mail = await simpleParser(source.source)
      expect(row.envelope?.subject).toBe(mail.subject)
      type Part = NonNullable<typeof row.bodyStructure>
      const leaves = (part: Part): Part[] => (part.childNodes ? part.childNodes.flatMap(leaves) : [part])
      const parts = leaves(row.bodyStructure as Part)
      for (const part of parts) {
        const { content } = await client.download(String(row.uid), part.part ?? '1', { uid: true })
        const chunks: Buffer[] = []
        for await (const chunk of content ?? []) chunks.push(chunk as Buffer)
        const bytes = Buffer.concat(chunks)
        if (part.type === 'text/plain')
          expect(bytes.toString().replace(/\s+/g, ' ').trim()).toBe(
            (mail.text ?? '').replace(/\s+/g, ' ').trim()
          )
        const file = mail.attachments.find(
          ({ filename }) => filename === part.dispositionParameters?.filename
        )
        if (part.disposition === 'attachment')
          expect(bytes.equals(file?.content ?? Buffer.alloc(0))).toBe(true)
      }
    }
  })

  it('knows a part beyond the ninth, and a mail within a mail', async () => {
    const part = (n: number) =>
      `--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename="${n}.txt"\r\n\r\nfile ${n}\r\n`
    const inner = 'Subject: inner\r\nContent-Type: text/plain\r\n\r\nwithin\r\n'
    const raw = `Subject: many\r\nMessage-ID: <many@t.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${Array.from({ length: 11 }, (_, i) => part(i + 1)).join('')}--b\r\nContent-Type: message/rfc822\r\n\r\n${inner}\r\n--b--\r\n`
    const added = await client.append('Suppliers', raw)
    if (!added || !added.uid) throw new Error('no uid')
    await client.mailboxOpen('Suppliers')
    const row = await client.fetchOne(
      String(added.uid),
      { bodyParts: ['11', '12', '12.header', '12.text', '12.1'] },
      { uid: true }
    )
    const parts = Object.fromEntries(
      [...((row && row.bodyParts) || [])].map(([key, value]) => [key, value.toString()])
    )
    expect(parts).toEqual({
      11: 'file 11',
      12: inner,
      '12.header': 'Subject: inner\r\nContent-Type: text/plain\r\n\r\n',
      '12.text': 'within\r\n',
      '12.1': 'within\r\n'
    })
    await client.messageDelete(String(added.uid), { uid: true })
  })

  it('finds by Message-ID, by decoded words and by date', async () => {
    await client.mailboxOpen('INBOX')
    const row = await client.fetchOne('*', { envelope: true, uid: true })
    if (!row) throw new Error('empty')
    expect(
      await client.search({ header: { 'message-id': row.envelope?.messageId ?? '' } }, { uid: true })
    ).toEqual([row.uid])
    expect(
      await client.search({ header: { 'message-id': '<nobody@nowhere.example>' } }, { uid: true })
    ).toEqual([])
    const found = await client.search({ subject: 'caudalímetros' }, { uid: true })
    expect(found && found.length).toBe(1)
    const words = await client.search({ body: 'havstulpaner' }, { uid: true })
    expect(words && words.length).toBe(1)
    const week = await client.search({ sentSince: new Date(Date.now() - 7 * 86_400_000) }, { uid: true })
    expect(week && week.length > 20 && week.length < 150).toBe(true)
    const either = await client.search(
      { or: [{ subject: 'caudalímetros' }, { body: 'havstulpaner' }] },
      { uid: true }
    )
    expect(either && either.length).toBe(2)
  })

  it('tells an idling client of new mail and changed flags at once', async () => {
    const watcher = await connectImap(servers.ports.imap, login)
    await watcher.mailboxOpen('INBOX')
    const told: string[] = []
    watcher.on('exists', ({ count }) => told.push(`exists ${count}`))
    watcher.on('flags', ({ uid, flags }) => told.push(`flags ${uid} ${[...flags].join()}`))
    watcher.on('expunge', ({ seq }) => told.push(`expunge ${seq}`))
    void watcher.idle()
    await eventually(() => watcher.idling)
    const before = (await uids(client, 'INBOX')).length
    const sent = performance.now()
    await sendBy(servers.ports.smtp, login, {
      from: 'maya@fernhill.example',
      to: 'maya@fernhill.example',
      subject: 'to me',
      text: 'hello'
    })
    await eventually(() => told.includes(`exists ${before + 1}`))
    expect(performance.now() - sent).toBeLessThan(2000)
    const all = await uids(client, 'INBOX')
    const last = all.at(-1) ?? 0
    await client.messageFlagsAdd(String(last), ['\\Flagged'], { uid: true })
    await eventually(() => told.includes(`flags ${last} \\Flagged`))
    await client.messageDelete(String(last), { uid: true })
    await eventually(() => told.includes(`expunge ${before + 1}`))
    watcher.close()
  })

  it('says what changed since, and nothing else', async () => {
    const box = await client.mailboxOpen('Archive')
    const since = box.highestModseq as bigint
    expect(
      await client.fetchAll('1:*', { uid: true, flags: true }, { uid: true, changedSince: since })
    ).toEqual([])
    await client.messageFlagsAdd('3,5', ['\\Flagged'], { uid: true })
    const rows = await client.fetchAll('1:*', { uid: true, flags: true }, { uid: true, changedSince: since })
    expect(rows.map(({ uid }) => uid)).toEqual([3, 5])
    expect(rows.every(({ modseq }) => (modseq ?? 0n) > since)).toBe(true)
    const status = await client.status('Archive', { highestModseq: true })
    expect(status && (status.highestModseq ?? 0n) > since).toBe(true)
  })

  it('moves, copies and deletes only what it was asked to', async () => {
    const before = await uids(client, 'Trash')
    await client.mailboxOpen('Trade fairs')
    const moved = await client.messageMove('1:2', 'Trash', { uid: true })
    expect(moved && [...(moved.uidMap ?? [])].map(([from]) => from)).toEqual([1, 2])
    await client.messageFlagsAdd('4', ['\\Deleted'], { uid: true })
    expect(await client.messageDelete('3', { uid: true })).toBe(true)
    const left = await client.search({ uid: '1:5' }, { uid: true })
    expect(left).toEqual([4, 5])
    await client.messageFlagsRemove('4', ['\\Deleted'], { uid: true })
    const copied = await client.messageCopy('5', 'Trash', { uid: true })
    expect(copied && [...(copied.uidMap ?? [])].length).toBe(1)
    expect((await uids(client, 'Trash')).length).toBe(before.length + 3)
    await expect(client.mailboxOpen('No such')).rejects.toMatchObject({ mailboxMissing: true })
  })

  it('makes, renames and deletes folders of any name; a new one under an old name is not the old one', async () => {
    const name = 'Kunden & Öl/Ünter 😀'
    await client.mailboxCreate(name)
    const first = await client.status(name, { uidValidity: true })
    await client.append(name, 'Subject: x\r\n\r\nx\r\n')
    await client.mailboxRename('Kunden & Öl', 'Neu')
    const paths = async () => (await client.list()).map(({ path }) => path)
    expect(await paths()).toEqual(expect.arrayContaining(['Neu', 'Neu/Ünter 😀']))
    const kept = await client.status('Neu/Ünter 😀', { uidValidity: true, messages: true })
    expect(kept).toMatchObject({ uidValidity: first && first.uidValidity, messages: 1 })
    await client.mailboxCreate(name)
    const second = await client.status(name, { uidValidity: true })
    expect(second && second.uidValidity).not.toBe(first && first.uidValidity)
    await expect(client.mailboxDelete('Neu')).rejects.toThrow()
    for (const path of ['Neu/Ünter 😀', 'Neu', name, 'Kunden & Öl']) await client.mailboxDelete(path)
    expect(await paths()).toHaveLength(8)
  })

  it('takes mail for invented people only, never a wrong password, and files no copy by itself', async () => {
    const sent = await uids(client, 'Sent')
    const mail = { from: 'maya@fernhill.example', subject: 'Out', text: 'hello' }
    await expect(
      sendBy(servers.ports.smtp, login, { ...mail, to: 'dana.whitfield@acme.example' })
    ).resolves.toBeTruthy()
    await expect(
      sendBy(servers.ports.smtp, login, { ...mail, to: 'somebody@gmail.com' })
    ).rejects.toMatchObject({ responseCode: 550 })
    await expect(
      sendBy(servers.ports.smtp, { ...login, password: 'no' }, { ...mail, to: 'a@b.example' })
    ).rejects.toMatchObject({ responseCode: 535 })
    await expect(connectImap(servers.ports.imap, { ...login, password: 'no' })).rejects.toMatchObject({
      authenticationFailed: true
    })
    expect(await uids(client, 'Sent')).toEqual(sent)
  })
})

describe('a sample that cannot write', () => {
  it('refuses new mail in words, keeps no half of it, and goes on', async () => {
    const folder = temporaryFolder()
    const setup = setupOf(folder.path)
    const servers = await start(setup)
    const client = await connectImap(servers.ports.imap, login)
    rmSync(join(setup.folder, 'later'), { recursive: true })
    writeFileSync(join(setup.folder, 'later'), '')
    const before = await client.status('INBOX', { messages: true, uidNext: true })
    const raw = 'Subject: x\r\n\r\nx\r\n'
    await expect(client.append('INBOX', raw)).rejects.toMatchObject({ serverResponseCode: 'OVERQUOTA' })
    const mail = { from: 'maya@fernhill.example', to: 'maya@fernhill.example', subject: 'x', text: 'x' }
    await expect(sendBy(servers.ports.smtp, login, mail)).rejects.toMatchObject({ responseCode: 451 })
    expect(await client.status('INBOX', { messages: true, uidNext: true })).toEqual(before)
    client.close()
    await servers.close()
    folder.remove()
  })
})

describe('what the rep did', () => {
  const opened: { close(): Promise<void> | void }[] = []
  const folders: { remove(): void }[] = []
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) await one.close()
    for (const one of folders.splice(0)) one.remove()
  })
  const place = () => {
    const folder = temporaryFolder()
    folders.push(folder)
    return folder.path
  }
  const run = async (setup: WorkerSetup) => {
    const servers = await start(setup)
    opened.push(servers)
    const client = await connectImap(servers.ports.imap, login)
    opened.push({ close: () => client.close() })
    return { servers, client }
  }

  it('survives a restart on the same ports: flags, moves, drafts, folders, UIDs', async () => {
    const setup = setupOf(place())
    const first = await run(setup)
    const { client } = first
    await client.mailboxCreate('Acme 2026')
    await client.mailboxOpen('INBOX')
    await client.messageFlagsAdd('1', ['\\Flagged'], { uid: true })
    await client.messageMove('2:4', 'Acme 2026', { uid: true })
    const draft = await client.append(
      'Drafts',
      'Subject: draft\r\nMessage-ID: <d@fernhill.example>\r\n\r\nhalf a thought\r\n',
      ['\\Draft']
    )
    const before = await client.list({
      statusQuery: { messages: true, unseen: true, uidNext: true, uidValidity: true, highestModseq: true }
    })
    await first.servers.close()

    const again = await run({ ...setup, ports: first.servers.ports })
    expect(again.servers).toMatchObject({
      made: false,
      ports: first.servers.ports,
      messages: first.servers.messages + 1
    })
    expect(
      await again.client.list({
        statusQuery: { messages: true, unseen: true, uidNext: true, uidValidity: true, highestModseq: true }
      })
    ).toEqual(before)
    await again.client.mailboxOpen('INBOX')
    const flagged = await again.client.fetchOne('1', { flags: true }, { uid: true })
    expect(flagged && flagged.flags?.has('\\Flagged')).toBe(true)
    await again.client.mailboxOpen('Drafts')
    const kept = await again.client.fetchOne(String(draft && draft.uid), { source: true }, { uid: true })
    expect(kept && kept.source?.toString()).toContain('half a thought')
  })

  it('survives the death of the thread; no UID is given twice and every flag is told again', async () => {
    const setup = setupOf(place())
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: setup })
    const ports = await new Promise<{ imap: number; smtp: number }>((resolve, reject) => {
      worker.once('message', (report: Report) =>
        report.kind === 'ready' ? resolve(report.ports) : reject(new Error(report.kind))
      )
    })
    const client = await connectImap(ports.imap, login)
    const box = await client.mailboxOpen('INBOX')
    const modseq = box.highestModseq as bigint
    await client.messageMove('1', 'Trash', { uid: true })
    await client.append('Sent', 'Subject: sent\r\n\r\nx\r\n', ['\\Seen'])
    await client.messageFlagsAdd('5', ['\\Flagged'], { uid: true })
    await worker.terminate()
    client.close()

    const again = await run({ ...setup, ports })
    const sent = await again.client.status('Sent', { uidNext: true, messages: true })
    expect(sent && (sent.uidNext ?? 0) > (sent.messages ?? 0) + 100).toBe(true)
    const here = await uids(again.client, 'INBOX')
    expect(here).not.toContain(1)
    const told = await again.client.fetchAll(
      '1:*',
      { uid: true, flags: true },
      { uid: true, changedSince: modseq }
    )
    expect(told.map(({ uid }) => uid)).toEqual(here)
  })

  it('is found in the state before when the last one is broken; when both are, the mailbox begins anew', async () => {
    const setup = setupOf(place())
    const first = await run(setup)
    await first.client.mailboxOpen('INBOX')
    await first.client.messageMove('1:3', 'Archive', { uid: true })
    await first.servers.close()
    const state = join(setup.folder, 'state.json')
    writeFileSync(state, readFileSync(state, 'utf8').slice(0, 5000))
    const second = await run(setup)
    expect(second.servers.made).toBe(false)
    expect(await uids(second.client, 'INBOX')).not.toContain(2)
    const status = await second.client.status('INBOX', { uidValidity: true })
    const validity = Number(status && status.uidValidity)
    await second.servers.close()
    for (const name of readdirSync(setup.folder).filter((one) => one.startsWith('state')))
      writeFileSync(join(setup.folder, name), 'broken')
    // a folder's UIDVALIDITY is the second in which it was made
    await vi.waitFor(() => expect(Math.floor(Date.now() / 1000)).toBeGreaterThan(validity), 2000)
    const third = await run(setup)
    expect(third.servers).toMatchObject({ made: true, messages: first.servers.messages })
    const renewed = await third.client.status('INBOX', { uidValidity: true })
    expect(Number(renewed && renewed.uidValidity)).toBeGreaterThan(validity)
  })

  it('goes on elsewhere when its ports are taken', async () => {
    const setup = setupOf(place())
    const first = await run(setup)
    const { ports } = first.servers
    await first.servers.close()
    const blocker = createServer()
    await new Promise<void>((resolve) => blocker.listen(ports.imap, '127.0.0.1', resolve))
    opened.push({ close: () => new Promise<void>((resolve) => blocker.close(() => resolve())) })
    const again = await run({ ...setup, ports })
    expect(again.servers.ports.imap).not.toBe(ports.imap)
    expect(again.servers.ports.smtp).toBe(ports.smtp)
  })

  it('is answered once by the people of a deal', async () => {
    const { servers, client } = await run(setupOf(place(), { replyAfter: 50 }))
    await client.mailboxOpen('INBOX')
    const ask = (subject: string, to: string) =>
      sendBy(servers.ports.smtp, login, {
        from: 'Maya Lindqvist <maya@fernhill.example>',
        to,
        subject,
        text: 'Please read',
        messageId: `<${subject}@fernhill.example>`
      })
    await ask('one', 'ruth@okafor-packaging.example')
    const answer = await eventually(async () => {
      const list = await client.search({ header: { 'in-reply-to': '<one@fernhill.example>' } }, { uid: true })
      return list && list[0]
    })
    const row = await client.fetchOne(String(answer), { envelope: true, source: true }, { uid: true })
    expect(row && row.envelope).toMatchObject({ subject: 'Re: one', from: [{ name: 'Ruth Okafor' }] })
    await ask('two', 'ruth@okafor-packaging.example')
    await ask('three', 'nobody@else.example')
    await new Promise((resolve) => setTimeout(resolve, 200))
    for (const id of ['two', 'three'])
      expect(
        await client.search({ header: { 'in-reply-to': `<${id}@fernhill.example>` } }, { uid: true })
      ).toEqual([])
  })
})
