import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readOwnText } from '../electron/intelligence/own-text.ts'
import { emotions, intents, sentiments } from '../shared/contract/intelligence.ts'
import type { Language } from '../electron/intelligence/language.ts'

export interface SalesMail {
  id: string
  language: Language
  subject: string
  /** What the sender wrote themselves. */
  text: string
  /** Places in the contract's lists; the strongest emotion first. */
  sentiment: number
  emotions: number[]
  intents: number[]
}
/** `more`: what is learned from besides, without sender, signature and dates. */
export function readSalesMails(part: 'train' | 'more' | 'further' | 'held-out'): SalesMail[] {
  const lines = readFileSync(join(import.meta.dirname, `data/sales-mails/${part}.jsonl`), 'utf8')
    .trim()
    .split('\n')
  return lines.map((line) => {
    const mail = JSON.parse(line) as {
      id: string
      language: Language
      from?: string
      subject: string
      body: string
      sentiment: (typeof sentiments)[number]
      emotions: (typeof emotions)[number][]
      intents: (typeof intents)[number][]
    }
    return {
      id: mail.id,
      language: mail.language,
      subject: mail.subject,
      text: mail.from === undefined ? mail.body : readOwnText(mail.body, { from: mail.from }).own,
      sentiment: sentiments.indexOf(mail.sentiment),
      emotions: mail.emotions.map((emotion) => emotions.indexOf(emotion)),
      intents: mail.intents.map((intent) => intents.indexOf(intent))
    }
  })
}
