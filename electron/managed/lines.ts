/**
 * Where each value of a JSON text begins, by its path (`accounts.servers.0.domain`), and keys that stand twice, of which
 * JSON.parse would take the last in silence. The text must be JSON: this looks for places, not for mistakes.
 */
export function placesIn(text: string): { lineOf(path: string): number; doubled: string[] } {
  const starts = new Map<string, number>()
  const doubled: string[] = []
  let at = 0
  const space = (): void => {
    while (/\s/.test(text[at] ?? '')) at++
  }
  const string = (): string => {
    const from = at++
    while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1
    return JSON.parse(text.slice(from, ++at)) as string
  }
  function value(path: string): void {
    space()
    if (!starts.has(path)) starts.set(path, at)
    const open = text[at]
    if (open === '"') string()
    else if (open === '{' || open === '[') members(path, open === '{')
    else while (/[^\s,\]}]/.test(text[at] ?? ' ')) at++
    space()
  }
  function members(path: string, named: boolean): void {
    const below = (key: string): string => (path === '' ? key : `${path}.${key}`)
    const seen = new Set<string>()
    at++
    space()
    for (let index = 0; text[at] !== '}' && text[at] !== ']'; index++) {
      const from = at
      const key = named ? string() : String(index)
      if (seen.has(key)) doubled.push(below(key))
      seen.add(key)
      if (named) {
        space()
        at++
        starts.set(below(key), from)
      }
      value(below(key))
      if (text[at] === ',') at++
      space()
    }
    at++
  }
  value('')
  return {
    doubled,
    lineOf(path) {
      // what is missing is told of where it should stand
      for (let known = path; ; known = known.slice(0, Math.max(0, known.lastIndexOf('.')))) {
        const start = starts.get(known)
        if (start !== undefined) return lineAt(text, start)
        if (known === '') return 1
      }
    }
  }
}

/** From 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
