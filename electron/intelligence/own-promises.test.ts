import { expect, it } from 'vitest'
import type { SentMail } from '../../shared/contract/promises.ts'
import { readOwnPromises } from './own-promises.ts'

/** Monday. */
const monday = Date.parse('2026-11-30T09:00:00Z')
const day = 24 * 3600_000
const mail = (text: string, more: Partial<SentMail> = {}): SentMail => ({
  subject: 'Re: Sensors for line 4',
  text,
  from: ['Maya Lindqvist', 'maya@fernhill.example'],
  to: ['dana@acme.example'],
  files: [],
  sent: monday,
  offset: 60,
  ...more
})
const quote = "Hi Dana,\n\nthanks for your time. I'll send the quote by Friday.\n\nBest regards,\nMaya"

it('reads what the rep promised, and not what they quote or what their signature says', () => {
  const quoted = `${quote}\n\nOn Mon, 30 Nov 2026 Dana wrote:\n> I will send the contract by Thursday.`
  expect(readOwnPromises([mail(quoted)])).toEqual([
    [
      {
        what: 'quote',
        words: "I'll send the quote by Friday.",
        due: { start: '2026-12-04', at: null },
        kept: null
      }
    ]
  ])
})

it('closes one by the mail that keeps it, named by its place', () => {
  const [first] = readOwnPromises([
    mail(quote),
    mail('Hi Dana, one question first: which cable do you need, 5 or 10 m?', { sent: monday + day }),
    mail('Hi Dana, attached is our quote.', { sent: monday + 2 * day, files: ['Quote_4411.pdf'] })
  ])
  expect(first![0]!.kept).toEqual({ by: 2, how: 'attached', shown: 'Quote_4411.pdf' })
})

it('leaves it open where the quote went to somebody else', () => {
  const [first] = readOwnPromises([
    mail(quote),
    mail('Attached is our quote.', { sent: monday + day, to: ['bob@rival.example'], files: ['Quote.pdf'] })
  ])
  expect(first![0]!.kept).toBe(null)
})

it('lets the later word stand for the earlier one, so that one promise is open', () => {
  const found = readOwnPromises([
    mail(quote),
    mail("Sorry for the delay. I'll send the quote by Monday.", { sent: monday + 4 * day })
  ])
  expect(found.map((one) => one.length)).toEqual([0, 1])
  expect(found[1]![0]!.due).toEqual({ start: '2026-12-07', at: null })
})

it('takes neither a place to be nor an automatic reply for a promise', () => {
  expect(readOwnPromises([mail('We will be in Lyon on Friday.')])).toEqual([[]])
  expect(
    readOwnPromises([mail("I'll get back to you on Monday.", { subject: 'Automatic reply: Sensors' })])
  ).toEqual([[]])
})

it('ends in time on what is no letter', () => {
  const long = mail("I'll send the quote by Friday, ".repeat(640).slice(0, 20_000))
  const begin = performance.now()
  readOwnPromises(Array.from({ length: 8 }, (_, at) => ({ ...long, sent: monday + at })))
  expect(performance.now() - begin).toBeLessThan(10_000)
})
