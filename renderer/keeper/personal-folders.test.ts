import 'fake-indexeddb/auto'
import type { ImapFlow } from 'imapflow'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { listFolders, listingConnection } from '../../electron/imap/folders.ts'
import type { Round } from '../../electron/imap/round.ts'
import { linkTo, open } from '../../electron/imap/testing.ts'
import { fetchTexts } from '../../electron/imap/texts.ts'
import type { Account } from '../../shared/contract/accounts.ts'
import type { Bridge, Input } from '../../shared/contract/index.ts'
import type { ServerFolder } from '../../shared/contract/mail.ts'
import { pack } from '../../shared/mail/codec.ts'
import { asNew, usual } from '../../shared/new-account.ts'
import { type Dovecot, startDovecot } from '../../tests/servers/dovecot.ts'
import { openMailDb } from '../cache/mail-db.ts'
import { wentWith } from '../cache/personal-past.ts'
import type { FolderRow, MessageRow } from '../cache/types.ts'
import { type AccountLoop, startAccountLoop } from './account-loop.ts'
import { applyBatch } from './apply-batch.ts'
import { windowsOf } from './book.ts'
import { reconcileFolders } from './folders.ts'
import { matchFolders } from './match-folders.ts'
import { settleDoubts } from './personal-folders.ts'
import { personalOf } from './publish/personal.ts'
import { openStore, type Store } from './store.ts'
import { batch, folderRow, header } from './testing.ts'

const usualFolders = ['INBOX', 'Archive', 'Drafts', 'Junk', 'Sent', 'Trash']
const server = { host: '127.0.0.1', port: 1, security: 'never', user: 'anna' } as const
const mailIn = (folder: string, i: number) => ({
  bytes: `From: a@acme.example\r\nMessage-ID: <${folder}${i}@acme.example>\r\nSubject: ${folder} ${i}\r\n\r\nx\r\n`,
  received: Date.UTC(2026, 1, 1 + i)
})
const three = (folder: string) => [1, 2, 3].map((i) => mailIn(folder, i))

