import { useSyncExternalStore } from 'react'
import { whitePaper, type Paper } from './frame-page.ts'

/** The window's own face is not in reach of a frame that loads nothing, unless the system has it. */
const families = 'Inter, "Inter Variable", system-ui, sans-serif'

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}
function mailSize(): number {
  const size = Number.parseFloat(token('--mail-size'))
  return Number.isFinite(size) && size > 8 ? size : 14.5
}

/** The window's own colours, for plain mail and for HTML mail simple enough to take them. */
export function themePaper(): Paper {
  return {
    scheme: isDark() ? 'dark' : 'light',
    text: token('--t1') || 'CanvasText',
    dim: token('--t3') || 'GrayText',
    link: token('--acc-t') || 'LinkText',
    line: token('--line2') || 'GrayText',
    pill: token('--hover') || 'Canvas',
    font: families,
    size: mailSize()
  }
}
export function white(): Paper {
  return whitePaper(families, mailSize())
}

export function isDark(): boolean {
  return document.documentElement.getAttribute('data-mantine-color-scheme') === 'dark'
}
function watch(changed: () => void): () => void {
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, {
    attributeFilter: ['data-mantine-color-scheme', 'style', 'class']
  })
  return () => observer.disconnect()
}
/** 'light' or 'dark', as the window is now. */
export function useScheme(): 'light' | 'dark' {
  return useSyncExternalStore(watch, () => (isDark() ? 'dark' : 'light'))
}
