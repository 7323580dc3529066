import type { CustomIntents, CustomMark } from '../../../shared/contract/intelligence.ts'
import type { IntentRule } from '../../../shared/contract/intents.ts'
import type { Cache } from '../../cache/index.ts'
import type { IntentDraft } from '../../../shared/intelligence/intents.ts'

/** So many mails are looked at, the newest. */
export const previewMost = 5_000
/** Of one call; 50 is what the thread takes. */
const atOnce = 50
const asked = '00000000-0000-4000-8000-000000000001'
const before = '00000000-0000-4000-8000-000000000002'

/** What one mail would come to. */
export interface Outcome {
  id: number
  /** Null: not marked. */
  mark: CustomMark | null
  /** The mark that it has by the definition of before. */
  was: CustomMark | null
}
/** Reads custom intents of mails, in their order; null for one that is not here any more. */
export type ReadMarks = (ids: number[], custom: CustomIntents) => Promise<(CustomMark[] | null)[]>

const ruleOf = (id: string, { examples, unlike, words, must }: IntentDraft): IntentRule => ({
  ...{ id, examples, unlike, words, must }
})

/** What a definition, and the one of before, say of mails. Mails that are not here any more are left out. */
export async function readOutcomes(
  ids: number[],
  draft: IntentDraft,
  saved: IntentDraft | null,
  read: ReadMarks
): Promise<Outcome[]> {
  const intents = [ruleOf(asked, draft), ...(saved ? [ruleOf(before, saved)] : [])]
  const marks = await read(ids, { name: nameOf(intents), intents })
  return ids.flatMap((id, i) => {
    const found = marks[i]
    if (!found) return []
    const of = (rule: string): CustomMark | null => found.find((mark) => mark.id === rule) ?? null
    return [{ id, mark: of(asked), was: of(before) }]
  })
}

/** Reads all of them in order, batch by batch, until it is stopped; tells of each batch how many were read, and what is marked. */
export async function runPreview(deps: {
  ids: number[]
  draft: IntentDraft
  saved: IntentDraft | null
  read: ReadMarks
  signal: AbortSignal
  onBatch(read: number, marked: Outcome[]): void
}): Promise<void> {
  for (let at = 0; at < deps.ids.length && !deps.signal.aborted; at += atOnce) {
    const ids = deps.ids.slice(at, at + atOnce)
    const outcomes = await readOutcomes(ids, deps.draft, deps.saved, deps.read)
    if (deps.signal.aborted) return
    deps.onBatch(
      ids.length,
      outcomes.filter(({ mark, was }) => mark || was)
    )
  }
}

/** The newest mails that were read: those that the intent would be read in. */
export function newestRead({ ledger, verdicts }: Pick<Cache, 'ledger' | 'verdicts'>): number[] {
  const found = new Map<number, number>()
  for (const windows of ledger.windows.values())
    for (const { id: ids, received } of windows.values())
      ids.forEach((id, at) => {
        if (verdicts.of(id)) found.set(id, received[at]!)
      })
  return [...found]
    .sort(([, a], [, b]) => b - a)
    .slice(0, previewMost)
    .map(([id]) => id)
}

/** One name for the same rules: what was learned for one batch serves the next. */
export function nameOf(intents: readonly IntentRule[]): string {
  const text = JSON.stringify(intents)
  let hash = 0
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0
  return `tried.${text.length}.${hash >>> 0}`
}
