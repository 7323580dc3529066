// Makes resources/intelligence/sentences.txt anew, bit for bit: node training/background.ts. What custom intents are held against.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sentencesOf, withoutReply } from '../electron/intelligence/tokens.ts'
import { readSalesMails } from './sales-mails.ts'

const sentences = readSalesMails('train').flatMap(({ subject, text }) =>
  sentencesOf(`${withoutReply(subject)}\n${text}`)
    .map((sentence) => sentence.text.replace(/\s+/g, ' ').trim())
    .filter((sentence) => sentence.length > 3)
)
const file = join(import.meta.dirname, '../resources/intelligence/sentences.txt')
writeFileSync(file, `${[...new Set(sentences)].join('\n')}\n`)
