import { create } from 'zustand'

/** An invitation that the system handed over, until the page that joins a team takes it. */
export const useInvitation = create<{ link: string | null }>(() => ({ link: null }))
