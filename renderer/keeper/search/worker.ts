/// <reference lib="webworker" />
import sqlite3InitModule, { type Database } from '@sqlite.org/sqlite-wasm'
import type { FromIndex, ToIndex } from './protocol.ts'
import { ftsOf, parseQuery, type Term } from './query.ts'

/** Found mails are told up to this many, in no order: the view sorts them by date. */
const limit = 20_000
const schema = 1

let db: Database | null = null

/** SQLite FTS5 on OPFS: derived from the mail cache and droppable at any time. In memory where OPFS is not to be had. */
async function open(name: string, anew: boolean): Promise<FromIndex> {
  const sqlite3 = await sqlite3InitModule()
  try {
    const pool = await sqlite3.installOpfsSAHPoolVfs({
      name: `search-${name}`,
      directory: `.search-${name}`,
      clearOnInit: anew
    })
    db = new pool.OpfsSAHPoolDb('/search.db')
  } catch {
    db = new sqlite3.oo1.DB(':memory:', 'c')
  }
  db.exec('pragma journal_mode=memory; pragma synchronous=off; pragma cache_size=-16000')
  const version = Number(db.selectValue('pragma user_version'))
  if (version !== schema) create(db)
  return {
    kind: 'opened',
    heads: Number(db.selectValue('select value from mark')),
    headIds: idsIn(db, 'heads'),
    texts: idsIn(db, 'texts')
  }
}

function create(at: Database): void {
  at.exec(`
    drop table if exists heads; drop table if exists texts; drop table if exists mark;
    create virtual table heads using fts5(subject, people, content='', contentless_delete=1, prefix='2 3', tokenize='unicode61 remove_diacritics 2');
    create virtual table texts using fts5(text, content='', contentless_delete=1, prefix='3', tokenize='unicode61 remove_diacritics 2');
    create table mark(value integer not null);
    insert into mark values (0);
    pragma user_version=${schema};`)
}

function idsIn(at: Database, table: 'heads' | 'texts'): Uint32Array {
  return Uint32Array.from(at.selectValues(`select id from ${table}_docsize`).map(Number))
}

function ids(sql: string, bind: string): Set<number> {
  return new Set((db?.selectValues(sql, bind) ?? []).map(Number))
}

function hitsOf(term: Term): Set<number> {
  const words = ftsOf(term)
  const column = term.where === 'anywhere' ? words : `${term.where} : ${words}`
  const hits = ids('select rowid from heads where heads match ? order by rowid desc limit 50000', column)
  if (term.where !== 'anywhere') return hits
  for (const id of ids('select rowid from texts where texts match ? limit 50000', words)) hits.add(id)
  return hits
}

function search(typed: string): { ids: Uint32Array; more: boolean } {
  const [first, ...rest] = parseQuery(typed).map(hitsOf)
  const all = first ? [...first].filter((id) => rest.every((hits) => hits.has(id))) : []
  return { ids: Uint32Array.from(all.slice(0, limit)), more: all.length > limit }
}

async function handle(message: ToIndex): Promise<FromIndex> {
  if (message.kind === 'open') return open(message.name, message.anew)
  if (!db) throw new Error('The index is not open')
  const at = db
  switch (message.kind) {
    case 'heads':
      at.transaction(() => {
        for (const row of message.rows) {
          at.exec('insert or replace into heads(rowid, subject, people) values (?, ?, ?)', {
            bind: [row.id, row.subject, row.people]
          })
        }
        const last = message.rows.reduce((most, row) => Math.max(most, row.id), 0)
        at.exec('update mark set value = max(value, ?)', { bind: [last] })
      })
      return { kind: 'done' }
    case 'texts':
      at.transaction(() => {
        for (const row of message.rows)
          at.exec('insert or replace into texts(rowid, text) values (?, ?)', { bind: [row.id, row.text] })
      })
      return { kind: 'done' }
    case 'forget':
      at.transaction(() => {
        for (const id of message.ids) {
          at.exec('delete from heads where rowid = ?', { bind: [id] })
          at.exec('delete from texts where rowid = ?', { bind: [id] })
        }
      })
      return { kind: 'done' }
    case 'search':
      return { kind: 'found', ask: message.ask, ...search(message.typed) }
    case 'drop':
      create(at)
      return { kind: 'done' }
    case 'compact':
      // a deletion leaves its words in the segments until they are merged, and their pages in the file until it is rewritten
      at.exec(`
        insert into heads(heads) values ('optimize'); insert into texts(texts) values ('optimize');
        pragma secure_delete=on; vacuum; pragma secure_delete=off`)
      return { kind: 'done' }
  }
}

self.onmessage = (event: MessageEvent<ToIndex>) => {
  void handle(event.data).then(
    (answer) => self.postMessage(answer),
    (error: unknown) => self.postMessage({ kind: 'failed', message: String(error) } satisfies FromIndex)
  )
}
