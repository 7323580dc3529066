/** What the window does for a mail's frame, which can do nothing itself. All listeners are the window's own. */
export interface FrameHost {
  /** A link was followed: http, https or tel to the system browser, mailto to the composer. */
  open(url: string, shown: string): void
  /** The target of the link under the pointer or the focus; null: none. */
  target(url: string | null): void
  /** F6 or Esc: focus leaves the frame. */
  leave(): void
  height(px: number): void
}

/** More than this is scrolled inside the frame: a mail could claim a height that no window can hold. */
const highest = 120_000

/** Hangs the window's listeners on a frame that has loaded. Answers what takes them off. */
export function attachFrame(frame: HTMLIFrameElement, host: FrameHost): () => void {
  const doc = frame.contentDocument
  if (doc === null) return () => undefined
  const mail = doc.getElementById('sb-mail')
  const ended = new AbortController()
  const options = { signal: ended.signal }

  const linkOf = (event: Event): Element | null => {
    const at = event.target as Node | null
    const element = at !== null && at.nodeType === 1 ? (at as Element) : (at?.parentElement ?? null)
    return element?.closest('a[href], area[href]') ?? null
  }
  const follow = (event: MouseEvent) => {
    const link = linkOf(event)
    if (link === null) return
    event.preventDefault()
    if (event.button > 1) return
    const href = link.getAttribute('href') ?? ''
    if (href.startsWith('#')) scrollTo(doc, href.slice(1))
    else host.open(href, (link.textContent ?? '').trim())
  }
  doc.addEventListener('click', follow, options)
  doc.addEventListener('auxclick', follow, options)
  const show = (event: Event) => {
    const href = linkOf(event)?.getAttribute('href') ?? null
    host.target(href === null || href.startsWith('#') ? null : href)
  }
  doc.addEventListener('mouseover', show, options)
  doc.addEventListener('focusin', show, options)
  doc.addEventListener('mouseleave', () => host.target(null), options)
  doc.addEventListener('focusout', () => host.target(null), options)
  // what is dropped on a frame would be opened in it
  for (const type of ['dragover', 'drop'] as const)
    doc.addEventListener(type, (event) => event.preventDefault(), options)
  doc.addEventListener('dragstart', (event) => linkOf(event) !== null && event.preventDefault(), options)

  doc.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'F6' || event.key === 'Escape') {
        event.preventDefault()
        host.leave()
        if (event.key === 'Escape') return
      }
      const copy = new KeyboardEvent('keydown', {
        key: event.key,
        code: event.code,
        ctrlKey: event.ctrlKey,
        metaKey: event.metaKey,
        shiftKey: event.shiftKey,
        altKey: event.altKey,
        repeat: event.repeat,
        bubbles: true,
        cancelable: true
      })
      // Enter and Space belong to the link or pill that has the focus, arrows to scrolling
      if (/^(?:Enter| |Tab)$/.test(event.key)) return
      if (!frame.dispatchEvent(copy)) event.preventDefault()
    },
    options
  )

  const observer = mail === null ? null : watchHeight(mail, host.height)
  return () => {
    ended.abort()
    observer?.disconnect()
    host.target(null)
  }
}

/** A mail whose height follows the frame's would grow without end: after some quick changes it is left as it is. */
function watchHeight(mail: HTMLElement, report: (px: number) => void): ResizeObserver {
  let last = -1
  let fitted = -1
  let changes: number[] = []
  const root = mail.ownerDocument.documentElement
  root.style.overflowY = ''
  const measure = () => {
    const width = root.clientWidth
    const overflows = mail.style.zoom === '' && mail.scrollWidth > mail.clientWidth + 1
    if (width !== fitted || overflows) {
      fitted = width
      fit(mail)
    }
    const height = Math.min(
      highest,
      Math.ceil(Math.max(mail.getBoundingClientRect().height, mail.scrollHeight * zoomOf(mail)))
    )
    if (height === last) return
    const now = performance.now()
    changes = [...changes.filter((at) => now - at < 1000), now]
    if (changes.length > 30) {
      observer.disconnect()
      return
    }
    last = height
    if (height === highest) root.style.overflowY = 'auto'
    report(height)
  }
  const observer = new ResizeObserver(measure)
  observer.observe(mail)
  measure()
  return observer
}

function zoomOf(mail: HTMLElement): number {
  return Number(mail.style.zoom) || 1
}
/** A mail laid out for a wider window is made smaller, down to a size that can still be read; the rest is scrolled. */
function fit(mail: HTMLElement): void {
  mail.style.zoom = ''
  const ratio = mail.clientWidth / mail.scrollWidth
  if (ratio < 0.99 && ratio > 0) mail.style.zoom = String(Math.max(0.6, ratio))
}

function scrollTo(doc: Document, id: string): void {
  let name = id
  try {
    name = decodeURIComponent(id)
  } catch {
    // taken as it stands
  }
  const found = doc.getElementById(name) ?? doc.getElementsByName(name)[0]
  found?.scrollIntoView({ block: 'nearest' })
}

/** Opens or closes every fold of the mail. Answers whether there was one. */
export function toggleQuotes(frame: HTMLIFrameElement | null): boolean {
  const folds = frame?.contentDocument?.querySelectorAll<HTMLDetailsElement>('details.sb-quoted') ?? []
  const open = [...folds].some((fold) => !fold.open)
  for (const fold of folds) fold.open = open
  return folds.length > 0
}
