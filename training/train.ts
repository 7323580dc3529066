// Makes resources/intelligence/ anew, bit for bit: npm run train. `request` alone makes what sees phrases, `mails` what learns from our own mails.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { trainMails } from './train-mails.ts'
import { trainRequest } from './train-request.ts'
import { trainSentences } from './train-sentences.ts'

const folder = join(import.meta.dirname, '../resources/intelligence')
const files = [
  'both.bin',
  'convolution.bin',
  'mail-words.bin',
  'mail.bin',
  'ngrams.bin',
  'request.bin',
  'words.txt',
  'worth.txt'
]
const said = (line: string): void => console.log(line)
const only = process.argv[2]
if (only === undefined || only === 'sentences') trainSentences(folder, said)
if (only === undefined || only === 'request') trainRequest(folder, said)
trainMails(folder, said)
const sums = files.map((name) => [
  name,
  createHash('sha256')
    .update(readFileSync(join(folder, name)))
    .digest('hex')
])
writeFileSync(
  join(folder, 'manifest.json'),
  JSON.stringify({ made: 'npm run train', files: Object.fromEntries(sums) }, null, 2) + '\n'
)
