import { foldQuotes } from './quotes-html.ts'

export interface Arranged {
  html: string
  /** Images that a person can see. */
  images: number
}

/**
 * What we change in a mail's HTML, done before it is sanitised so that nothing is altered afterwards: styles go
 * first, <body> becomes a <div> that keeps its attributes, an image with nothing but a srcset gets a src, and
 * quoted text is folded. The document has no window: nothing in it loads or runs.
 */
export function arrange(html: string, options: { fold: string | null }): Arranged {
  const doc = new DOMParser().parseFromString(html, 'text/html')
  const styles: string[] = []
  for (const style of doc.querySelectorAll('style')) {
    styles.push(style.outerHTML)
    style.remove()
  }
  for (const image of doc.querySelectorAll('img[srcset]:not([src])')) {
    const first = image.getAttribute('srcset')!.trim().split(/\s/)[0]!.replace(/,$/, '')
    image.setAttribute('src', first)
  }
  const body = doc.createElement('div')
  for (const { name, value } of doc.body.attributes) {
    if (/^(?:style|class|id|dir|lang|bgcolor|background)$/i.test(name)) body.setAttribute(name, value)
    else if (/^text$/i.test(name)) body.style.color = value
  }
  body.append(...doc.body.childNodes)
  if (options.fold !== null) foldQuotes(body, options.fold)
  return { html: styles.join('') + body.outerHTML, images: body.querySelectorAll('img').length }
}
