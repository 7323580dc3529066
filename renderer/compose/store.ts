import { create } from 'zustand'
import type { Draft } from '../cache/index.ts'

export type ComposeKind = 'new' | 'reply' | 'replyAll' | 'forward' | 'edit'

interface ComposeState {
  /** The draft that is being written; its typed text lives here until it is saved, some moments later. */
  draft: Draft | null
  kind: ComposeKind
  /** Changes when another draft takes the place, so that the editor begins anew. */
  session: number
  open(draft: Draft, kind: ComposeKind): void
  change(patch: Partial<Draft>): void
  close(): void
}

const key = 'salesinbox.compose'

/** A window that shows one draft has it in its address. */
export const ownWindow = typeof location !== 'undefined' && location.hash.startsWith('#/window/')

/** The draft that was open when the page went away: a crash or a reload opens it again. */
export function openBefore(): { id: string; kind: ComposeKind } | null {
  if (ownWindow) return null
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as { id: string; kind: ComposeKind } | null
  } catch {
    return null
  }
}

function remember(open: { id: string; kind: ComposeKind } | null): void {
  if (ownWindow) return
  try {
    if (open) localStorage.setItem(key, JSON.stringify(open))
    else localStorage.removeItem(key)
  } catch {
    // without storage only the reopening is lost: the draft itself is in the database
  }
}

export const useCompose = create<ComposeState>((set, get) => ({
  draft: null,
  kind: 'new',
  session: 0,
  open(draft, kind) {
    remember({ id: draft.id, kind })
    set({ draft, kind, session: get().session + 1 })
  },
  change(patch) {
    const { draft } = get()
    if (draft) set({ draft: { ...draft, ...patch } })
  },
  close() {
    remember(null)
    set({ draft: null })
  }
}))
