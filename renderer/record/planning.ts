import { create } from 'zustand'

/** The small form under "Next activity": for whom it is open, and with which kind it begins. */
export const usePlanning = create<{ about: string | null; type: 'call' | 'task' | 'meeting' }>(() => ({
  about: null,
  type: 'task'
}))
