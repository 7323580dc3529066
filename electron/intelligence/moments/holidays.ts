import { dayOf, partsOf, type Day } from './calendar.ts'

const fixed: Record<string, [number, number]> = {
  christmas: [12, 25],
  'christmas eve': [12, 24],
  "new year's eve": [12, 31],
  'independence day': [7, 4],
  'saint patrick': [3, 17],
  'earth day': [4, 22],
  halloween: [10, 31]
}

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
  const of = (year: number): Day | null => {
    if (name === 'easter') return easter(year)
    const [month, date] = fixed[name.replace(/^st\.?/, 'saint').replace(/(patrick)'s day$/, '$1')] ?? [1, 1]
    return dayOf(year, month, date)
  }
  if (typeof which === 'number') return of(which)
  const { year } = partsOf(today)
  const near = [year - 1, year, year + 1].map(of).filter((day) => day !== null)
  return (which === 'last' ? near.findLast((day) => day < today) : near.find((day) => day >= today)) ?? null
}
