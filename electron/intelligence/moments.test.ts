import { describe, expect, it } from 'vitest'
import { momentCases } from '../../tests/bench/intelligence/recognizers.ts'
import { precision, recall, score } from '../../tests/bench/intelligence/right.ts'
import { readMoments } from './moments.ts'

const berlin = { date: Date.parse('2026-03-05T09:00:00+01:00'), offset: 60, language: 'de' }
const starts = (text: string, context: Parameters<typeof readMoments>[1]): string[] =>
  readMoments(text, context).map(({ start }) => start)

describe('moments in text', () => {
  it.each([
    ['de', 'Passt nächsten Dienstag um drei?', '2026-03-10T15:00'],
    ['de', 'Kommenden Mittwoch um halb elf bei uns', '2026-03-11T10:30'],
    ['fr', 'On se voit mardi à 14h30 ?', '2026-03-10T14:30'],
    ['fr', 'On se voit mardi à 14h30 et on déjeune ensuite.', '2026-03-10T14:30'],
    ['de', 'Der Termin am Dienstag um 15 Uhr ist gebucht.', '2026-03-10T15:00'],
    ['es', 'Nos vemos pasado mañana a las cinco de la tarde', '2026-03-07T17:00'],
    ['en', 'Please send it by the end of the month', '2026-03-31'],
    ['en', 'Please send it by Friday', '2026-03-06'],
    ['en', 'Call on Tuesday at 10am PT', '2026-03-10T18:00'],
    ['en', 'Call on Tuesday at 10am UTC+2', '2026-03-10T09:00']
  ])('%s: %s', (language, text, start) => {
    expect(starts(text, { ...berlin, language })).toEqual([start])
  })
  it('reads lengths and ranges', () => {
    const of = (text: string): (number | null)[] =>
      readMoments(text, { ...berlin, language: 'en' }).map(({ minutes }) => minutes)
    expect(of('Tuesday at 10am for 30 minutes')).toEqual([30])
    expect(of('Tuesday 10-11am')).toEqual([60])
    expect(of('Tuesday at 10am. An hour should do it.')).toEqual([60])
  })
  it('keeps the wall time over a change of clocks', () => {
    const [moment] = readMoments('am 31. März um 10 Uhr', berlin)
    expect(moment).toMatchObject({
      zone: 'Europe/Berlin',
      start: '2026-03-31T10:00',
      at: Date.parse('2026-03-31T10:00:00+02:00')
    })
    // 02:30 does not exist that night
    const [gap] = readMoments('am 29. März um 02:30 Uhr', berlin)
    expect(gap?.at).toBe(Date.parse('2026-03-29T03:30:00+02:00'))
  })
  it.each([
    'We run v2.4 and 3.2 since May',
    'That is $1,200 or 19.90 EUR per unit',
    'Call +49 30 23125 482 or 0171 3920044',
    'Invoice 77120 dated January 5',
    'It failed yesterday and on March 2 at 3pm',
    'Open 24/7, size 6 x 4',
    'soon, next week, in the coming days'
  ])('is silent on: %s', (text) => {
    expect(starts(text, { ...berlin, language: 'en' })).toEqual([])
  })
  it('does not guess where weekday and date differ, nor in languages it has no rules for', () => {
    expect(starts('Friday March 12, 2026 at 10am', { ...berlin, language: 'en' })).toEqual([])
    expect(starts('domani alle 15', { ...berlin, language: 'it' })).toEqual([])
  })
  it.each([
    ['empty', ''],
    ['5 MB', 'Tuesday at 10am and '.repeat(250_000)],
    ['no blank', '1'.repeat(500_000)],
    ['100,000 words', 'mardi '.repeat(100_000)],
    ['blanks', ' \n'.repeat(300_000)],
    ['signs', '10:10-10:'.repeat(50_000)],
    ['words without blanks', 'twentyone-'.repeat(50_000)]
  ])('ends in time: %s', (_, text) => {
    const begin = performance.now()
    for (const language of ['en', 'de', 'fr', 'es']) readMoments(text, { ...berlin, language })
    expect(performance.now() - begin).toBeLessThan(10_000)
  })
  it('is no worse than it was on the Recognizers dev part', () => {
    const total = score(
      momentCases('dev'),
      ({ input, date }) =>
        readMoments(input, {
          date,
          offset: 0,
          language: 'en',
          zone: 'UTC',
          monthFirst: true,
          all: true
        }).filter(({ confidence }) => confidence >= 0.7),
      ({ start }) => [{ start }]
    )
    expect(precision(total)).toBeGreaterThanOrEqual(0.97)
    expect(recall(total)).toBeGreaterThanOrEqual(0.85)
  })
})
