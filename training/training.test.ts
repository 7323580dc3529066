import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openSentences } from '../electron/intelligence/sentence-scorer.ts'
import { piecesOf } from '../electron/intelligence/pieces.ts'
import { tokensOf } from '../electron/intelligence/tokens.ts'
import { trainConvolution } from './convolution.ts'
import { readComments } from './goemotions.ts'
import { readTexts, rowsOf, trainLinear, vocabularyOf } from './linear.ts'
import { bestThreshold, calibrationError, f1Of, mean, steadyThreshold } from './measures.ts'
import { foldsOf, readAsks } from './train-request.ts'
import { readVectors } from './vectors.ts'

const sum = (numbers: Float32Array): string =>
  createHash('sha256').update(new Uint8Array(numbers.buffer)).digest('hex')
const few = readComments('train').slice(0, 300)
const targets = Float32Array.from(
  few.flatMap(({ sentiment }) => [0, 1, 2].map((k) => (k === sentiment ? 1 : 0)))
)

it('gives the same weights twice, bit for bit', () => {
  const texts = readTexts(few.map(({ text }) => text))
  const vocabulary = vocabularyOf(texts, 2)
  const rows = rowsOf(texts, vocabulary)
  const linear = (): string =>
    sum(
      trainLinear(rows, targets, 3, vocabulary.size, { rate: 0.1, epochs: 2, seed: 1, bayes: 0.7, decay: 0 })
    )
  expect(linear()).toBe(linear())
  const vectors = readVectors()
  const places = few.map(({ text }) =>
    Uint32Array.from(piecesOf(tokensOf(text)), ({ word }) => vectors.index.get(word) ?? 0)
  )
  const wide = (): string =>
    sum(
      trainConvolution(places, targets, vectors, {
        filters: 8,
        outputs: 3,
        epochs: 1,
        seed: 7,
        rate: 0.05,
        drop: 0.3
      }).out
    )
  expect(wide()).toBe(wide())
}, 60_000)

it('reads the dev part of GoEmotions no worse than this', () => {
  const scorer = openSentences(join(import.meta.dirname, '../resources/intelligence'))
  const dev = readComments('dev')
  const scores = dev.map(({ text }) => scorer.score(tokensOf(text), text).scores)
  const said = scores.map((s) => [0, 1, 2].reduce((best, k) => (s[k]! > s[best]! ? k : best), 0))
  expect(
    mean(
      f1Of(
        dev.map(({ sentiment }) => sentiment),
        said,
        3
      )
    )
  ).toBeGreaterThan(0.715)
  const emotions = Array.from(
    { length: 8 },
    (_, k) =>
      bestThreshold(
        scores.map((s) => s[3 + k]!),
        dev.map((one) => one.emotions[k] === 1)
      ).f1
  )
  expect(mean(emotions)).toBeGreaterThan(0.665)
}, 60_000)

it('measures calibration', () => {
  expect(calibrationError([0.9, 0.9, 0.9, 0.9], [true, true, true, true])).toBeCloseTo(0.1)
  expect(calibrationError([0.5, 0.5], [true, false])).toBe(0)
})

it('sets a threshold that does not hang on single mails', () => {
  // surely not, then each second one, then surely: the best of all lies at an edge of the middle by a hair
  const scores = Array.from({ length: 92 }, (_, i) => (i < 40 ? i - 46 : i < 52 ? (i - 45.5) / 2 : i - 45))
  const given = scores.map((_, i) => (i < 40 ? false : i < 52 ? i % 2 === 0 : true))
  expect(Math.abs(bestThreshold(scores, given).threshold)).toBeGreaterThan(2.5)
  expect(Math.abs(steadyThreshold(scores, given))).toBeLessThan(1.5)
  expect(steadyThreshold(scores, given)).toBe(steadyThreshold(scores, given))
})

it('learns what a teacher says of each request that is learned from, and of none that is held out', () => {
  const rows = readFileSync(join(import.meta.dirname, 'data/request-teacher/ask.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'))
  const asked = readAsks('Ask0729-fixed')
  expect(rows.length).toBe(asked.length)
  const empty = (column: number): number[] => rows.flatMap((row, i) => (row[column] === '' ? [i] : []))
  for (const [fold, { held }] of foldsOf(asked.length).entries())
    expect(empty(fold)).toEqual([...held].sort((a, b) => a - b))
  expect(empty(5)).toEqual([])
  const agree = rows.filter((row, i) => Number(row[5]) > 0 === asked[i]!.asks).length
  expect(agree / rows.length).toBeGreaterThan(0.75)
})
