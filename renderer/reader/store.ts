import { create } from 'zustand'
import type { AttachmentFile, ReaderMessage } from './model.ts'

export type ReaderDialog =
  | { kind: 'source'; message: ReaderMessage }
  | { kind: 'preview'; message: ReaderMessage; file: AttachmentFile }
  | { kind: 'link'; url: string; shown: string }

/** What may vanish at a reload: what was unfolded, consented to once, and looked at. */
interface ReaderState {
  /** Mails that were opened or folded by hand, by id. */
  opened: Readonly<Record<number, boolean>>
  /** Remote content was asked for, for these mails, once. */
  remote: Readonly<Record<number, boolean>>
  paper: Readonly<Record<number, 'white' | 'theme'>>
  dialog: ReaderDialog | null
  /** The link under the pointer or the focus. */
  target: string | null
  open(id: number, open: boolean): void
  loadRemote(id: number): void
  choosePaper(id: number, paper: 'white' | 'theme'): void
  show(dialog: ReaderDialog | null): void
  point(target: string | null): void
}

export const useReader = create<ReaderState>((set) => ({
  opened: {},
  remote: {},
  paper: {},
  dialog: null,
  target: null,
  open: (id, open) => set((state) => ({ opened: { ...state.opened, [id]: open } })),
  loadRemote: (id) => set((state) => ({ remote: { ...state.remote, [id]: true } })),
  choosePaper: (id, paper) => set((state) => ({ paper: { ...state.paper, [id]: paper } })),
  show: (dialog) => set({ dialog }),
  point: (target) => set((state) => (state.target === target ? state : { target }))
}))
