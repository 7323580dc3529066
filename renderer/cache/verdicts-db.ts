import { Dexie, type Table } from 'dexie'
import type { Said, Verdict } from '../../shared/contract/intelligence.ts'
import type { SharedMood } from '../../shared/contract/moods.ts'
import type { PromiseRow } from './promise-rows.ts'

/** What was read of mails `page * verdictPage ...`, in columns: what lists, filters and moods are computed from. */
export interface VerdictPage {
  page: number
  /** Grows with every write of any page: views read those above the last one they saw. */
  rev: number
  /** Number of the model that read it; 0: nobody yet. */
  model: Uint16Array
  /** 1 + place in `sentiments`, `emotions`; 0: none. */
  sentiment: Uint8Array
  emotion: Uint8Array
  /** A bit for each of `intents`. */
  intents: Uint8Array
  /** Number of the custom intents that it was read with; 0, and missing before there were any: none. */
  customBy?: Uint16Array
  /** By place on the page: ids of the custom intents that it has, whether they are still on or not. */
  custom?: Map<number, string[]>
}
export const verdictPage = 1024

/** The verdicts of mails `page * detailPage ...` with their reasons. */
export interface VerdictDetails {
  page: number
  verdicts: (KeptVerdict | null)[]
}
/** What was read, and what the rep says in place of it: the columns hold what counts. `custom`: none before there were any. */
export type KeptVerdict = Omit<Verdict, 'custom'> & { custom?: Verdict['custom']; said?: Said }
export const detailPage = 64

/** How a colleague's mail sounds, and the mail's number here where the rep has it too. */
export type KeptMood = SharedMood & { own: number | null }

export interface VerdictsMeta {
  /** `intents`: what the workspace said last. `custom`: what marks in the columns were read with. */
  key: 'model' | 'cache' | 'told' | 'learned' | 'corrected' | 'shared' | 'toldPromises' | 'intents' | 'custom'
  value: unknown
}

/** What was read of the mail in the cache: by the keeper alone, from the texts, and lost without loss. */
export interface VerdictsDb extends Dexie {
  pages: Table<VerdictPage, number>
  details: Table<VerdictDetails, number>
  meta: Table<VerdictsMeta, string>
  promises: Table<PromiseRow, number>
}

export function openVerdictsDb(installId: string): VerdictsDb {
  const db = new Dexie(`salesinbox-${installId}-verdicts`, {
    chromeTransactionDurability: 'relaxed'
  }) as VerdictsDb
  db.version(1).stores({ pages: 'page, rev', details: 'page', meta: 'key' })
  // what the rep promised in mails they sent
  db.version(2).stores({ promises: 'mail' })
  return db
}

export function emptyVerdicts(page: number): Required<VerdictPage> {
  return {
    page,
    rev: 0,
    model: new Uint16Array(verdictPage),
    sentiment: new Uint8Array(verdictPage),
    emotion: new Uint8Array(verdictPage),
    intents: new Uint8Array(verdictPage),
    customBy: new Uint16Array(verdictPage),
    custom: new Map()
  }
}