describe('a personal folder that another program renames', () => {
  let dovecot: Dovecot
  let link: ReturnType<typeof linkTo>
  /** The other program. */
  let second: ReturnType<typeof linkTo>
  let store: Store
  let account: Account
  let loop: AccountLoop | null = null
  let saves = true
  let reports = 0
  let users = 0
  /** Mails of personal folders that could have been published after some write. */
  let leaks: string[]

  beforeAll(async () => void (dovecot = await startDovecot()))
  afterAll(() => dovecot.stop())
  afterEach(async () => {
    await loop?.stop()
    link.close()
    second.close()
    await store.close()
  })

  async function begin(folders: string[], personalFolders: string[]): Promise<ImapFlow> {
    const user = `anna${++users}`
    for (const folder of ['INBOX', ...folders])
      dovecot.seed(user, folder, folder.startsWith('Empty') ? [] : three(folder))
    link = linkTo(dovecot.imap, user)
    saves = true
    reports = 0
    account = {
      ...asNew,
      ...usual,
      id: 'a',
      displayName: 'Anna',
      address: 'anna@acme.example',
      service: null,
      protocol: 'imap',
      incoming: server,
      outgoing: { ...server, authentication: false, storeSent: false },
      period: { everything: true },
      position: 0,
      keepPersonal: false,
      personalFolders
    }
    store = await openStore(openMailDb(`personal-folders-${users}`))
    watchLeaks()
    run()
    await rested(folders)
    second = linkTo(dovecot.imap, user)
    return await second.client('click')
  }

  function watchLeaks(): void {
    leaks = []
    const looks = personalOf(store, 'a', { shares: () => false, account: () => account })
    const secret = new Set<number>()
    store.onWritten(() => {
      for (const folder of store.book.folders.values()) {
        for (const row of windowsOf(store.book, folder.id).values())
          for (const id of row.id) {
            if (folder.path.startsWith('Family') || folder.path.startsWith('Empty')) secret.add(id)
            const isSecret = secret.has(id) || folder.path.startsWith('Kin')
            if (isSecret && !looks.is({ id } as MessageRow, 0)) leaks.push(`${id} in ${folder.path}`)
          }
      }
    })
  }
  const idsIn = (path: string): number[] => {
    const folder = [...store.book.folders.values()].find((one) => one.path === path)!
    return [...windowsOf(store.book, folder.id).values()].flatMap((row) => [...row.id])
  }
  const isPersonal = (path: string): boolean => {
    const looks = personalOf(store, 'a', { shares: () => false, account: () => account })
    const ids = idsIn(path)
    expect(ids.length).toBeGreaterThan(0)
    return ids.every((id) => looks.is({ id } as MessageRow, 0))
  }

  function run(): void {
    const everything = { since: null, period: { everything: true } } as never
    const rounds = new Map<string, Round>()
    const calls: Record<string, (input: never) => Promise<unknown>> = {
      'mail.folders': async () => await listFolders(await listingConnection(link), {}, new Map()),
      async 'mail.openRound'(input: Parameters<typeof open>[1]) {
        const round = await open(link, input)
        rounds.set('r', round)
        const { uidValidity, exists, qresync, total } = round
        return { round: 'r', uidValidity, exists, qresync, total }
      },
      'mail.nextBatch': async ({ unknown }: { unknown: number[] }) =>
        pack(await rounds.get('r')!.next(unknown)),
      async 'mail.texts'({ folder, uidValidity, wanted }: Input<'mail.texts'>) {
        return pack(await fetchTexts(link, 'bulk', folder, uidValidity, wanted))
      },
      'mail.closeRound': async () => undefined,
      'mail.watch': async () => undefined,
      'accounts.list': async () => [account],
      'app.report': async () => void reports++,
      async 'accounts.change'({ patch }: { patch: Partial<Account> }) {
        if (!saves) throw new Error('not now')
        account = { ...account, ...patch }
        loop?.update(account)
        return account
      }
    }
    const bridge = {
      call: async (name: string, input: never) => {
        const call = calls[name]
        if (!call) throw new Error(name)
        return await call(input)
      }
    } as unknown as Bridge
    loop = startAccountLoop(
      {
        bridge,
        store,
        lease: 1,
        attachments: { hold: () => undefined, allow: () => undefined, stop: async () => undefined },
        room: { isLow: () => false, look: async () => false },
        onDisk: () => undefined,
        onRest: () => undefined,
        contextOf: () => 4,
        batchSize: 100,
        onArrived: () => undefined,
        noteArrivals: () => [],
        periods: { of: () => everything }
      },
      account
    )
  }
  /** These folders, and no others but those that everybody has, are read to the end. */
  async function rested(paths: string[]): Promise<void> {
    await expect
      .poll(
        () => {
          const rows = [...store.book.folders.values()]
          return rows.every((row) => !row.selectable || (row.cursor?.complete && !row.doubted))
            ? rows.map(({ path }) => path).toSorted()
            : []
        },
        { timeout: 10_000 }
      )
      .toEqual([...usualFolders, ...paths].toSorted())
  }

  it('stays one by its new name, and so does what lies below, also before that can be saved', async () => {
    const other = await begin(['Family', 'Family/Summer', 'Work'], ['Family'])
    expect([isPersonal('Family/Summer'), isPersonal('Work')]).toEqual([true, false])
    saves = false
    await other.mailboxRename('Family', 'Kin')
    loop!.kick()
    await rested(['Kin', 'Kin/Summer', 'Work'])
    expect([isPersonal('Kin'), isPersonal('Kin/Summer'), isPersonal('Work')]).toEqual([true, true, false])
    expect(account.personalFolders).toEqual(['Family'])
    saves = true
    loop!.kick()
    await expect.poll(() => account.personalFolders).toEqual(['Kin'])
    // and what is done with it is what the rep sees: the mark is taken away by its new name
    await expect.poll(() => [...store.book.folders.values()].some((row) => row.formerly)).toBe(false)
    account = { ...account, personalFolders: [] }
    loop!.update(account)
    expect(leaks).toEqual([])
    loop!.kick()
    await rested(['Kin', 'Kin/Summer', 'Work'])
    expect([isPersonal('Kin'), account.personalFolders]).toEqual([false, []])
  })

  it('is followed where another folder takes its old name, which stays marked', async () => {
    const other = await begin(['Family'], ['Family'])
    await loop!.stop()
    await other.mailboxRename('Family', 'Kin')
    await other.mailboxCreate('Family')
    await other.append('Family', 'Message-ID: <new@acme.example>\r\n\r\nx\r\n')
    run()
    await rested(['Family', 'Kin'])
    await expect.poll(() => account.personalFolders).toEqual(['Family', 'Kin'])
    expect([isPersonal('Kin'), isPersonal('Family'), leaks]).toEqual([true, true, []])
  })

  it('is known by its mails where the server made it anew, and nothing else is kept for long', async () => {
    const other = await begin(['Family', 'Work'], ['Family'])
    await loop!.stop()
    for (const path of ['Kin', 'News']) await other.mailboxCreate(path)
    await other.append('News', 'Message-ID: <news@acme.example>\r\n\r\nx\r\n')
    await other.mailboxOpen('Family')
    await other.messageCopy('1:*', 'Kin')
    await other.mailboxDelete('Family')
    await other.append('Kin', 'Message-ID: <later@acme.example>\r\n\r\nx\r\n')
    run()
    await rested(['Kin', 'News', 'Work'])
    // its old name may come back
    await expect.poll(() => account.personalFolders).toEqual(['Family', 'Kin'])
    expect(['Kin', 'News', 'Work'].map(isPersonal)).toEqual([true, false, false])
    expect(leaks).toEqual([])
  })

  it('keeps its mails private where they are found in a folder that was there before', async () => {
    const other = await begin(['Family', 'Work'], ['Family'])
    await loop!.stop()
    await other.mailboxOpen('Family')
    await other.messageCopy('1:*', 'Work')
    await other.mailboxDelete('Family')
    run()
    await rested(['Work'])
    expect([isPersonal('Work'), leaks]).toEqual([false, []])
    // a cache that was closed meanwhile knows it still
    await loop!.stop()
    await store.close()
    store.db.close()
    store = await openStore(openMailDb(`personal-folders-${users}`))
    const looks = personalOf(store, 'a', { shares: () => false, account: () => account })
    expect(looks.inFolders().size).toBe(3)
    // the reader says so of each
    const told = await Promise.all(idsIn('Work').map((id) => wentWith(store.db, id, account)))
    expect(told.filter(Boolean)).toHaveLength(3)
    expect(told).toHaveLength(6)
    // and so it does where another folder has its name by now
    await other.mailboxCreate('Family')
    await other.append('Family', 'Message-ID: <Family1@acme.example>\r\n\r\nx\r\n')
    run()
    await rested(['Family', 'Work'])
    loop!.kick()
    // what lies in it again need not be known any more
    await expect.poll(() => store.book.vanished.get('a')?.['Family']?.length).toBe(2)
    expect(looks.inFolders().size).toBe(3)
    account = { ...account, personalFolders: [] }
    expect(looks.inFolders().size).toBe(0)
  })

  it('takes its mark along, and no other mark is lost that was set or taken away meanwhile', async () => {
    const other = await begin(['Family', 'Work'], ['Family', 'News'])
    await other.mailboxRename('Family', 'Kin')
    // the loop was not told yet
    account = { ...account, personalFolders: ['Family', 'Work'] }
    loop!.kick()
    await expect.poll(() => account.personalFolders).toEqual(['Work', 'Kin'])
  })

  it('is said once where its new name cannot be saved', async () => {
    const other = await begin(['Family'], ['Family'])
    saves = false
    await other.mailboxRename('Family', 'Kin')
    loop!.kick()
    await expect.poll(() => reports).toBe(1)
    loop!.kick()
    await rested(['Kin'])
    saves = true
    loop!.kick()
    await expect.poll(() => account.personalFolders).toEqual(['Kin'])
    expect(reports).toBe(1)
  })

  it('gives its mark to whatever came as it went, where it held nothing', async () => {
    const other = await begin(['EmptyFamily', 'Work'], ['EmptyFamily'])
    await loop!.stop()
    await other.mailboxDelete('EmptyFamily')
    await other.mailboxCreate('Kin')
    run()
    await rested(['Kin', 'Work'])
    await expect.poll(() => account.personalFolders).toEqual(['EmptyFamily', 'Kin'])
  })
})

