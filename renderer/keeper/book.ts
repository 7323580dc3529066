import type { MailDb } from '../cache/mail-db.ts'
import {
  type FolderRow,
  type IdentityPage,
  identityPage,
  type PeoplePage,
  peoplePage,
  type Vanished,
  vanishedKey,
  type WindowRow
} from '../cache/types.ts'

/**
 * All that the keeper must know to write the next batch without reading the database: which mails, threads and
 * persons there are, and the windows of each folder. Loaded once at start from some hundred rows; about 150 bytes
 * a mail. Changed only by `commit`, after the transaction that wrote the same.
 */
export interface Book {
  folders: Map<number, FolderRow>
  /** folder -> window number -> row */
  windows: Map<number, Map<number, WindowRow>>
  /** identity -> message id */
  ids: Map<number, number>
  /** hash of a Message-ID, its own or one referred to -> thread */
  threads: Map<number, number>
  /** message id -> thread, 0: unknown */
  threadOf: Uint32Array
  identityPages: Map<number, IdentityPage>
  persons: Map<string, number>
  peoplePages: Map<number, PeoplePage>
  /** By account (personal-folders.ts). */
  vanished: Map<string, Vanished>
  nextId: number
  nextThread: number
  nextPerson: number
  nextFolder: number
  rev: number
}

/** What one write changes: computed aside, written in one transaction, then taken into the book. */
export interface Change {
  folders: FolderRow[]
  removedFolders: number[]
  windows: WindowRow[]
  identityPages: Map<number, IdentityPage>
  peoplePages: Map<number, PeoplePage>
  /** identity -> id, Message-ID hash -> thread, id -> thread, address -> person: added by this change. */
  ids: Map<number, number>
  threads: Map<number, number>
  threadOf: Map<number, number>
  persons: Map<string, number>
  /** Identities that no mail has any more. */
  lostIds: number[]
  /** Addresses that no mail names any more. */
  lostPersons: string[]
  vanished: Map<string, Vanished>
  nextId: number
  nextThread: number
  nextPerson: number
}

export function startChange(book: Book): Change {
  return {
    folders: [],
    removedFolders: [],
    windows: [],
    identityPages: new Map(),
    peoplePages: new Map(),
    ids: new Map(),
    threads: new Map(),
    threadOf: new Map(),
    persons: new Map(),
    lostIds: [],
    lostPersons: [],
    vanished: new Map(),
    nextId: book.nextId,
    nextThread: book.nextThread,
    nextPerson: book.nextPerson
  }
}

export async function loadBook(db: MailDb): Promise<Book> {
  const [folders, windows, identities, people, vanished] = await Promise.all([
    db.folders.toArray(),
    db.windows.toArray(),
    db.identities.toArray(),
    db.people.toArray(),
    db.meta.where('key').startsWith(vanishedKey).toArray()
  ])
  const book: Book = {
    folders: new Map(folders.map((row) => [row.id, row])),
    windows: new Map(),
    ids: new Map(),
    threads: new Map(),
    threadOf: new Uint32Array(1024),
    identityPages: new Map(identities.map((page) => [page.page, page])),
    persons: new Map(),
    peoplePages: new Map(people.map((page) => [page.page, page])),
    vanished: new Map(vanished.map(({ key, value }) => [key.slice(vanishedKey.length), value as Vanished])),
    nextId: 1,
    nextThread: 1,
    nextPerson: 0,
    nextFolder: 1,
    rev: 0
  }
  for (const row of folders) book.nextFolder = Math.max(book.nextFolder, row.id + 1)
  for (const row of windows) {
    windowsOf(book, row.folder).set(row.window, row)
    book.rev = Math.max(book.rev, row.rev)
    for (let i = 0; i < row.id.length; i++) {
      setThread(book, row.id[i]!, row.thread[i]!)
      if (row.thread[i]! >= book.nextThread) book.nextThread = row.thread[i]! + 1
    }
  }
  for (const page of identities) {
    // a number is given once, also where the last mails went: the search index may still know of them
    book.nextId = Math.max(book.nextId, page.page * identityPage + page.identity.length)
    for (let i = 0; i < page.identity.length; i++) {
      const id = page.page * identityPage + i
      if (page.identity[i] === 0) continue
      book.ids.set(page.identity[i]!, id)
      const thread = book.threadOf[id]
      if (!thread) continue
      if (page.messageId[i]) book.threads.set(page.messageId[i]!, thread)
      for (let r = page.referencesAt[i]!; r < page.referencesAt[i + 1]!; r++) {
        book.threads.set(page.references[r]!, thread)
      }
    }
  }
  for (const page of people) {
    page.addresses.forEach((address, i) => {
      if (address) book.persons.set(address, page.page * peoplePage + i)
    })
    book.nextPerson = Math.max(book.nextPerson, page.page * peoplePage + page.addresses.length)
  }
  return book
}

export function windowsOf(book: Book, folder: number): Map<number, WindowRow> {
  let windows = book.windows.get(folder)
  if (!windows) book.windows.set(folder, (windows = new Map()))
  return windows
}

export function setThread(book: Book, id: number, thread: number): void {
  if (id >= book.threadOf.length) {
    const grown = new Uint32Array(Math.max(id + 1, book.threadOf.length * 2))
    grown.set(book.threadOf)
    book.threadOf = grown
  }
  book.threadOf[id] = thread
}

/** Takes a written change into the book. */
export function takeIn(book: Book, change: Change): void {
  for (const row of change.folders) book.folders.set(row.id, row)
  for (const id of change.removedFolders) {
    book.folders.delete(id)
    book.windows.delete(id)
  }
  for (const row of change.windows) {
    windowsOf(book, row.folder).set(row.window, row)
    book.rev = Math.max(book.rev, row.rev)
  }
  for (const [page, row] of change.identityPages) book.identityPages.set(page, row)
  for (const [page, row] of change.peoplePages) book.peoplePages.set(page, row)
  for (const identity of change.lostIds) book.ids.delete(identity)
  for (const [identity, id] of change.ids) book.ids.set(identity, id)
  for (const [hash, thread] of change.threads) book.threads.set(hash, thread)
  for (const [id, thread] of change.threadOf) setThread(book, id, thread)
  for (const address of change.lostPersons) book.persons.delete(address)
  for (const [address, person] of change.persons) book.persons.set(address, person)
  for (const [account, vanished] of change.vanished) book.vanished.set(account, vanished)
  book.nextId = change.nextId
  book.nextThread = change.nextThread
  book.nextPerson = change.nextPerson
}
