export interface XmlElement {
  name: string
  attributes: Record<string, string>
  children: XmlElement[]
  /** Its own text, without that of its children. */
  text: string
}

const deepest = 20
const mostElements = 2000
const known: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

const opening = /<([A-Za-z_][\w:.-]*)((?:\s+[A-Za-z_][\w:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y
const closing = /<\/([A-Za-z_][\w:.-]*)\s*>/y
const attribute = /([A-Za-z_][\w:.-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g

/**
 * The elements of a small XML file from a stranger: no DTD and no entity but the five, so that nothing in it can grow
 * or fetch. Throws on anything else and on what is not well formed.
 */
export function readXml(text: string): XmlElement {
  const top: XmlElement = { name: '', attributes: {}, children: [], text: '' }
  const stack = [top]
  let count = 0
  for (let at = 0; at < text.length;) {
    const here = stack.at(-1)!
    if (text[at] !== '<') {
      const next = text.indexOf('<', at)
      const end = next < 0 ? text.length : next
      here.text += unescaped(text.slice(at, end))
      at = end
      continue
    }
    const skipped = skip(text, at, here)
    if (skipped > at) {
      at = skipped
      continue
    }
    closing.lastIndex = opening.lastIndex = at
    const close = closing.exec(text)
    if (close) {
      if (stack.length < 2 || here.name !== close[1]) throw new Error('xml: an end without its beginning')
      stack.pop()
      at = closing.lastIndex
      continue
    }
    const open = opening.exec(text)
    if (!open || ++count > mostElements || stack.length > deepest) throw new Error('xml: not well formed')
    const made: XmlElement = { name: open[1]!, attributes: attributesOf(open[2]!), children: [], text: '' }
    here.children.push(made)
    if (open[3] === '') stack.push(made)
    at = opening.lastIndex
  }
  const [root] = top.children
  if (stack.length !== 1 || top.children.length !== 1 || !root || top.text.trim() !== '')
    throw new Error('xml: not well formed')
  return root
}

/** Past a comment, a declaration or literal text that begins here; else the same place. */
function skip(text: string, at: number, here: XmlElement): number {
  const past = (begin: string, end: string): number => {
    if (!text.startsWith(begin, at)) return at
    const found = text.indexOf(end, at + begin.length)
    if (found < 0) throw new Error('xml: cut off')
    if (begin === '<![CDATA[') here.text += text.slice(at + begin.length, found)
    return found + end.length
  }
  return Math.max(past('<!--', '-->'), past('<![CDATA[', ']]>'), past('<?', '?>'))
}

function attributesOf(text: string): Record<string, string> {
  const found = [...text.matchAll(attribute)].map(
    ([, name, double, single]) => [name!, unescaped(double ?? single ?? '')] as const
  )
  return Object.fromEntries(found)
}

function unescaped(text: string): string {
  return text.replace(/&([^;\s&]{0,10});?/g, (_, name: string) => {
    const number = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name)
    const code = number ? parseInt(number[1] ?? number[2]!, number[1] ? 16 : 10) : -1
    const value = number && code <= 0x10ffff ? String.fromCodePoint(code) : known[name]
    if (value === undefined) throw new Error('xml: an entity')
    return value
  })
}
