/** Plain text as HTML paragraphs. */
export function paragraphs(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => `<p>${escapeHtml(line)}</p>`)
    .join('')
}

/** The same with lines that begin with `>` as quotes. */
export function richLines(text: string): string {
  let html = ''
  let quoted: string[] = []
  const close = (): void => {
    if (quoted.length > 0) html += `<blockquote>${richLines(quoted.join('\n'))}</blockquote>`
    quoted = []
  }
  for (const line of text.split('\n')) {
    if (line.startsWith('>')) quoted.push(line.replace(/^> ?/, ''))
    else {
      close()
      html += `<p>${escapeHtml(line)}</p>`
    }
  }
  close()
  return html
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char]!)
}

/** The composer's HTML as the plain text that goes along with it: quotes as `>`, lists with their marks, links named. */
export function plainOf(html: string): string {
  const page = new DOMParser().parseFromString(html, 'text/html')
  return linesIn(page.body)
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

const blockTags =
  'p, div, table, ul, ol, blockquote, h1, h2, h3, h4, h5, h6, hr, pre, center, section, article, header, footer, dl'

/** The lines of an element that holds blocks, or of one that holds words. */
function linesIn(element: Element): string[] {
  return [...element.children].some((child) => child.matches(blockTags))
    ? blocks(element)
    : inline(element).split('\n')
}

function blocks(element: Element): string[] {
  const lines: string[] = []
  for (const child of element.children) {
    switch (child.tagName) {
      case 'BLOCKQUOTE':
        lines.push(
          ...trimmed(linesIn(child)).map((line) =>
            line.startsWith('>') ? `>${line}` : line ? `> ${line}` : '>'
          )
        )
        break
      case 'UL':
      case 'OL':
        ;[...child.children].forEach((item, i) => {
          const mark = child.tagName === 'OL' ? `${i + 1}. ` : '- '
          lines.push(...linesIn(item).map((line, n) => (n === 0 ? mark : '   ') + line))
        })
        break
      case 'HR':
        lines.push('---')
        break
      case 'TABLE':
        for (const row of (child as HTMLTableElement).rows) lines.push(...rowLines(row))
        break
      default:
        if (child.matches('[data-signature], [data-quote]')) {
          // the signature and the quote stand apart
          if (lines.length > 0 && lines.at(-1) !== '') lines.push('')
          const own = linesIn(child)
          // an editor trims the space that makes it the mark of a signature
          if (child.hasAttribute('data-signature') && own[0]?.trim() === '--') own[0] = '-- '
          lines.push(...own)
        } else lines.push(...linesIn(child))
    }
  }
  return lines
}

function trimmed(lines: string[]): string[] {
  const said = (line: string): boolean => line.trim() !== ''
  const first = lines.findIndex(said)
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex(said) + 1)
}

/** A row of figures is a line; one that lays out a page is what its cells say, one below the other. */
function rowLines(row: HTMLTableRowElement): string[] {
  const cells = [...row.cells].map((cell) => linesIn(cell).filter((line) => line.trim() !== ''))
  const said = cells.filter((lines) => lines.length > 0)
  if (said.every((lines) => lines.length === 1)) return [said.map(([line]) => line!.trim()).join(' | ')]
  return said.flat()
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
