import { create } from 'zustand'
import type { DefinedIntent } from '../../../shared/contract/intents.ts'
import type { IntentDraft } from '../../../shared/intelligence/intents.ts'

/** `rev`: of the definition that was edited. */
type Kept = IntentDraft & { rev: number }
/** `new`, or an intent's id. */
export type DraftKey = string

/** What was typed, until it is saved or discarded: closing the sheet or leaving the page loses none of it. */
export const useIntentDrafts = create<{ open: DraftKey | null; drafts: Record<DraftKey, Kept> }>(() => ({
  open: null,
  drafts: {}
}))
export const newKey: DraftKey = 'new'

export const openIntent = (open: DraftKey | null): void => useIntentDrafts.setState({ open })

export function keepDraft(key: DraftKey, typed: Kept): void {
  useIntentDrafts.setState(({ drafts }) => ({ drafts: { ...drafts, [key]: typed } }))
}
export function dropDraft(key: DraftKey): void {
  useIntentDrafts.setState(({ drafts: { [key]: _, ...drafts } }) => ({ drafts }))
}

export function typedOf(intent: DefinedIntent | null): IntentDraft {
  if (!intent) return { name: '', examples: ['', '', ''], unlike: [], words: [], must: false }
  const { name, examples, unlike, words, must } = intent
  return { name, examples, unlike, words, must }
}

/** Whether anything but the name is another. */
export function sameRule(a: IntentDraft, b: IntentDraft): boolean {
  const rule = ({ examples, unlike, words, must }: IntentDraft): string =>
    JSON.stringify([examples, unlike, words, must])
  return rule(a) === rule(b)
}
