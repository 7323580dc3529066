import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ownText } from '../../../electron/intelligence/activities/own-text.ts'
import type { MailText } from '../../../electron/intelligence/activities.ts'

const folder = join(import.meta.dirname, '../../../training/data/sales-mails')
const activity = z.object({
  kind: z.enum(['meeting', 'call', 'task']),
  words: z.string(),
  start: z.string(),
  minutes: z.number().nullable(),
  by: z.enum(['sender', 'reader', 'both'])
})
const line = z.object({
  id: z.string(),
  language: z.string(),
  direction: z.enum(['received', 'sent']),
  date: z.string(),
  subject: z.string(),
  body: z.string(),
  signature: z.string().nullable(),
  activities: z.array(activity)
})
export type LabelledActivity = z.infer<typeof activity>

export interface ActivityCase {
  id: string
  language: string
  mail: MailText
  labels: LabelledActivity[]
}

/** `tune`: two thirds of train.jsonl, which rules were written on; `dev`: its other third; `test`: the held-out half. */
export function activityCases(part: 'tune' | 'dev' | 'test'): ActivityCase[] {
  const file = part === 'test' ? 'held-out.jsonl' : 'train.jsonl'
  const mails = readFileSync(join(folder, file), 'utf8')
    .trim()
    .split('\n')
    .map((text) => line.parse(JSON.parse(text)))
  const isDev = (id: string): boolean => Number(id.slice(1)) % 3 === 0
  return mails
    .filter(({ id }) => part === 'test' || isDev(id) === (part === 'dev'))
    .map(({ id, language, direction, date, subject, body, signature, activities }) => {
      const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(date)!
      const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
      const mail = {
        subject,
        text: ownText(body, signature),
        date: Date.parse(date),
        offset,
        language,
        direction
      }
      return { id, language, mail, labels: activities }
    })
}
