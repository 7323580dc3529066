import type { KeyboardEvent } from 'react'

/** What had the focus was taken away or disabled: Chromium then leaves it to the page, and keys go nowhere. */
export const focusIsLost = (): boolean => document.activeElement === document.body

/** In a list of links the arrows, Home and End go from one to the next. */
export function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('a')]
  const at = links.indexOf(document.activeElement as HTMLElement)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key]
  if (at < 0 || to === undefined) return
  event.preventDefault()
  links[Math.max(0, Math.min(links.length - 1, to))]?.focus()
}
