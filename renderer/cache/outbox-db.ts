import { Dexie, type Table } from 'dexie'
import { AppError } from '../../shared/errors.ts'
import type {
  Correction,
  Dismissed,
  Draft,
  FiledMail,
  Operation,
  PrivateMail,
  Upload,
  Wish
} from './outbox-types.ts'

/** What exists nowhere else: never dropped, and flushed to the disk before a write counts as done. */
export interface OutboxDb extends Dexie {
  operations: Table<Operation, number>
  drafts: Table<Draft, string>
  uploads: Table<Upload, number>
  wishes: Table<Wish, number>
  privates: Table<PrivateMail, [string, string]>
  filings: Table<FiledMail, [string, string, string]>
  dismissed: Table<Dismissed, string>
  corrections: Table<Correction, [string, string]>
}

export const outboxVersion = 5

export function outboxDbName(installId: string): string {
  return `salesinbox-${installId}-outbox`
}

/** IndexedDB counts ten to one of Dexie's, which adds ones of its own: from here on a newer app has written it. */
const tooNew = (outboxVersion + 1) * 10
const refusal = (): AppError => new AppError('disk.newer', { knows: outboxVersion })

/** Dexie opens what is newer than it was told as it is, and adds what it misses there: the second is stopped here. */
function guarded(): IDBFactory {
  return {
    open(name: string, version?: number): IDBOpenDBRequest {
      if (version !== undefined && version >= tooNew) throw refusal()
      return version === undefined ? indexedDB.open(name) : indexedDB.open(name, version)
    },
    deleteDatabase: (name) => indexedDB.deleteDatabase(name),
    databases: () => indexedDB.databases(),
    cmp: (first, second) => indexedDB.cmp(first, second)
  }
}

/**
 * Opens with the first use. One that a newer app has written is refused: what this version wrote there, the newer would
 * misread. Then every use of it throws, and nothing in it is touched; `requireOutbox` says why.
 */
export function openOutboxDb(installId: string): OutboxDb {
  const options = { chromeTransactionDurability: 'strict', indexedDB: guarded() } as const
  const db = new Dexie(outboxDbName(installId), options) as OutboxDb
  db.version(1).stores({
    operations: '++id, state',
    drafts: 'id, account, state, updatedAt',
    uploads: '++id, draft',
    wishes: 'id'
  })
  // what the rep keeps private by hand is known nowhere else
  db.version(2).stores({ privates: '[account+message], account' })
  // what the rep filed on records by hand, also where its mailbox is private
  db.version(3).stores({ filings: '[account+message+record], account, record' })
  // what the rep does not want suggested again
  db.version(4).stores({ dismissed: 'key' })
  // what the rep says of a mail in place of what was read of it
  db.version(5).stores({ corrections: '[account+message], account' })
  db.on(
    'ready',
    () => {
      if (db.backendDB().version >= tooNew) throw refusal()
    },
    true
  )
  return db
}

const versionKey = 'salesinbox.outbox'

/**
 * Asks whether this app may open the outbox, and notes for older ones which app first wrote it as it is: beside the
 * database, where both live and die together.
 * @param version of the app
 * @throws AppError disk.newer with the version that is needed, where it was noted
 */
export async function requireOutbox(outbox: OutboxDb, version: string): Promise<void> {
  const noted = readNote()
  try {
    await outbox.open()
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'disk.newer') return
    throw new AppError('disk.newer', { ...error.params, current: version, version: noted?.app ?? '' })
  }
  if (noted === null || noted.format < outboxVersion)
    localStorage.setItem(versionKey, `${outboxVersion} ${version}`)
}

function readNote(): { format: number; app: string } | null {
  const [, format, app] = /^(\d+) (\S+)$/.exec(localStorage.getItem(versionKey) ?? '') ?? []
  return format !== undefined && app !== undefined ? { format: Number(format), app } : null
}
