import { dayOf, nthWeekday, partsOf, type Day } from './calendar.ts'

/** Month and date; or the nth weekday (0 is Sunday, the last for -1) of a month; or the days from Easter. */
type Rule =
  | { on: [month: number, date: number] }
  | { nth: [nth: number, weekday: number, month: number, more?: number] }
  | { easter: number }

/** Names in English, each as it is written before "day", as parts of a regular expression. */
const rules: [string, Rule][] = [
  ["new year'?s eve", { on: [12, 31] }],
  ["new year'?s?", { on: [1, 1] }],
  ['christmas eve', { on: [12, 24] }],
  ['(?:christmas|xmas)(?! eve)', { on: [12, 25] }],
  ['boxing day', { on: [12, 26] }],
  ['halloween', { on: [10, 31] }],
  ['(?:us )?independence day', { on: [7, 4] }],
  ["(?:saint|st\\.?) patrick(?:'?s)?", { on: [3, 17] }],
  ["(?:saint|st\\.?) valentine'?s?|valentine'?s? day", { on: [2, 14] }],
  ['earth day', { on: [4, 22] }],
  ['groundhog day', { on: [2, 2] }],
  ["april fools?'?", { on: [4, 1] }],
  ['may ?day', { on: [5, 1] }],
  ['juneteenth', { on: [6, 19] }],
  ['bastille day', { on: [7, 14] }],
  ["veterans'? day", { on: [11, 11] }],
  ['(?:mlk|martin luther king(?:,? jr\\.?)?) day', { nth: [3, 1, 1] }],
  ["presidents?'?s? day|washington's birthday", { nth: [3, 1, 2] }],
  ["mother'?s'? day", { nth: [2, 0, 5] }],
  ['memorial day', { nth: [-1, 1, 5] }],
  ["father'?s'? day", { nth: [3, 0, 6] }],
  ['labou?r day', { nth: [1, 1, 9] }],
  ['columbus day', { nth: [2, 1, 10] }],
  ['thanks ?giving', { nth: [4, 4, 11] }],
  ['black friday', { nth: [4, 4, 11, 1] }],
  ['cyber monday', { nth: [4, 4, 11, 4] }],
  ['ash wednesday', { easter: -46 }],
  ['palm sunday', { easter: -7 }],
  ['maundy thursday', { easter: -3 }],
  ['good friday', { easter: -2 }],
  ['easter(?: sunday)?(?! (?:mon|satur)day)', { easter: 0 }],
  ['easter saturday', { easter: -1 }],
  ['easter monday', { easter: 1 }],
  ['ascension day', { easter: 39 }],
  ['pentecost|whit sunday', { easter: 49 }],
  ['whit monday', { easter: 50 }],
  ['corpus christi', { easter: 60 }]
]
export const holidays = rules.map(([name]) => name)

/** Gauss's rule for the Gregorian calendar, as Meeus gives it. */
export function easter(year: number): Day {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return dayOf(year, Math.floor(n / 31), (n % 31) + 1)!
}

/** Of a year, the last one, or (null) the coming one. */
export function holiday(name: string, today: Day, which: number | 'last' | null): Day | null {
  const rule = rules.find(([pattern]) => new RegExp(`^(?:${pattern})$`, 'u').test(name))?.[1]
  if (!rule) return null
  const of = (year: number): Day | null => {
    if ('on' in rule) return dayOf(year, ...rule.on)
    if ('easter' in rule) return easter(year) + rule.easter
    const [nth, weekday, month, more = 0] = rule.nth
    const day = nthWeekday(today, nth, weekday, { month, year })
    return day === null ? null : day + more
  }
  if (typeof which === 'number') return of(which)
  const { year } = partsOf(today)
  const near = [year - 1, year, year + 1].map(of).filter((day) => day !== null)
  return (which === 'last' ? near.findLast((day) => day < today) : near.find((day) => day >= today)) ?? null
}
