import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { startDovecot } from '../../tests/servers/dovecot.ts'
import { listFolders, listingConnection } from './folders.ts'
import { nameIndex, type NameTable } from './roles.ts'
import { drain, linkTo, open, roundInput, scripted } from './testing.ts'

const file = new URL('../../resources/folder-names.json', import.meta.url)
const names = nameIndex(JSON.parse(readFileSync(file, 'utf8')) as NameTable)
const mail = { bytes: 'Subject: x\r\n\r\nx\r\n', received: Date.UTC(2026, 1, 1) }

describe.each([
  ['german', { drafts: 'Entwürfe', sent: 'Gesendete Elemente', trash: 'Gelöschte Elemente' }, ''],
  ['courier', { drafts: 'INBOX.Drafts', sent: 'INBOX.Sent', trash: 'INBOX.Trash' }, 'INBOX.']
] as const)('a server without SPECIAL-USE (%s)', (namespace, roles, prefix) => {
  it('has roles by name, and its folders open, are made and are moved to by their full names', async () => {
    const dovecot = await startDovecot({ namespace })
    dovecot.seed('anna', 'INBOX', [mail])
    const link = linkTo(dovecot.imap)
    const folders = await listFolders(await link.client('bulk'), {}, names)
    expect(
      Object.fromEntries(folders.filter((one) => one.role).map((one) => [one.role, one.path]))
    ).toMatchObject({ inbox: 'INBOX', ...roles })
    expect(folders.find((one) => one.role === 'sent')?.roleFrom).toBe('name')
    const round = await open(link, roundInput('INBOX'))
    expect((await drain(round))[0]?.headers).toHaveLength(1)
    const { play } = await import('./acts/play.ts')
    const created = `${prefix}Projekte & Co`
    await play(link, { kind: 'createFolder', path: created }, null)
    const moved = await play(
      link,
      {
        kind: 'move',
        folder: 'INBOX',
        uidValidity: round.uidValidity,
        uids: [1],
        to: created,
        messageIds: ['']
      },
      null
    )
    expect(moved.moved).toEqual([[1, 1]])
    expect((await drain(await open(link, roundInput(created))))[0]?.headers).toHaveLength(1)
    link.close()
    await dovecot.stop()
  })
})

describe('a list of folders', () => {
  it('tells of new mail in the folder that is selected on the same connection', async () => {
    const dovecot = await startDovecot()
    dovecot.seed('anna', 'INBOX', [mail])
    const link = linkTo(dovecot.imap)
    const client = await link.client('bulk')
    await client.mailboxOpen('INBOX')
    await dovecot.deliver('anna', mail.bytes)
    const folders = await listFolders(await listingConnection(link), {}, names)
    expect(folders.find((one) => one.role === 'inbox')?.status).toMatchObject({ messages: 2, uidNext: 3 })
    // the selected folder is deleted elsewhere: the server may hang up, and the list comes over another connection
    const click = await link.client('click')
    await click.mailboxCreate('Brief')
    await client.mailboxOpen('Brief')
    await click.mailboxDelete('Brief')
    const after = await listFolders(await listingConnection(link), {}, names)
    expect(after.map((one) => one.path)).toContain('INBOX')
    expect(after.map((one) => one.path)).not.toContain('Brief')
    link.close()
    await dovecot.stop()
  })
})

describe('folders that have names of their own (RFC 8474)', () => {
  it('are listed with them', async () => {
    const state = '(MESSAGES 1 UNSEEN 0 UIDNEXT 2 UIDVALIDITY 5)'
    const server = await scripted({
      capability: 'IMAP4rev1 LITERAL+ LIST-STATUS OBJECTID',
      LIST: (tag, args) => [
        '* LIST () "/" INBOX',
        '* LIST () "/" "Gel&APY-scht"',
        ...(args.includes('MAILBOXID')
          ? ['* STATUS INBOX (MAILBOXID (F1))', '* STATUS "Gel&APY-scht" (MAILBOXID (F2))']
          : [`* STATUS INBOX ${state}`, `* STATUS "Gel&APY-scht" ${state}`]),
        `${tag} OK done`
      ]
    })
    const link = linkTo(server.port)
    const folders = await listFolders(await link.client('bulk'), {}, names)
    expect(folders.map(({ path, mailboxId }) => [path, mailboxId])).toEqual([
      ['INBOX', 'F1'],
      ['Gelöscht', 'F2']
    ])
    link.close()
    await server.close()
  })

  it.each(['NO', 'BAD'])('are listed without them where the server answers that with %s', async (answer) => {
    const server = await scripted({
      capability: 'IMAP4rev1 LITERAL+ LIST-STATUS OBJECTID',
      LIST: (tag, args) =>
        args.includes('MAILBOXID')
          ? `${tag} ${answer} not this`
          : [
              '* LIST () "/" INBOX',
              '* STATUS INBOX (MESSAGES 1 UNSEEN 0 UIDNEXT 2 UIDVALIDITY 5)',
              `${tag} OK done`
            ]
    })
    const link = linkTo(server.port)
    const client = await link.client('bulk')
    const folders = await listFolders(client, {}, names)
    expect(folders.map(({ path, mailboxId }) => [path, mailboxId])).toEqual([['INBOX', undefined]])
    expect(client.usable).toBe(true)
    link.close()
    await server.close()
  })

  it('end the list where the connection ends with them', async () => {
    const server = await scripted({
      capability: 'IMAP4rev1 LITERAL+ LIST-STATUS OBJECTID',
      LIST: (_, args) => (args.includes('MAILBOXID') ? null : undefined)
    })
    const link = linkTo(server.port)
    await expect(listFolders(await link.client('bulk'), {}, names)).rejects.toThrow()
    link.close()
    await server.close()
  })
})

describe('odd lists', () => {
  it('have one inbox, phantoms that cannot be selected, and names that do not survive the wire shown only', async () => {
    const server = await scripted({
      LIST: (tag) => [
        '* LIST () "/" inbox',
        '* LIST (\\Noselect) "/" "[Gmail]"',
        '* LIST (\\NonExistent \\HasChildren) "/" Ghost',
        '* LIST () "/" "Gel&APY-scht"',
        '* LIST () "/" "R&D raw"',
        '* LIST () NIL Flat',
        `${tag} OK done`
      ],
      STATUS: (tag, args) => [
        `* STATUS ${args.replace(/ \(.*/, '')} (MESSAGES 1 UNSEEN 0 UIDNEXT 2 UIDVALIDITY 5)`,
        `${tag} OK done`
      ]
    })
    const link = linkTo(server.port)
    const folders = await listFolders(await link.client('bulk'), {}, names)
    expect(folders.filter((one) => one.role === 'inbox').map((one) => one.path)).toEqual(['INBOX'])
    const selectable = (path: string) => folders.find((one) => one.path === path)?.selectable
    expect([selectable('[Gmail]'), selectable('Ghost'), selectable('Gelöscht')]).toEqual([false, false, true])
    expect(folders.find((one) => one.path === 'Gelöscht')?.role).toBe('trash')
    expect(folders.filter((one) => !one.selectable)).toHaveLength(3)
    link.close()
    await server.close()
  })
})
