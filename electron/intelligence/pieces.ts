import type { Token } from './tokens.ts'

const full = new Map([
  ["can't", ['can', 'not']],
  ["won't", ['will', 'not']],
  ["i'm", ['i', 'am']],
  ['cannot', ['can', 'not']]
])

export interface Piece {
  word: string
  /** Which token it came from. */
  token: number
}

/** Words as vectors know them: contractions taken apart, no letter more than twice in a row. */
export function piecesOf(tokens: readonly Token[], most = 120): Piece[] {
  const pieces: Piece[] = []
  for (const [token, { text }] of tokens.entries()) {
    if (pieces.length >= most) break
    if (text === '\n') continue
    const known = full.get(text)
    if (known) for (const word of known) pieces.push({ word, token })
    else if (text.endsWith("n't")) pieces.push({ word: text.slice(0, -3), token }, { word: 'not', token })
    else if (text.includes("'")) pieces.push({ word: text.slice(0, text.indexOf("'")), token })
    else if (text[0] === '!' || text[0] === '?') for (const mark of text) pieces.push({ word: mark, token })
    else pieces.push({ word: text.replace(/(.)\1{2,}/gu, '$1$1'), token })
  }
  return pieces
}
