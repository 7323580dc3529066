/** Plain text as HTML paragraphs. */
export function paragraphs(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => `<p>${escapeHtml(line)}</p>`)
    .join('')
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char]!)
}

/** The composer's HTML as the plain text that goes along with it: quotes as `>`, lists with their marks, links named. */
export function plainOf(html: string): string {
  const page = new DOMParser().parseFromString(html, 'text/html')
  return blocks(page.body)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** What the rep wrote, without the quoted mail. */
export function ownPlain({ html, text }: { html: string; text: string }): string {
  if (!html)
    return text
      .split('\n')
      .filter((line) => !line.startsWith('>'))
      .join('\n')
  const page = new DOMParser().parseFromString(html, 'text/html')
  for (const quote of page.querySelectorAll('[data-quote], blockquote')) quote.remove()
  return page.body.textContent ?? ''
}

function blocks(element: Element): string[] {
  const lines: string[] = []
  for (const child of element.children) {
    switch (child.tagName) {
      case 'BLOCKQUOTE':
        lines.push(
          ...blocks(child).map((line) => (line.startsWith('>') ? `>${line}` : line ? `> ${line}` : '>'))
        )
        break
      case 'UL':
      case 'OL':
        ;[...child.children].forEach((item, i) => {
          const mark = child.tagName === 'OL' ? `${i + 1}. ` : '- '
          const inner = item.children.length > 0 ? blocks(item) : [inline(item)]
          lines.push(...inner.map((line, n) => (n === 0 ? mark : '   ') + line))
        })
        break
      case 'HR':
        lines.push('---')
        break
      case 'DIV':
        // the signature and the quote stand apart
        if (lines.length > 0 && lines.at(-1) !== '') lines.push('')
        lines.push(...(child.children.length > 0 ? blocks(child) : [inline(child)]))
        break
      default:
        lines.push(...inline(child).split('\n'))
    }
  }
  return lines
}

function inline(element: Element): string {
  let text = ''
  for (const node of element.childNodes) {
    if (node.nodeType === 3) text += node.textContent ?? ''
    else if (node instanceof Element || node.nodeType === 1) {
      const child = node as Element
      if (child.tagName === 'BR') text += '\n'
      else if (child.tagName === 'A') {
        const href = child.getAttribute('href') ?? ''
        const shown = child.textContent ?? ''
        text += href && href !== shown && !href.startsWith('mailto:') ? `${shown} <${href}>` : shown
      } else text += inline(child)
    }
  }
  return text
}
