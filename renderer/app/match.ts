function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** How well words match: 0 not at all; higher is better. Every typed word must begin a word, or stand somewhere in it. */
export function score(text: string, query: string): number {
  const target = plain(text)
  let total = 0
  for (const word of plain(query).split(/\s+/).filter(Boolean)) {
    const at = target.indexOf(word)
    if (at < 0) return 0
    const begins =
      at === 0 ||
      /[^\p{L}\p{N}]/u.test(target[at - 1]!) ||
      new RegExp(`[^\\p{L}\\p{N}]${escape(word)}`, 'u').test(target)
    total += at === 0 ? 4 : begins ? 3 : 1
  }
  return total || 1
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** The text in pieces, those that the typed words hit marked. Only where folding accents keeps the length. */
export function splitMatches(text: string, query: string): { text: string; match: boolean }[] {
  const target = plain(text)
  const words = plain(query).split(/\s+/).filter(Boolean)
  if (words.length === 0 || target.length !== text.length) return [{ text, match: false }]
  const hit = new Uint8Array(text.length)
  for (const word of words) {
    const at = target.indexOf(word)
    if (at >= 0) hit.fill(1, at, at + word.length)
  }
  const pieces: { text: string; match: boolean }[] = []
  for (let i = 0; i < text.length; i++) {
    const match = hit[i] === 1
    const last = pieces.at(-1)
    if (last && last.match === match) last.text += text[i]!
    else pieces.push({ text: text[i]!, match })
  }
  return pieces
}
