import { useLayoutEffect, useState, type RefObject } from 'react'

/** Whether an element has so much room, rem. */
export function useWide(element: RefObject<HTMLElement | null>, rem: number): boolean {
  const [wide, setWide] = useState(true)
  useLayoutEffect(() => {
    const at = element.current
    if (!at) return
    const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
    const observer = new ResizeObserver(([entry]) => {
      const width = entry?.contentRect.width ?? 0
      // nothing of it is shown: it keeps the shape that it had
      if (width > 0) setWide(width >= rem * size)
    })
    observer.observe(at)
    return () => observer.disconnect()
  }, [element, rem])
  return wide
}
