import { describe, expect, it } from 'vitest'
import type { CustomMark } from '../../../shared/contract/intelligence.ts'
import type { IntentDraft } from '../../../shared/intelligence/intents.ts'
import { newestRead, type Outcome, previewMost, type ReadMarks, runPreview } from './preview.ts'

const draft: IntentDraft = { name: 'x', examples: ['a b', 'c d', 'e f'], unlike: [], words: [], must: false }
const mark = (id: string): CustomMark => ({ id, sure: 0.9, sentence: 'said' })
const ids = Array.from({ length: 120 }, (_, i) => i)

/** The new definition marks each third mail, the one of before each second; mail 6 is not here any more. */
const names: string[] = []
const read: ReadMarks = async (wanted, { name, intents }) => {
  names.push(name)
  return wanted.map((id) =>
    id === 6
      ? null
      : [
          ...(id % 3 === 0 ? [mark(intents[0]!.id)] : []),
          ...(id % 2 === 0 && intents[1] ? [mark(intents[1].id)] : [])
        ]
  )
}
async function run(saved: IntentDraft | null, stopAfter = Infinity) {
  const stop = new AbortController()
  const found: Outcome[] = []
  const counts: number[] = []
  await runPreview({
    ...{ ids, draft, saved, read, signal: stop.signal },
    onBatch(count, marked) {
      counts.push(count)
      found.push(...marked)
      if (counts.length === stopAfter) stop.abort()
    }
  })
  return { found, counts }
}

describe('what a definition would mark', () => {
  it('is read batch by batch, in order, with one name for all of them', async () => {
    names.length = 0
    const { found, counts } = await run(null)
    expect(counts).toEqual([50, 50, 20])
    expect(found.map(({ id }) => id)).toEqual(ids.filter((id) => id % 3 === 0 && id !== 6))
    expect(found.every(({ mark: one, was }) => one?.sentence === 'said' && was === null)).toBe(true)
    expect(new Set(names).size).toBe(1)
  })
  it('is told apart from what is marked before', async () => {
    const { found } = await run({ ...draft, examples: ['g h', 'i j', 'k l'] })
    const of = (id: number): boolean[] | undefined => {
      const one = found.find((outcome) => outcome.id === id)
      return one && [one.mark !== null, one.was !== null]
    }
    expect([0, 1, 2, 3, 6].map(of)).toEqual([
      [true, true],
      undefined,
      [false, true],
      [true, false],
      undefined
    ])
  })
  it('ends where it is stopped', async () => {
    expect((await run(null, 1)).counts).toEqual([50])
  })
  it('is looked for in the newest mails that were read, each once', () => {
    const window = { id: [1, 2, 3, 4], received: [10, 40, 30, 20] }
    const ledger = {
      windows: new Map([
        [1, new Map([[0, window]])],
        [2, new Map([[0, window]])]
      ])
    }
    const verdicts = { of: (id: number) => (id === 3 ? undefined : {}) }
    expect(newestRead({ ledger, verdicts } as never)).toEqual([2, 4, 1])
    const many = Array.from({ length: previewMost + 5 }, (_, i) => i)
    const large = { windows: new Map([[1, new Map([[0, { id: many, received: many }]])]]) }
    expect(newestRead({ ledger: large, verdicts } as never)).toHaveLength(previewMost)
  })
})
