import { describe, expect, it } from 'vitest'
import { isAutomatic } from './automatic.ts'
import { answerTimes, newcomers, silence, type WeatherMail, waits } from './weather.ts'
import { daysBetween, workday, workingTime } from './working-time.ts'

const hour = 3600_000
const day = 24 * hour
/** Of December 2026, which begins on a Tuesday; on this computer's clock. */
const at = (date: number, hours = 10, minutes = 0): number =>
  new Date(2026, 11, date, hours, minutes).getTime()
const dana = { address: 'dana@acme.example', name: 'Dana Whitfield' }
const ruth = { address: 'ruth@acme.example', name: 'Ruth Okafor' }

let count = 0
const mail = (sent: number, ours: boolean, more: Partial<WeatherMail> = {}): WeatherMail => ({
  key: `m${++count}`,
  thread: 't',
  sent,
  ours,
  people: [dana],
  ...more
})
/** The same for the same seed: numbers from 0 to 1. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32
    return state / 2 ** 32
  }
}

describe('working time', () => {
  it('stands still over nights and weekends', () => {
    expect(workingTime(at(1, 10), at(1, 12, 30))).toBe(2.5 * hour)
    // Friday evening to Monday at 9
    expect(workingTime(at(4, 19), at(7, 9))).toBe(hour)
    expect(workingTime(at(4, 17), at(7, 9))).toBe(2 * hour)
    expect(workingTime(at(5, 10), at(6, 20))).toBe(0)
    expect(workingTime(at(1, 23), at(2, 8, 30))).toBe(hour / 2)
    expect(workingTime(at(1, 8), at(8, 8))).toBe(5 * workday)
  })
  it('is never below nothing, never above the clock, adds up, and ends for any moment', () => {
    const next = random(7)
    for (let n = 0; n < 500; n++) {
      const [a, b, c] = [next(), next(), next()].sort().map((part) => at(1) + part * 40 * day) as [
        number,
        number,
        number
      ]
      expect(workingTime(a, c)).toBe(workingTime(a, b) + workingTime(b, c))
      expect(workingTime(a, b)).toBeLessThanOrEqual(b - a)
      expect(workingTime(b, a)).toBe(0)
    }
    expect(workingTime(0, Number.MAX_SAFE_INTEGER)).toBeGreaterThan(0)
    expect(workingTime(Number.NaN, at(1))).toBe(0)
  })
  it('counts days of the calendar, across a change of the clock too', () => {
    expect(daysBetween(at(1, 23, 59), at(2, 0, 1))).toBe(1)
    expect(daysBetween(new Date(2026, 9, 24, 12).getTime(), new Date(2026, 9, 26, 1).getTime())).toBe(2)
  })
})

describe('answer times', () => {
  /** They ask at 10, we answer `after` hours later, for so many days from Tuesday on. */
  const asked = (after: number[]): WeatherMail[] =>
    after.flatMap((hours, n) => [
      mail(at(1 + 7 * n), false, { thread: `t${n}` }),
      mail(at(1 + 7 * n, 10 + hours), true, { thread: `t${n}` })
    ])
  it('are the median of the answers of each side, with these as the mails behind it', () => {
    const mails = asked([1, 2, 7])
    const { ours, theirs } = answerTimes(mails)
    expect(ours).toEqual({ median: 2 * hour, mails: [mails[5]!.key, mails[3]!.key, mails[1]!.key] })
    expect(theirs).toBe(null)
  })
  it('say nothing of two answers', () => {
    expect(answerTimes(asked([1, 2])).ours).toBe(null)
  })
  it('begin at the first mail of a run: a reminder makes nobody faster', () => {
    const mails = [0, 7, 14].flatMap((from) => [
      mail(at(1 + from, 10), true, { thread: `${from}` }),
      mail(at(2 + from, 10), true, { thread: `${from}` }),
      mail(at(2 + from, 11), false, { thread: `${from}` })
    ])
    expect(answerTimes(mails).theirs?.median).toBe(11 * hour)
  })
  it('leave out what begins anew after a month', () => {
    const mails = asked([1, 2, 3]).concat(
      mail(at(40), true, { thread: 'x' }),
      mail(at(75), false, { thread: 'x' })
    )
    expect(answerTimes(mails)).toMatchObject({ theirs: null, ours: { median: 2 * hour } })
  })
  it('are the same whatever order the mails come in, and are never of the one who asked', () => {
    const next = random(3)
    for (let n = 0; n < 50; n++) {
      const mails = Array.from({ length: 40 }, () =>
        mail(at(1) + Math.floor(next() * 60 * day), next() < 0.5, { thread: `${Math.floor(next() * 6)}` })
      )
      const found = answerTimes(mails)
      expect(answerTimes(mails.toSorted(() => next() - 0.5))).toEqual(found)
      for (const [side, ours] of [
        [found.ours, true],
        [found.theirs, false]
      ] as const)
        for (const key of side?.mails ?? []) expect(mails.find((one) => one.key === key)?.ours).toBe(ours)
    }
  })
})

