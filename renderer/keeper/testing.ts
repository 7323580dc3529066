import type { Batch, HeaderRow } from '../../shared/mail/message.ts'
import type { FolderRow } from '../cache/types.ts'
import { applyBatch } from './apply-batch.ts'
import { type Book, takeIn, windowsOf } from './book.ts'

export function emptyBook(): Book {
  return {
    folders: new Map(),
    windows: new Map(),
    ids: new Map(),
    threads: new Map(),
    threadOf: new Uint32Array(4),
    identityPages: new Map(),
    persons: new Map(),
    peoplePages: new Map(),
    vanished: new Map(),
    nextId: 1,
    nextThread: 1,
    nextPerson: 0,
    nextFolder: 1,
    rev: 0
  }
}

export function folderRow(id: number, path = 'INBOX'): FolderRow {
  return {
    id,
    account: 'a',
    path,
    name: path,
    parent: '',
    delimiter: '/',
    role: path === 'INBOX' ? 'inbox' : '',
    roleFrom: '',
    selectable: true,
    cursor: null,
    qresync: true,
    stage: 'waiting',
    exists: 0,
    remaining: 0,
    here: 0,
    unread: 0,
    textsHere: 0,
    checkedAt: null,
    lastError: null
  }
}

export function header(uid: number, parts: Partial<HeaderRow> = {}): HeaderRow {
  return {
    uid,
    flags: 0,
    received: 1_700_000_000_000 + uid * 1000,
    sent: 1_700_000_000_000 + uid * 1000,
    size: 1000,
    subject: `Subject ${uid}`,
    from: [['Anna', 'Anna@acme.example']],
    to: [['Me', 'me@fernhill.example']],
    cc: [],
    bcc: [],
    replyTo: [],
    messageId: `m${uid}@acme.example`,
    inReplyTo: '',
    references: [],
    listId: '',
    listPost: '',
    unsubscribe: '',
    parts: [],
    emailId: '',
    ...parts
  }
}

export function batch(headers: HeaderRow[], parts: Partial<Batch> = {}): Batch {
  return {
    sequence: 0,
    complete: false,
    cursor: { uidValidity: '1', uidNext: 1001, modseq: '5', since: null, complete: true },
    headers,
    members: [],
    flags: null,
    vanished: [],
    windows: [],
    remaining: 0,
    exists: headers.length,
    ...parts
  }
}

export function apply(book: Book, folder: FolderRow, next: Batch) {
  const applied = applyBatch(book, book.folders.get(folder.id) ?? folder, next, () => 4, 0)
  takeIn(book, applied.change)
  return applied
}

export function uidsOf(book: Book, folder: number): number[] {
  return [...windowsOf(book, folder).values()]
    .sort((a, b) => a.window - b.window)
    .flatMap((row) => [...row.uid])
}
