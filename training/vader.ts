import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** VADER's words and emoticons and what each is worth, -4 to 4. */
export function readVader(): Map<string, number> {
  const lines = readFileSync(join(import.meta.dirname, 'data/vader/vader_lexicon.txt'), 'utf8')
    .trim()
    .split('\n')
  return new Map(
    lines.map((line) => line.split('\t')).map(([word = '', worth]) => [word.toLowerCase(), Number(worth)])
  )
}