describe('which folder is which', () => {
  const status = { messages: 1, unseen: 0, uidNext: 5, uidValidity: '7', modseq: null }
  const cursor = { uidValidity: '7', uidNext: 5, modseq: null, since: null, complete: true }
  const row = (id: number, path: string, more: Partial<FolderRow>) => ({ ...folderRow(id, path), ...more })
  const listed = (path: string, more: Partial<ServerFolder>): ServerFolder => {
    const { name, delimiter, parent } = folderRow(0, path)
    return {
      ...{
        path,
        name,
        delimiter,
        parent,
        role: '',
        roleFrom: '',
        selectable: true,
        subscribed: true,
        status
      },
      ...more
    }
  }
  const found = (rows: FolderRow[], list: ServerFolder[]) => {
    const { rows: matched, lost } = matchFolders(rows, list)
    return { ...Object.fromEntries([...matched].map(([path, { id }]) => [path, id])), lost: lost.length }
  }

  it('is told by MAILBOXID where all have one UIDVALIDITY, also of two that changed names', () => {
    const [a, b] = [row(1, 'A', { cursor, mailboxId: 'a' }), row(2, 'B', { cursor, mailboxId: 'b' })]
    expect(found([a, b], [listed('C', { mailboxId: 'a' }), listed('D', { mailboxId: 'b' })])).toEqual({
      C: 1,
      D: 2,
      lost: 0
    })
    expect(found([a, b], [listed('B', { mailboxId: 'a' }), listed('A', { mailboxId: 'b' })])).toEqual({
      B: 1,
      A: 2,
      lost: 0
    })
  })

  it('is not told by a UIDVALIDITY that two have, nor by one whose UIDNEXT went back, nor against MAILBOXID', () => {
    const [a, b] = [row(1, 'A', { cursor }), row(2, 'B', { cursor })]
    expect(found([a, b], [listed('C', {}), listed('D', {})])).toEqual({ lost: 2 })
    expect(found([a], [listed('C', {})])).toEqual({ C: 1, lost: 0 })
    expect(found([a], [listed('C', { status: { ...status, uidNext: 4 } })])).toEqual({ lost: 1 })
    expect(found([{ ...a, mailboxId: 'a' }], [listed('C', { mailboxId: 'c' })])).toEqual({ lost: 1 })
  })

  it('is, of one that is listed by its old name, told by UIDVALIDITY only where two changed names', () => {
    const as = (uidValidity: string) => ({ status: { ...status, uidValidity } })
    const rows = ['1', '2'].map((uidValidity, i) =>
      row(i + 1, 'AB'[i]!, { cursor: { ...cursor, uidValidity } })
    )
    expect(found(rows, [listed('A', as('2')), listed('B', as('1'))])).toEqual({ A: 2, B: 1, lost: 0 })
    // a server that was restored counts anew
    expect(found(rows, [listed('A', as('2')), listed('B', as('3'))])).toEqual({ A: 1, B: 2, lost: 0 })
  })
})

