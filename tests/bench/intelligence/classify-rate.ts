// How many mails a second, and the memory that it takes: a process of its own, for a peak is a process's.
import { join } from 'node:path'
import { openClassifier } from '../../../electron/intelligence/classify.ts'
import { readSalesMails } from '../../../training/sales-mails.ts'

const mails = readSalesMails('train')
const classifier = openClassifier(join(import.meta.dirname, '../../../resources/intelligence'))
const rates: number[] = []
for (let run = 0; run <= 5; run++) {
  // processor time, not the clock: others may be at work here
  const before = process.cpuUsage()
  for (let again = 0; again < 3; again++) for (const mail of mails) classifier.classify(mail)
  const { user, system } = process.cpuUsage(before)
  if (run > 0) rates.push((3 * mails.length) / ((user + system) / 1e6))
}
console.log(JSON.stringify({ rates, memory: process.resourceUsage().maxRSS / 1024 }))
