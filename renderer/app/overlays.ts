import { create } from 'zustand'

/** What lies over the window now. */
/** `signIn`: the account that is signed in to again. */
export const useOverlays = create<{ palette: boolean; text: string; keys: boolean; signIn: string | null }>(
  () => ({
    palette: false,
    text: '',
    keys: false,
    signIn: null
  })
)