describe('what may be a personal folder by another name', () => {
  const cursor = { uidValidity: '7', uidNext: 5, modseq: '5', since: null, complete: true }
  const marks = { id: 'a', personalFolders: ['Family'] }
  let store: Store
  let stores = 0
  afterEach(() => store.close())

  /** Folders with a mail each, read to the end. */
  async function begin(folders: Record<string, string>): Promise<void> {
    store = await openStore(openMailDb(`personal-past-${++stores}`))
    for (const [path, uidValidity] of Object.entries(folders)) {
      const id = store.book.nextFolder++
      await store.write(() => {
        const parts = { complete: true, cursor: { ...cursor, uidValidity } }
        const read = batch([header(1, { messageId: `${path}@acme.example` })], parts)
        const { change, messages } = applyBatch(store.book, folderRow(id, path), read, () => 4, 0)
        return { written: { change, messages }, result: true }
      })
    }
  }
  async function look(folders: Record<string, Partial<ServerFolder['status']> | null>): Promise<void> {
    const listed = Object.entries(folders).map(([path, said]): ServerFolder => {
      const { name, delimiter, parent, role } = folderRow(0, path)
      const status = said && { messages: 1, unseen: 0, uidNext: 5, uidValidity: '7', modseq: '5', ...said }
      const facts = { path, name, delimiter, parent, role, roleFrom: '', subscribed: true } as const
      return { ...facts, selectable: status !== null, status }
    })
    await reconcileFolders(store, marks, listed)
  }
  const pasts = () =>
    Object.fromEntries(
      [...store.book.folders.values()].flatMap(({ path, formerly, doubted, cursor: at }) =>
        formerly ? [[path, [formerly, doubted, at?.complete]]] : []
      )
    )

  it('is one that has the name of another by now, until it is read anew; where all are anew, each is what it was', async () => {
    await begin({ INBOX: '1', Family: '2', Work: '3', News: '4' })
    await look({
      INBOX: { uidValidity: '5' },
      Family: { uidValidity: '6' },
      Work: { uidValidity: '7' },
      News: { uidValidity: '8' }
    })
    expect(pasts()).toEqual({})
    await look({ INBOX: { uidValidity: '5' }, Work: { uidValidity: '7' }, News: { uidValidity: '4' } })
    expect(pasts()).toEqual({ Work: [['Family'], true, false] })
  })

  it('is one that came while its old name leads only to what lies below', async () => {
    await begin({ INBOX: '1', Family: '2' })
    await look({ INBOX: { uidValidity: '1' }, Family: null, Kin: { uidValidity: '3' } })
    expect(pasts()).toEqual({ Kin: [['Family'], true, undefined] })
    // and its mails are remembered as long as nothing lies in it again
    await look({ INBOX: { uidValidity: '1' }, Family: null, Kin: { uidValidity: '3' } })
    await settleDoubts(store, 'a')
    expect(store.book.vanished.get('a')?.['Family']).toHaveLength(1)
  })

  it('is none where all folders have one UIDVALIDITY and the marked one is as it was', async () => {
    await begin({ INBOX: '7', Family: '7' })
    await look({ INBOX: {}, Family: {}, News: {} })
    expect(pasts()).toEqual({})
    expect(await store.db.meta.get('vanished/a')).toBeUndefined()
    // another has its name
    await look({ INBOX: {}, Family: { uidNext: 1 }, News: {}, Kin: {} })
    expect(pasts()).toEqual({ Kin: [['Family'], true, undefined] })
  })

  it('leaves nothing behind that is remembered of no mail', async () => {
    await begin({ INBOX: '1', Family: '2' })
    await look({ INBOX: { uidValidity: '1' } })
    expect(await store.db.meta.get('vanished/a')).toBeDefined()
    await reconcileFolders(store, { id: 'a', personalFolders: [] }, [])
    expect(await store.db.meta.get('vanished/a')).toBeUndefined()
  })
})
