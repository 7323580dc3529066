/** Bytes as text: by the charset named, by UTF-8 where they are that, else as Western European. Never throws. */
export function decodeText(bytes: Uint8Array, charset: string): string {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : ''
  for (const label of [marked, charset, 'utf-8']) {
    if (label === '' || /^us-ascii$/i.test(label)) continue
    try {
      return new TextDecoder(label, { fatal: label === 'utf-8' && charset === '' }).decode(bytes)
    } catch {
      // the next guess
    }
  }
  return new TextDecoder('windows-1252').decode(bytes)
}

/** The first words of a mail's HTML, for a line of preview. Nothing in it loads: the document has no window. */
export function textOfHtml(html: string, limit = 200): string {
  const doc = new DOMParser().parseFromString(html.slice(0, 200_000), 'text/html')
  for (const silent of doc.querySelectorAll('style, script, title, template, noscript')) silent.remove()
  return (doc.body.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, limit)
}
