import { create } from 'zustand'

/** What lies over the window now. */
export const useOverlays = create<{ palette: boolean; text: string; keys: boolean }>(() => ({
  palette: false,
  text: '',
  keys: false
}))
