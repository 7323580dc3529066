import { afterEach, describe, expect, it } from 'vitest'
import type { Cursor } from '../../shared/mail/message.ts'
import { sourcePieces } from './part.ts'
import type { Link } from './link.ts'
import { drain, fetchRow, linkTo, open, roundInput, type Script, type Scripted, scripted } from './testing.ts'
import { fetchTexts } from './texts.ts'
import { expand, parseSet } from '../wire/uids.ts'

let server: Scripted | undefined
let link: Link | undefined
afterEach(async () => {
  link?.close()
  await server?.close()
})
async function against(script: Script): Promise<Link> {
  server = await scripted(script)
  link = linkTo(server.port)
  return link
}
/** Answers our three kinds of UID command for mails 1 to 3. */
const uid =
  (fetch: (tag: string, args: string) => string[] | string | null): Script['UID'] =>
  (tag, args) =>
    /^FETCH/i.test(args) ? fetch(tag, args) : undefined

const rows = (tag: string) => [fetchRow(1, 1), fetchRow(2, 2), fetchRow(3, 3), `${tag} OK done`]
const complete: Cursor = { uidValidity: '7', uidNext: 4, modseq: null, since: null, complete: true }

describe('what a good server never does', () => {
  it('EXPUNGE and FLAGS of unknown messages in the middle of a FETCH change no other mail', async () => {
    const on = await against({
      UID: uid((tag) => [
        '* 2 EXPUNGE',
        fetchRow(1, 1),
        '* 9 FETCH (FLAGS (\\Seen))',
        '* 77 FETCH (UID 4711 FLAGS (\\Seen))',
        fetchRow(2, 3),
        `${tag} OK done`
      ])
    })
    const batches = await drain(await open(on, roundInput('INBOX')))
    expect(batches.flatMap((batch) => batch.headers.map((row) => [row.uid, row.subject]))).toEqual([
      [3, 'Mail 3'],
      [1, 'Mail 1']
    ])
    expect(batches.at(-1)?.complete).toBe(true)
  })

  it('EXISTS that shrinks without EXPUNGE deletes nothing', async () => {
    const on = await against({
      SELECT: (tag) => [
        '* 1 EXISTS',
        '* OK [UIDVALIDITY 7] ok',
        '* OK [UIDNEXT 4] ok',
        `${tag} OK [READ-WRITE] done`
      ],
      UID: uid((tag) => rows(tag))
    })
    const batches = await drain(
      await open(on, roundInput('INBOX', { cursor: complete, digests: [{ window: 0, count: 3, hash: 0 }] }))
    )
    expect(batches.flatMap((batch) => batch.vanished)).toEqual([])
    // the window is listed again: with all that the server has
    expect([...(batches[0]?.windows[0]?.uids ?? [])]).toEqual([1, 2, 3])
  })

  it('untagged rubbish is passed over', async () => {
    const on = await against({
      UID: uid((tag) => ['* XYZZY (1 2 (3', '* 12 WHATEVER', '* OK [UNHEARDOF 5] x', ...rows(tag)])
    })
    const batches = await drain(await open(on, roundInput('INBOX')))
    expect(batches.flatMap((batch) => batch.headers)).toHaveLength(3)
  })

  it('a literal that is longer than it said, or shorter, stores nothing half', async () => {
    for (const length of [500, 1]) {
      const on = await against({
        UID: uid((tag) => rows(tag).map((line) => line.replace('{2}\r\n\r\n', `{${length}}\r\n\r\n`)))
      })
      const result = await drain(await open(on, roundInput('INBOX'))).catch((error: unknown) => error)
      if (Array.isArray(result)) {
        for (const row of (result as Awaited<ReturnType<typeof drain>>).flatMap((batch) => batch.headers))
          expect(row.subject).toMatch(/^Mail \d$/)
      } else expect(result).toMatchObject({ code: expect.stringMatching(/^(net|mail)\./) as string })
      link?.close()
      await server?.close()
    }
  }, 20_000)

  it('a literal of 4 GB closes the session instead of filling memory', async () => {
    const on = await against({ UID: uid(() => ['* 1 FETCH (UID 1 BODY[] {4000000000}']) })
    await expect(drain(await open(on, roundInput('INBOX')))).rejects.toMatchObject({ code: 'mail.protocol' })
  })

  it('BYE in the middle of a command fails that command, and the next one runs on a new connection', async () => {
    let bye = true
    const on = await against({
      UID: (tag, args, socket) => {
        if (!/^FETCH/i.test(args)) return undefined
        if (!bye) return rows(tag)
        bye = false
        socket.end(`${fetchRow(1, 1)}\r\n* BYE going down\r\n`)
        return []
      }
    })
    await expect(drain(await open(on, roundInput('INBOX')))).rejects.toMatchObject({ code: 'net.closed' })
    expect((await drain(await open(on, roundInput('INBOX')))).flatMap((batch) => batch.headers)).toHaveLength(
      3
    )
  })

  it('a command that is never answered ends in time', async () => {
    server = await scripted({ UID: () => [] })
    link = linkTo(server.port, 'anna', { silence: 600 })
    const before = Date.now()
    await expect(open(link, roundInput('INBOX'))).rejects.toMatchObject({
      code: expect.stringMatching(/^net\.(timeout|closed)$/) as string
    })
    expect(Date.now() - before).toBeLessThan(5000)
  })

  it('UIDVALIDITY that changes between two commands of a round ends the round', async () => {
    let validity = 7
    const on = await against({
      SELECT: (tag) => [
        '* 3 EXISTS',
        `* OK [UIDVALIDITY ${validity++}] ok`,
        '* OK [UIDNEXT 4] ok',
        `${tag} OK [READ-WRITE] done`
      ],
      UID: uid((tag) => rows(tag)),
      LIST: (tag) => ['* LIST () "/" INBOX', '* LIST () "/" Other', `${tag} OK done`]
    })
    const round = await open(on, roundInput('INBOX'))
    await on.inFolder('bulk', 'Other', async () => undefined)
    await expect(round.next([])).rejects.toMatchObject({ code: 'mail.uidValidity' })
  })

  it('a message that the parser lets fall still shows, by its bare header', async () => {
    const broken = '* 2 FETCH (UID 2 FLAGS () ENVELOPE (((((( BODYSTRUCTURE ("text" )'
    const header =
      'From: =?utf-8?q?J=C3=B6rg?= <joerg@x.example>\r\nSubject: odd\r\n one\r\nMessage-ID: <odd@x>\r\n\r\n'
    const on = await against({
      UID: uid((tag, args) =>
        args.includes('BODYSTRUCTURE')
          ? [fetchRow(1, 1), broken, fetchRow(3, 3), `${tag} OK done`]
          : [
              `* 2 FETCH (UID 2 FLAGS (\\Seen) INTERNALDATE "24-Nov-2026 10:00:00 +0000" RFC822.SIZE 999 BODY[HEADER]<0> {${header.length}}\r\n${header})`,
              `${tag} OK done`
            ]
      )
    })
    const [batch] = await drain(await open(on, roundInput('INBOX')))
    expect(batch?.headers.map((row) => row.uid)).toEqual([3, 2, 1])
    expect(batch?.headers[1]).toMatchObject({
      subject: 'odd one',
      from: [['Jörg', 'joerg@x.example']],
      messageId: 'odd@x',
      size: 999,
      parts: [],
      flags: 1
    })
  })

  it('a message that breaks the connection each time is found among many, and the others come through', async () => {
    const all = Array.from({ length: 120 }, (_, i) => i + 1)
    const on = await against({
      SELECT: (tag) => [
        '* 120 EXISTS',
        '* OK [UIDVALIDITY 7] ok',
        '* OK [UIDNEXT 121] ok',
        `${tag} OK [READ-WRITE] done`
      ],
      UID: (tag, args) => {
        if (/^SEARCH/i.test(args)) return [`* SEARCH ${all.join(' ')}`, `${tag} OK done`]
        const asked = expand(parseSet(/^FETCH (\S+)/.exec(args)?.[1] ?? ''))
        if (args.includes('HEADER]'))
          return ['* 50 FETCH (UID 50 BODY[HEADER]<0> {13}', 'Subject: bad', ')', `${tag} OK done`]
        if (!args.includes('BODYSTRUCTURE'))
          return ['* 50 FETCH (UID 50 FLAGS () RFC822.SIZE 5)', `${tag} OK done`]
        return asked.includes(50)
          ? ['* 50 FETCH (UID 50 BODY[] {4000000000}']
          : [...asked.map((n) => fetchRow(n, n)), `${tag} OK done`]
      }
    })
    const rows = (await drain(await open(on, roundInput('INBOX')))).flatMap((batch) => batch.headers)
    expect(rows.map((row) => row.uid).sort((a, b) => a - b)).toEqual(all)
    expect(rows.find((row) => row.uid === 50)?.parts).toEqual([])
  })

  it('a message with nothing in it is a row like any other', async () => {
    const empty =
      '* 1 FETCH (UID 1 FLAGS () INTERNALDATE "99-Foo-0000" RFC822.SIZE 0 ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL) ' +
      'BODYSTRUCTURE NIL BODY[HEADER.FIELDS (references list-id list-post list-unsubscribe)] NIL)'
    const on = await against({ UID: uid((tag) => [empty, fetchRow(2, 2), fetchRow(3, 3), `${tag} OK done`]) })
    const [batch] = await drain(await open(on, roundInput('INBOX')))
    expect(batch?.headers[2]).toMatchObject({
      uid: 1,
      subject: '',
      from: [],
      messageId: '',
      received: 0,
      parts: [],
      size: 0
    })
  })

  it('a NO to one message of many fails that one alone', async () => {
    const on = await against({
      UID: uid((tag, args) => {
        const asked = /^FETCH (\S+)/.exec(args)?.[1] ?? ''
        if (asked.includes(':') || asked === '2') return `${tag} NO [SERVERBUG] cannot read`
        return [`* 1 FETCH (UID ${asked} BODY[1] {5}\r\nHello)`, `${tag} OK done`]
      })
    })
    const part = { part: '1', encoding: '7bit', charset: '', body: 'text' as const, size: 5 }
    const texts = await fetchTexts(
      on,
      'bulk',
      'INBOX',
      '7',
      [1, 2, 3].map((one) => ({ uid: one, parts: [part] }))
    )
    expect(texts.map((row) => [row.uid, row.text, row.failed])).toEqual([
      [1, 'Hello', null],
      [2, null, 'mail.refused'],
      [3, 'Hello', null]
    ])
  })

  it('a source whose message went away says so', async () => {
    const on = await against({ UID: uid((tag) => `${tag} OK done`) })
    await expect(
      sourcePieces(on, { folder: 'INBOX', uidValidity: '7', uid: 9 }).next()
    ).rejects.toMatchObject({ code: 'mail.messageGone' })
  })

  it('a folder that is gone is named', async () => {
    const on = await against({
      SELECT: (tag) => `${tag} NO [NONEXISTENT] no such mailbox`,
      LIST: (tag) => `${tag} OK done`
    })
    await expect(open(on, roundInput('Lost'))).rejects.toMatchObject({
      code: 'mail.folderGone',
      params: { folder: 'Lost' }
    })
  })

  it.each([
    ['[INUSE] locked', 'mail.busy'],
    ['[LIMIT] slow down', 'mail.limit'],
    ['[OVERQUOTA] full', 'mail.overQuota'],
    ['[UNAVAILABLE] later', 'mail.busy'],
    ['Quota exceeded (mailbox for user is full)', 'mail.overQuota']
  ])('NO %s is %s', async (reply, code) => {
    const on = await against({ SELECT: (tag) => `${tag} NO ${reply}` })
    await expect(open(on, roundInput('INBOX'))).rejects.toMatchObject({ code })
  })
})

