import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Dovecot, startDovecot } from '../../../tests/servers/dovecot.ts'
import type { Act, ActResult } from '../../../shared/contract/mail.ts'
import { atom } from '../command.ts'
import { fetchItems } from '../fetch.ts'
import { listFolders } from '../folders.ts'
import type { Link } from '../link.ts'
import { flagsIn } from '../row.ts'
import { searchUids } from '../search.ts'
import { linkTo } from '../testing.ts'
import { withMessageId } from './common.ts'
import { play } from './play.ts'

const servers: [name: string, capability: string | undefined][] = [
  ['MOVE and UIDPLUS', undefined],
  ['UIDPLUS alone', 'IMAP4rev1 LITERAL+ UIDPLUS'],
  ['neither', 'IMAP4rev1 LITERAL+']
]

describe.each(servers)('acts on a server with %s', (name, capability) => {
  const removes = name !== 'neither'
  let dovecot: Dovecot
  let link: Link
  let count = 0
  beforeAll(async () => {
    dovecot = await startDovecot({ capability })
  })
  afterAll(() => dovecot.stop())
  beforeEach(() => {
    link?.close()
    const user = `user${++count}`
    dovecot.seed(
      user,
      'INBOX',
      Array.from({ length: 6 }, (_, i) => ({
        bytes: `From: a@b.example\r\nSubject: ${i + 1}\r\nMessage-ID: <m${i + 1}@b.example>\r\n\r\nHello ${i + 1}\r\n`,
        received: Date.UTC(2026, 1, 3) + i * 1000
      }))
    )
    link = linkTo(dovecot.imap, user)
  })
  afterAll(() => link.close())

  const validity = (folder: string) =>
    link.inFolder('bulk', folder, async (_, box) => String(box.uidValidity), { reselect: true })
  const uids = (folder: string) =>
    link.inFolder('bulk', folder, (client) => searchUids(client, [atom('UNDELETED')]), { reselect: true })
  const all = (folder: string) =>
    link.inFolder('bulk', folder, (client) => searchUids(client, [atom('ALL')]), { reselect: true })
  const act = (one: Act): Promise<ActResult> => play(link, one, null)

  it('moves once, and after a lost answer finds that it was done', async () => {
    const one: Act = {
      kind: 'move',
      folder: 'INBOX',
      uidValidity: await validity('INBOX'),
      uids: [2, 3],
      to: 'Archive',
      messageIds: ['m2@b.example', 'm3@b.example']
    }
    const first = await act(one)
    expect(first).toMatchObject({ already: false, gone: removes ? [2, 3] : [] })
    if (removes)
      expect(first.moved).toEqual([
        [2, 1],
        [3, 2]
      ])
    const again = await act(one)
    expect(again).toMatchObject({ already: true })
    expect(again.moved).toEqual([
      [2, 1],
      [3, 2]
    ])
    expect(again.uidValidity).toBe(await validity('Archive'))
    expect(await all('Archive')).toEqual([1, 2])
    expect(await uids('INBOX')).toEqual([1, 4, 5, 6])
  })

  it('ends a move whose copy was made and whose source still stands', async () => {
    const uidValidity = await validity('INBOX')
    await act({
      kind: 'copy',
      folder: 'INBOX',
      uidValidity,
      uids: [4],
      to: 'Archive',
      messageIds: ['m4@b.example']
    })
    const result = await act({
      kind: 'copy',
      folder: 'INBOX',
      uidValidity,
      uids: [4],
      to: 'Archive',
      messageIds: ['m4@b.example']
    })
    expect(result).toMatchObject({ already: true, moved: [[4, 1]] })
    expect(await all('Archive')).toEqual([1])
  })

  it('tells what is gone instead of failing, and refuses UIDs of another validity', async () => {
    const uidValidity = await validity('INBOX')
    await act({ kind: 'expunge', folder: 'INBOX', uidValidity, uids: [5] })
    const moved = await act({
      kind: 'move',
      folder: 'INBOX',
      uidValidity,
      uids: [5, 6],
      to: 'Archive',
      messageIds: ['', '']
    })
    if (removes) expect(moved.gone).toContain(5)
    const flags = await act({
      kind: 'flags',
      folder: 'INBOX',
      uidValidity,
      uids: [1, 99],
      add: ['\\Flagged'],
      remove: []
    })
    expect(flags.gone).toEqual([99])
    await expect(
      act({ kind: 'expunge', folder: 'INBOX', uidValidity: '1', uids: [1] })
    ).rejects.toMatchObject({ code: 'mail.uidValidity' })
    expect(await uids('INBOX')).toContain(1)
  })

  it('removes only the chosen ones while others are flagged \\Deleted', async () => {
    const uidValidity = await validity('INBOX')
    await act({ kind: 'flags', folder: 'INBOX', uidValidity, uids: [1], add: ['\\Deleted'], remove: [] })
    const result = await act({ kind: 'expunge', folder: 'INBOX', uidValidity, uids: [2] })
    expect(await all('INBOX')).toEqual(removes ? [1, 3, 4, 5, 6] : [1, 2, 3, 4, 5, 6])
    expect(result.gone).toEqual(removes ? [2] : [])
    const again = await act({ kind: 'expunge', folder: 'INBOX', uidValidity, uids: [2] })
    expect(again.already).toBe(removes)
  })

  it('says which folder is missing', async () => {
    const uidValidity = await validity('INBOX')
    const one: Act = {
      kind: 'move',
      folder: 'INBOX',
      uidValidity,
      uids: [1],
      to: 'Nowhere',
      messageIds: ['']
    }
    await expect(act(one)).rejects.toMatchObject({ code: 'mail.folderGone', params: { folder: 'Nowhere' } })
    await expect(act({ kind: 'readAll', folder: 'Lost', uidValidity: '1', upTo: 5 })).rejects.toMatchObject({
      code: 'mail.folderGone'
    })
    expect(await uids('INBOX')).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('marks all read up to what was shown', async () => {
    const uidValidity = await validity('INBOX')
    await act({ kind: 'readAll', folder: 'INBOX', uidValidity, upTo: 4 })
    const unread = await link.inFolder('bulk', 'INBOX', (client) => searchUids(client, [atom('UNSEEN')]), {
      reselect: true
    })
    expect(unread).toEqual([5, 6])
    expect(await act({ kind: 'readAll', folder: 'INBOX', uidValidity, upTo: 4 })).toMatchObject({
      already: true
    })
  })

  it('empties what was there, and can do so again', async () => {
    const uidValidity = await validity('INBOX')
    const result = await act({ kind: 'emptyFolder', path: 'INBOX', uidValidity })
    expect(result.gone).toEqual(removes ? [1, 2, 3, 4, 5, 6] : [])
    expect(await uids('INBOX')).toEqual([])
    await act({ kind: 'emptyFolder', path: 'INBOX', uidValidity })
  })

  it('appends once, replaces a draft only when the new one is sure', async () => {
    const content = (messageId: string) => ({
      from: ['', 'a@b.example'] as [string, string],
      replyTo: [],
      to: [],
      cc: [],
      bcc: [],
      subject: '',
      text: '',
      html: '',
      attachments: [],
      inReplyTo: '',
      references: [],
      messageId,
      date: Date.UTC(2026, 3, 1)
    })
    const bytes = (text: string) =>
      Buffer.from(`Message-ID: <d1@b.example>\r\nSubject: Draft\r\n\r\n${text}\r\n`)
    const sent: Act = {
      kind: 'append',
      folder: 'Sent',
      flags: ['\\Seen'],
      content: content('d1@b.example'),
      replaces: null
    }
    const first = await play(link, sent, bytes('one'))
    const again = await play(link, sent, bytes('one'))
    expect(again).toMatchObject({ already: true, uid: first.uid })
    expect(await all('Sent')).toEqual([1])

    const draft = (uid: number | null, uidValidity: string): Act => ({
      kind: 'append',
      folder: 'Drafts',
      flags: ['\\Draft', '\\Seen'],
      content: content('d1@b.example'),
      replaces: uid ? { uid, uidValidity } : null
    })
    const drafts = await validity('Drafts')
    const one = await play(link, draft(null, drafts), bytes('first version'))
    expect(one.uid).toBe(1)
    const two = await play(link, draft(1, drafts), bytes('second version, longer'))
    expect(two).toMatchObject({ already: false, uid: 2 })
    expect(await play(link, draft(1, drafts), bytes('second version, longer'))).toMatchObject({
      already: true,
      uid: 2
    })
    expect(await uids('Drafts')).toEqual([2])
    const rows = await link.inFolder('bulk', 'Drafts', (client) =>
      fetchItems(client, [2], [atom('UID'), atom('FLAGS')])
    )
    expect(flagsIn(rows.get(2) ?? new Map()) & 16).toBe(16)
  })

  it('makes, renames and deletes folders with any name that a server can take', async () => {
    for (const path of ['R&D 🚀 größer', 'A & B', '日本語']) {
      expect(await act({ kind: 'createFolder', path })).toMatchObject({ already: false })
      expect(await act({ kind: 'createFolder', path })).toMatchObject({ already: true })
      const listed = await listFolders(await link.client('bulk'), {}, new Map())
      expect(listed.map((folder) => folder.path)).toContain(path)
      expect(await all(path)).toEqual([])
      const to = `${path} 2`
      await act({ kind: 'renameFolder', path, to })
      expect(await act({ kind: 'renameFolder', path, to })).toMatchObject({ already: true })
      await act({ kind: 'deleteFolder', path: to })
      expect(await act({ kind: 'deleteFolder', path: to })).toMatchObject({ already: true })
    }
    await act({ kind: 'createFolder', path: 'Parent/Child' })
    const listed = await listFolders(await link.client('bulk'), {}, new Map())
    expect(listed.find((folder) => folder.path === 'Parent/Child')).toMatchObject({
      name: 'Child',
      parent: 'Parent',
      delimiter: '/'
    })
    for (const path of ['', ' ', 'a//b', '/a', 'a%b', 'a*b', 'x\r\nA1 DELETE INBOX', 'x'.repeat(300)]) {
      await expect(act({ kind: 'createFolder', path })).rejects.toMatchObject({ code: 'mail.badFolderName' })
    }
    await expect(act({ kind: 'renameFolder', path: 'Parent/Child', to: 'Sent' })).rejects.toMatchObject({
      code: 'mail.folderExists'
    })
    await expect(act({ kind: 'renameFolder', path: 'No', to: 'Other' })).rejects.toMatchObject({
      code: 'mail.folderGone'
    })
  })

  it('does many at once', async () => {
    const uidValidity = await validity('INBOX')
    const many = Array.from({ length: 6 }, (_, i) => i + 1)
    const messageIds = many.map((i) => `m${i}@b.example`)
    await act({ kind: 'move', folder: 'INBOX', uidValidity, uids: many, to: 'Archive', messageIds })
    expect(await uids('INBOX')).toEqual([])
    expect(await all('Archive')).toHaveLength(6)
    const found = await link.inFolder('bulk', 'Archive', (client) => withMessageId(client, 'm6@b.example'))
    expect(found).toHaveLength(1)
  })
})
