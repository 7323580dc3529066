import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { SentMail } from '../../shared/contract/promises.ts'
import { Crash, inParts } from './in-parts.ts'
import { createIntelligence } from './service.ts'

const lines: unknown[][] = []
const log = { info: () => undefined, error: () => undefined, debug: () => undefined }
const service = createIntelligence({
  host: {
    resourcesFolder: join(import.meta.dirname, '../../resources'),
    log: { ...log, warn: (...line: unknown[]) => void lines.push(line) } as never
  },
  thread: new URL('./worker.test-child.ts', import.meta.url)
})
const { handlers } = service
const context = {} as never
const unread = (): unknown[][] => lines.filter(([name]) => name === 'intelligence.unread')
const angry = 'This is unacceptable. The delivery is late for the third time.'
const mail = (text: string) => ({
  ...{ subject: 'Delivery', text, from: ['Dana', 'dana@acme.example'] as [string, string] },
  ...{ sent: Date.parse('2026-11-30T09:00:00Z'), offset: 60 }
})
const own = (text: string, days = 0, files: string[] = []): SentMail => ({
  ...mail(text),
  ...{ from: ['Maya', 'maya@fernhill.example'], to: ['dana@acme.example'], files },
  sent: mail(text).sent + days * 24 * 3600_000
})

beforeEach(() => void lines.splice(0))
afterAll(() => service.close())

/** Each crash starts the thread anew, models and all. */
const slow = 120_000

describe('a mail that kills the thread', { timeout: slow }, () => {
  it('is set down as not read, and the others of its batch are read', async () => {
    const mails = Array.from({ length: 4 }, (_, at) => mail(at === 2 ? `POISON ${angry}` : angry))
    const { model, verdicts } = await handlers['intelligence.read']({ mails }, context)
    expect(model).not.toBe('')
    expect(verdicts.map(({ sentiment }) => sentiment?.value ?? null)).toEqual(
      mails.map((_, at) => (at === 2 ? null : 'negative'))
    )
    expect(unread()).toEqual([['intelligence.unread', { what: 'mail' }]])
  })
  it('is left out of its conversation, whose promises are read', async () => {
    const quote = own("I'll send the quote by Friday.")
    const keeps = own('Attached is our quote.', 2, ['Quote.pdf'])
    const { promises } = await handlers['intelligence.promises'](
      { conversations: [[quote, own('POISON', 1), keeps], [quote], [own('POISON')]] },
      context
    )
    expect(promises).toMatchObject([
      [[{ what: 'quote', kept: { by: 2, how: 'attached' } }], [], []],
      [[{ what: 'quote', kept: null }]],
      [[]]
    ])
    expect(unread()).toHaveLength(2)
  })
  it('keeps no promise elsewhere, and the others do', async () => {
    const asked = (at: number[]) => ({
      ...{ what: 'quote' as const, words: "I'll send the quote for the sensors.", to: 'dana@acme.example' },
      ...{ subject: 'Visit', sent: own('').sent, at }
    })
    const { kept } = await handlers['intelligence.keeps'](
      { asked: [asked([0]), asked([1])], mails: [own('POISON', 1), own('The sensors.', 1, ['Quote.pdf'])] },
      context
    )
    expect(kept).toMatchObject([null, { by: 1 }])
  })
})

describe('parts', () => {
  const read = (bad: (n: number) => boolean, tries: number[][] = []) => ({
    tries,
    of: async (some: readonly number[]) => {
      tries.push([...some])
      if (some.some(bad)) throw new Crash()
      return some.map((n) => n * 10)
    }
  })
  it('are halves, each after two crashes', async () => {
    const { of, tries } = read((n) => n === 3)
    expect(await inParts([1, 2, 3, 4], of, () => -1)).toEqual([10, 20, -1, 40])
    expect(tries).toEqual([[1, 2, 3, 4], [1, 2, 3, 4], [1, 2], [3, 4], [3, 4], [3], [3], [4]])
  })
  it('are not made of what failed for another reason', async () => {
    const fails = inParts(
      [1, 2],
      () => Promise.reject(new Error('closed')),
      () => 0
    )
    await expect(fails).rejects.toThrow('closed')
  })
  it('set nothing down where all of many crash: the cause is elsewhere', async () => {
    const { of, tries } = read(() => true)
    const left: number[] = []
    const unread = (one: number): number => left.push(one)
    const all = Array.from({ length: 50 }, (_, at) => at)
    await expect(inParts(all, of, unread)).rejects.toBeInstanceOf(Crash)
    expect(tries.length).toBeLessThan(30)
    expect(left).toEqual([])
    expect(await inParts([1, 2], of, unread)).toHaveLength(2)
  })
  it('are set down, all of many, where they hang together', async () => {
    const { of } = read(() => true)
    expect(await inParts([1, 2, 3, 4, 5, 6], of, () => -1, true)).toEqual([-1, -1, -1, -1, -1, -1])
  })
})