describe('a server that names its mails (X-GM-MSGID)', () => {
  it('sends memberships for other folders, and headers only for what is asked back', async () => {
    const gmail = (n: number, id: number, full: string) =>
      full.includes('ENVELOPE')
        ? fetchRow(n, n, `Mail ${n}`, ` X-GM-MSGID ${id}`)
        : `* ${n} FETCH (UID ${n} FLAGS (\\Seen) X-GM-MSGID ${id})`
    const on = await against({
      capability: 'IMAP4rev1 X-GM-EXT-1',
      UID: uid((tag, args) => {
        const asked = /^FETCH (\S+)/.exec(args)?.[1] ?? ''
        const uids = asked === '2' ? [2] : [1, 2, 3]
        return [...uids.map((n) => gmail(n, 900 + n, args)), `${tag} OK done`]
      })
    })
    const batches = await drain(await open(on, roundInput('INBOX'), true), (batch) =>
      batch.members.length ? [2] : []
    )
    expect(batches[0]?.members).toEqual([
      { uid: 3, flags: 1, emailId: '903' },
      { uid: 2, flags: 1, emailId: '902' },
      { uid: 1, flags: 1, emailId: '901' }
    ])
    expect(batches[0]?.complete).toBe(false)
    expect(batches.flatMap((batch) => batch.headers).map((row) => [row.uid, row.emailId])).toEqual([
      [2, '902']
    ])
    expect(batches.at(-1)).toMatchObject({ complete: true, remaining: 0 })
  })
})
