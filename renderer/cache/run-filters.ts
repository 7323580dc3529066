import { compile } from '../../shared/filters/compile.ts'
import type { Rule } from '../../shared/filters/model.ts'
import type { Done } from './acts.ts'
import { createFolder } from './acts.ts'
import type { Cache } from './cache.ts'
import { type Filtered, filingOf } from './filing.ts'
import { folderOfLevels, pathOfLevels } from './folder-paths.ts'
import { sift } from './sift.ts'
import { isViewed } from './summary.ts'
import type { FolderRow } from './types.ts'

/** What filters would do to the mail here now. */
export interface FilterPlan {
  account: string
  mails: Filtered[]
  /** Id of a rule -> how many mails it is for. */
  counts: Map<string, number>
  looked: number
  /** Mails left out because their text is not here. */
  waiting: number
}

export interface Progress {
  signal: AbortSignal
  onProgress?(done: number, of: number): void
}

export function foldersOf({ ledger }: Cache, account: string): FolderRow[] {
  return [...ledger.folders.values()].filter((row) => row.account === account)
}

/** Sent, drafts, junk and trash are no mail that came in. */
function sifted(cache: Cache, account: string, where: 'inbox' | 'all'): FolderRow[] {
  return foldersOf(cache, account).filter((row) =>
    where === 'inbox' ? row.role === 'inbox' : isViewed(row) && row.role !== 'sent'
  )
}

/** All rules of the list together, in their order, as they would run. */
export async function planFilters(
  cache: Cache,
  account: string,
  rules: readonly Rule[],
  where: 'inbox' | 'all',
  progress: Progress
): Promise<FilterPlan> {
  const folders = sifted(cache, account, where)
  const from = new Set(folders.filter(({ role }) => role !== 'all').map(({ id }) => id))
  const compiled = compile(rules)
  const plan: FilterPlan = { account, mails: [], counts: new Map(), looked: 0, waiting: 0 }
  const now = Date.now()
  const options = { ...progress, texts: compiled.needsBody }
  plan.looked = await sift(cache, folders, options, ({ target, mail, holds }) => {
    const { outcome, waits } = compiled.outcomeOf(mail, now)
    if (waits) plan.waiting++
    if (waits || outcome.rules.length === 0) return
    for (const rule of outcome.rules) plan.counts.set(rule, (plan.counts.get(rule) ?? 0) + 1)
    plan.mails.push({ target, flags: mail.flags, holds, from: holds.filter((id) => from.has(id)), outcome })
  })
  return plan
}

/** For how many mails each rule is, asked by itself. */
export async function countFits(
  cache: Cache,
  account: string,
  rules: readonly Rule[],
  progress: Progress
): Promise<{ fits: Map<string, number>; looked: number }> {
  const compiled = compile(rules)
  const fits = new Map<string, number>()
  const now = Date.now()
  const options = { ...progress, texts: compiled.needsBody }
  const looked = await sift(cache, sifted(cache, account, 'all'), options, ({ mail }) => {
    for (const place of compiled.matching(mail, now)) {
      const { id } = rules[place]!
      fits.set(id, (fits.get(id) ?? 0) + 1)
    }
  })
  return { fits, looked }
}

/** Queues what a plan says, in pieces. @returns what undo takes back; `missing`: folders that must be made first */
export async function runPlan(
  cache: Cache,
  plan: FilterPlan,
  progress: Progress
): Promise<{ done: Done; missing: string[] }> {
  const { operations, missing } = filingOf(plan.account, foldersOf(cache, plan.account), plan.mails)
  const done: Done = { operations: [], count: 0 }
  const touched = new Set<number>()
  if (missing.length > 0) return { done, missing }
  const pieces = 20
  for (let at = 0; at < operations.length && !progress.signal.aborted; at += pieces) {
    const some = operations.slice(at, at + pieces)
    done.operations.push(...(await cache.outbox.operations.bulkAdd(some, { allKeys: true })))
    for (const { filtered } of some) for (const identity of filtered ?? []) touched.add(identity)
    progress.onProgress?.(touched.size, plan.mails.length)
  }
  done.count = touched.size
  return { done, missing }
}

/** Has the folders made that these rules put mail into. @returns the paths asked for */
export async function makeFoldersFor(
  cache: Cache,
  account: string,
  rules: readonly Rule[]
): Promise<string[]> {
  const folders = foldersOf(cache, account)
  const paths = new Set<string>()
  for (const { actions } of rules)
    for (const action of actions) {
      const levels =
        action.kind === 'move' || action.kind === 'copy'
          ? action.folder.path
          : action.kind === 'label'
            ? action.name.split('/').filter(Boolean)
            : []
      if (levels.length > 0 && !folderOfLevels(folders, levels)) paths.add(pathOfLevels(folders, levels))
    }
  for (const path of paths) await createFolder(cache, account, path)
  return [...paths]
}
