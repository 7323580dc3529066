import { simpleParser } from 'mailparser'
import { expect, it } from 'vitest'
import { mailOf } from './messages.ts'

it('makes the same mail of the same numbers, and other mail of another seed', () => {
  const text = (seed: number): string => [...mailOf({ count: 50, seed })].map((one) => one.bytes).join()
  expect(text(1)).toBe(text(1))
  expect(text(1)).not.toBe(text(2))
})

it('makes mail that a parser reads, of every kind that a mailbox holds', async () => {
  const newest = Date.UTC(2026, 10, 25, 8)
  const seeds = [...mailOf({ count: 300, owner: 'rep@fernhill.example', newest })]
  const mails = await Promise.all(seeds.map(({ bytes }) => simpleParser(Buffer.from(bytes))))
  const ids = new Set(mails.map((mail) => mail.messageId))
  expect(ids.size).toBe(300)
  const lists = mails.flatMap(({ references }) => (references === undefined ? [] : [[references].flat()]))
  expect(Math.max(...lists.map((list) => list.length))).toBeGreaterThan(3)
  expect(lists.flat().every((id) => ids.has(id))).toBe(true)
  expect(seeds.at(-1)!.received).toBe(newest)
  expect(seeds.every(({ received }, i) => i === 0 || received > seeds[i - 1]!.received)).toBe(true)
  const count = (test: (mail: (typeof mails)[number], bytes: string | Uint8Array) => boolean): number =>
    mails.filter((mail, i) => test(mail, seeds[i]!.bytes)).length
  expect(count((mail) => mail.attachments.length > 0)).toBeGreaterThan(10)
  expect(count((mail) => mail.html !== false && (mail.text ?? '').includes('\n'))).toBeGreaterThan(30)
  expect(count((_, bytes) => /charset=iso-8859-1/.test(String(bytes)))).toBeGreaterThan(10)
  // whatever its charset and encoding, the text holds the subject again
  for (const { subject = '', text = '' } of mails) expect(text).toContain(subject.replace(/^Re: /, ''))
  expect(new Set(mails.map(({ from }) => from?.value[0]?.address)).size).toBeGreaterThan(100)
})

it('makes some thousands a second', () => {
  const began = performance.now()
  let count = 0
  for (const _ of mailOf({ count: 5000 })) count++
  expect(count).toBe(5000)
  expect(performance.now() - began).toBeLessThan(5000)
})
