/** The sheet that a mail is shown on. Colours are CSS values taken from the window's tokens. */
export interface Paper {
  scheme: 'light' | 'dark'
  text: string
  dim: string
  link: string
  line: string
  pill: string
  /** CSS font families, and the size of mail text in px. */
  font: string
  size: number
}

/** White paper for HTML mail, whatever the theme: the system's own black on white. */
export function whitePaper(font: string, size: number): Paper {
  return {
    scheme: 'light',
    text: 'CanvasText',
    dim: 'color-mix(in srgb, CanvasText 65%, Canvas)',
    link: 'LinkText',
    line: 'color-mix(in srgb, CanvasText 20%, Canvas)',
    pill: 'color-mix(in srgb, CanvasText 8%, Canvas)',
    font,
    size
  }
}

/**
 * The page around a sanitised fragment: what is asked of the browser (no prefetching, no referrer) and the looks of
 * plain text, quotes and links. The fragment stands in it as it is.
 */
export function framePage(fragment: string, paper: Paper): string {
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="x-dns-prefetch-control" content="off"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="${paper.scheme}"><title>Message body</title><style>${style(paper)}</style></head><body><div id="sb-mail">${fragment}</div></body></html>`
}

/** A page that waits for mails: `writeMail` puts one after the other into it. */
export const emptyPage = framePage('', whitePaper('sans-serif', 16))

/** Puts a sanitised fragment and its paper into a page of `emptyPage`, in place of what stood there. */
export function writeMail(mail: HTMLElement, fragment: string, paper: Paper): void {
  const { head, documentElement } = mail.ownerDocument
  const looks = style(paper)
  const sheet = head.querySelector('style')!
  if (sheet.textContent !== looks) {
    sheet.textContent = looks
    head.querySelector('meta[name="color-scheme"]')!.setAttribute('content', paper.scheme)
  }
  mail.innerHTML = fragment
  documentElement.scrollTop = mail.scrollLeft = 0
}

function style(paper: Paper): string {
  return `:root { color-scheme: ${paper.scheme}; background: transparent; }
html, body { margin: 0; padding: 0; height: auto !important; min-height: 0 !important; overflow: hidden; }
body { color: ${paper.text}; font: 400 ${paper.size}px/1.586 ${paper.font}; overflow-wrap: break-word; background: transparent; }
#sb-mail { display: flow-root; position: relative; overflow: auto hidden; }
#sb-mail:focus-visible { outline: 2px solid ${paper.link}; outline-offset: -2px; }
a { color: ${paper.link}; text-underline-offset: 2px; }
a:focus-visible, summary:focus-visible { outline: 2px solid ${paper.link}; outline-offset: 2px; }
img { max-width: 100%; object-fit: contain; }
img:not([src]):is([alt=""], :not([alt])) { border-radius: 4px; background: ${paper.pill}; }
pre { white-space: pre-wrap; }
#sb-mail > div > p:first-child { margin-top: 0; }
blockquote { margin: 8px 0 8px 0; padding: 0 0 0 12px; border-left: 2px solid ${paper.line}; }
.sb-plain { max-width: 72ch; }
.sb-plain.sb-drawn { max-width: none; font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.sb-lines, .sb-signature { white-space: pre-wrap; unicode-bidi: plaintext; }
.sb-drawn .sb-lines { white-space: pre; }
.sb-signature, .sb-quote { color: ${paper.dim}; }
.sb-quote { margin: 0; }
.sb-quoted { margin-top: 12px; }
.sb-pill { display: inline-block; position: relative; box-sizing: border-box; min-width: 30px; height: 18px; padding: 0 8px; margin: 3px 0; border-radius: 5px; background: ${paper.pill}; color: ${paper.dim}; font-size: 0; line-height: 18px; list-style: none; text-align: center; cursor: default; user-select: none; }
.sb-pill::-webkit-details-marker { display: none; }
.sb-pill::before { content: "\\2022\\2022\\2022"; font-size: 11px; letter-spacing: 1px; line-height: 18px; }
.sb-pill::after { content: ""; position: absolute; inset: -3px 0; }
@media print { .sb-pill { display: none; } }
@media (forced-colors: active) { .sb-pill { border: 1px solid; } }`
}