describe('who waits for whom', () => {
  it('is told of each conversation that has no answer, since its first mail that has none', () => {
    const mails = [
      mail(at(1), true),
      mail(at(2), false),
      mail(at(3), false),
      mail(at(1, 12), true, { thread: 'u', people: [ruth] })
    ]
    const { onUs, onThem } = waits(mails, at(4))
    expect(onUs).toEqual([
      { person: dana, since: at(2), waited: 2 * workday, mails: [mails[2]!.key, mails[1]!.key] }
    ])
    expect(onThem).toMatchObject([{ person: ruth, since: at(1, 12), mails: [mails[3]!.key] }])
  })
  it('ends with a later mail to the same person under another subject', () => {
    const mails = [mail(at(1), false), mail(at(2), true, { thread: 'u' })]
    expect(waits(mails, at(3))).toMatchObject({ onUs: [], onThem: [{ since: at(2) }] })
    expect(waits([mails[0]!, { ...mails[1]!, people: [ruth] }], at(3)).onUs).toHaveLength(1)
  })
  it('is over after a month', () => {
    expect(waits([mail(at(1), false)], at(40))).toEqual({ onUs: [], onThem: [] })
  })
})

describe('silence', () => {
  const every = (days: number, times: number): WeatherMail[] =>
    Array.from({ length: times }, (_, n) => mail(at(1 + n * days), n % 2 === 0))
  it('is told against the usual rhythm of the conversation', () => {
    const mails = every(3, 6)
    expect(silence(mails, at(20))).toEqual({ days: 4, usual: 3, unusual: false, mails: [mails[5]!.key] })
    expect(silence(mails, at(23))).toMatchObject({ days: 7, unusual: true })
  })
  it('is usual where every other pause is as long: a question each week, answered the day after', () => {
    const mails = [1, 2, 8, 9, 15, 16, 22, 23].map((date, n) => mail(at(date), n % 2 === 0))
    expect(silence(mails, at(28))).toMatchObject({ days: 5, usual: 1, unusual: false })
    expect(silence(mails, at(31))).toMatchObject({ days: 8, unusual: true })
  })
  it('says nothing of today, of nothing, and of what has no rhythm yet', () => {
    expect(silence(every(3, 6), at(16, 23))).toBe(null)
    expect(silence([], at(1))).toBe(null)
    expect(silence(every(3, 4), at(30))).toBe(null)
    // ten mails of one day are no rhythm
    expect(
      silence(
        Array.from({ length: 10 }, (_, n) => mail(at(1, 8 + n), true)),
        at(9)
      )
    ).toBe(null)
  })
})

describe('new people', () => {
  const old = [mail(at(1) - 60 * day, true), mail(at(1) - 50 * day, false), mail(at(1) - 40 * day, true)]
  it('are those of the last month, with the mail that first has them', () => {
    const first = mail(at(2), false, { people: [dana, { ...ruth, name: '' }] })
    const next = mail(at(3), false, { people: [ruth] })
    expect(newcomers([next, ...old, first], at(4))).toEqual([
      { person: ruth, since: at(2), mails: [first.key] }
    ])
    expect(newcomers([...old, first], at(40))).toEqual([])
  })
  it('are nobody in a conversation that is new itself', () => {
    const mails = [1, 2, 3, 4].map((date) => mail(at(date), date % 2 === 0))
    expect(newcomers([...mails, mail(at(5), false, { people: [ruth] })], at(6))).toEqual([])
  })
})

describe('a mail that nobody wrote', () => {
  it.each([
    ['no-reply@acme.example', 'Your order'],
    ['MAILER-DAEMON@mail.example', 'Undelivered Mail Returned to Sender'],
    ['notifications+12@fernhill.example', 'Dana opened your quote'],
    ['dana@acme.example', 'Automatic reply: Sensors'],
    ['dana@acme.example', 'Abwesenheitsnotiz: Sensoren'],
    ['dana@acme.example', 'Accepted: Call about sensors']
  ])('is known by its sender or subject: %s, %s', (from, subject) => {
    expect(isAutomatic({ from, subject })).toBe(true)
  })
  it('or by the fields of a list, and a letter is none', () => {
    expect(isAutomatic({ from: 'news@x.example', subject: 'x' })).toBe(true)
    expect(isAutomatic({ from: 'dana@acme.example', subject: 'x', unsubscribe: '<https://x>' })).toBe(true)
    expect(isAutomatic({ from: 'dana@acme.example', subject: 'Re: Accepted: the offer' })).toBe(false)
    expect(isAutomatic({ from: 'alerton.berg@acme.example', subject: 'Reading the report' })).toBe(false)
  })
})
