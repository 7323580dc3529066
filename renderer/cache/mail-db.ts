import { Dexie, type Table } from 'dexie'
import type {
  BodyRow,
  FolderRow,
  HeaderPage,
  IdentityPage,
  MetaRow,
  PeoplePage,
  SnippetPage,
  WindowRow
} from './types.ts'

// Dexie takes the browser shell's address for that of a developer, who wants a traced task for each operation
Dexie.debug = false

/**
 * The mail of this computer, rebuildable from the servers. Written by the keeper alone.
 * Durability is relaxed: rows and cursor commit together, so what a crash takes is fetched again.
 */
export interface MailDb extends Dexie {
  meta: Table<MetaRow, string>
  folders: Table<FolderRow, number>
  windows: Table<WindowRow, [number, number]>
  identities: Table<IdentityPage, number>
  headers: Table<HeaderPage, number>
  bodies: Table<BodyRow, number>
  snippets: Table<SnippetPage, number>
  people: Table<PeoplePage, number>
}

/** Raised with each change of a stored shape, with a migration and its reason in `migrations` below. */
export const mailVersion = 1

export function mailDbName(installId: string): string {
  return `salesinbox-${installId}-mail`
}

export function openMailDb(installId: string): MailDb {
  const db = new Dexie(mailDbName(installId), { chromeTransactionDurability: 'relaxed' }) as MailDb
  db.version(1).stores({
    meta: 'key',
    folders: 'id, [account+path]',
    // `rev` is indexed so that a view reads only the windows that changed
    windows: '[folder+window], rev',
    identities: 'page',
    headers: 'page',
    bodies: 'id',
    snippets: 'page',
    people: 'page'
  })
  return db
}
