/** The words of HTML on one line, for what is searched or shown as text only, never as markup. */
export function wordsOf(html: string, withoutQuotes = false): string {
  return html
    .replace(/<(style|script|title|head)\b[\s\S]*?(<\/\1\s*>|$)/gi, ' ')
    .replace(/<!--[\s\S]*?(-->|$)/g, ' ')
    .replace(withoutQuotes ? /<blockquote[\s\S]*$/i : /^$/, ' ')
    .replace(/<[^>]*(>|$)/g, ' ')
    .replace(/&(nbsp|zwnj|zwj|shy|#8203|#847);?/gi, ' ')
    .replace(/&amp;/gi, '&')
    .replace(/&lt;/gi, '<')
    .replace(/&gt;/gi, '>')
    .replace(/&quot;/gi, '"')
    .replace(/&#(\d+);/g, (_, code: string) => safeChar(Number(code)))
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => safeChar(parseInt(code, 16)))
    .replace(/(?:\s|\u200b|\u034f|\u00ad)+/g, ' ')
    .trim()
}

function safeChar(code: number): string {
  return code > 31 && code < 0x110000 ? String.fromCodePoint(code) : ' '
}
