import { useEffect } from 'react'

/** A section may be drawn a moment after its page, and what stands above it grow, ms. */
const patience = 2_000
const settles = 400

/** Brings a section of the page in sight once it is drawn, and the keys with it. */
export function usePart(part: string | null, page: string): void {
  useEffect(() => {
    if (part === null) return
    const until = Date.now() + patience
    let timer: ReturnType<typeof setTimeout>
    const look = (): void => {
      const sections = document.querySelectorAll<HTMLElement>('main section[aria-label]')
      const found = [...sections].find((one) => one.getAttribute('aria-label') === part)
      if (!found) {
        if (Date.now() < until) timer = setTimeout(look, 50)
        return
      }
      const show = (): void => found.scrollIntoView({ block: 'start' })
      show()
      found.tabIndex = -1
      found.focus({ preventScroll: true })
      timer = setTimeout(show, settles)
    }
    look()
    return () => clearTimeout(timer)
  }, [part, page])
}
