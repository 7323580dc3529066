import type { Icon } from '@tabler/icons-react'
import { create } from 'zustand'

export interface ToastContent {
  /** What happened and to how many: "3 mails archived". */
  text: string
  icon?: Icon
  /** Takes it back; offered as Undo and by Z. */
  undo?(): void
  /** Another act than undo, in words of its own. */
  act?: { label: string; run(): void }
  /** How long it stays; 8 s when not said. */
  seconds?: number
  /** Runs when it goes by itself or makes room for the next one; not after undo. */
  onGone?(): void
}
interface Shown extends ToastContent {
  id: number
}

let last = 0
export const useToast = create<{ shown: Shown | null }>(() => ({ shown: null }))

/** One at a time: the next takes the place of the last. Never for errors that need a choice. */
export function showToast(toast: ToastContent): number {
  useToast.getState().shown?.onGone?.()
  const id = ++last
  useToast.setState({ shown: { ...toast, id } })
  return id
}

export function closeToast(id?: number): void {
  const { shown } = useToast.getState()
  if (!shown || (id !== undefined && shown.id !== id)) return
  useToast.setState({ shown: null })
  shown.onGone?.()
}

/** Says whether there was something to take back. */
export function undoToast(): boolean {
  const { shown } = useToast.getState()
  if (!shown?.undo) return false
  useToast.setState({ shown: null })
  shown.undo()
  return true
}
