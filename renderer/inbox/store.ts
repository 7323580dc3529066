import { create } from 'zustand'
import type { Filter, Source } from '../cache/index.ts'

/** What may vanish at a reload: where the rep is, what is chosen. */
export interface InboxState {
  source: Source
  filter: Filter
  /** The mail that the list stands at, and its conversation. */
  at: { id: number; thread: number } | null
  /** Mails checked for an act on many. */
  checked: ReadonlySet<number>
  /** What was typed into the search; '' while no search is shown. */
  typed: string
  /** Mails that wait for a folder to be chosen; null: none. */
  moving: number[] | null
  go(source: Source): void
  setFilter(filter: Filter): void
  stand(at: { id: number; thread: number } | null): void
  check(ids: Iterable<number>): void
  toggle(id: number): void
  search(typed: string, ids: number[]): void
  endSearch(): void
  chooseFolder(ids: number[] | null): void
}

const start: Source = { kind: 'context', code: 0 }

export const useInbox = create<InboxState>((set, get) => {
  let before: Source = start
  return {
    source: start,
    filter: 'all',
    at: null,
    checked: new Set(),
    typed: '',
    moving: null,
    go(source) {
      // chosen all the same: where the window begins by itself does not win over it
      if (sameSource(source, get().source) && get().typed === '') return set({ source })
      set({ source, filter: 'all', at: null, checked: new Set(), typed: '' })
    },
    setFilter: (filter) => set({ filter, checked: new Set() }),
    stand: (at) => set({ at }),
    check: (ids) => set({ checked: new Set(ids) }),
    toggle(id) {
      const checked = new Set(get().checked)
      if (!checked.delete(id)) checked.add(id)
      set({ checked })
    },
    search(typed, ids) {
      if (get().typed === '') before = get().source
      const another = typed !== get().typed
      set({ typed, source: { kind: 'ids', ids } })
      if (another) set({ checked: new Set(), filter: 'all' })
    },
    chooseFolder: (moving) => set({ moving }),
    endSearch() {
      if (get().typed !== '') set({ typed: '', source: before, at: null, checked: new Set() })
    }
  }
})

export function sameSource(a: Source, b: Source): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
