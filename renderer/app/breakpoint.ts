import { useSyncExternalStore } from 'react'

/** four: all columns. three: the panel is a drawer. icons: and the rail is 56 wide. one: list or reader. */
export type Breakpoint = 'four' | 'three' | 'icons' | 'one'

export function breakpointOf(width: number): Breakpoint {
  return width >= 1280 ? 'four' : width >= 1080 ? 'three' : width >= 820 ? 'icons' : 'one'
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('resize', listener)
  return () => window.removeEventListener('resize', listener)
}

export function useBreakpoint(): Breakpoint {
  return useSyncExternalStore(subscribe, () => breakpointOf(window.innerWidth))
}
