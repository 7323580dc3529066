import { create } from 'zustand'
import type { EmailRow } from './merge.ts'

/** The row that was opened last: what it says of a mail's owners and record stands above its text. */
export const useOpened = create<{ row: EmailRow | null }>(() => ({ row: null }))
