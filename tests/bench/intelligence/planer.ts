import { createRequire } from 'node:module'

const { extractFrom } = createRequire(import.meta.url)('planer') as {
  extractFrom: (text: string, type: 'text/plain') => string
}

/** Where what planer keeps of a text ends; null where it keeps all. It cuts quotes, and signatures only with them. */
export function planerStart(text: string): number | null {
  const kept = extractFrom(text, 'text/plain').trimEnd().split('\n')
  const lines = text.split('\n')
  while (lines.length > 0 && lines.at(-1)!.trim() === '') lines.pop()
  let at = kept.length
  while (at < lines.length && lines[at]!.trim() === '') at++
  return at >= lines.length ? null : at
}
