import type { Period } from '../../shared/contract/accounts.ts'

export type PeriodKind = '6' | '12' | '24' | 'all' | 'date'

/** A period as a form holds it. */
export interface PeriodChosen {
  period: PeriodKind
  /** YYYY-MM-DD, of the choice `date`. */
  date: string
}

export function isoDay(ms: number): string {
  const day = new Date(ms)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

export const firstChoice = (): PeriodChosen => ({ period: '12', date: isoDay(Date.now() - 365 * 86_400_000) })

export function chosenOf(period: Period): PeriodChosen {
  const { date } = firstChoice()
  if ('from' in period) return { period: 'date', date: isoDay(period.from) }
  return { period: 'months' in period ? (String(period.months) as PeriodKind) : 'all', date }
}

export function periodOf({ period, date }: PeriodChosen): Period {
  if (period === 'all') return { everything: true }
  if (period === 'date') {
    const [year, month, day] = date.split('-').map(Number)
    return { from: new Date(year!, month! - 1, day!).getTime() }
  }
  return { months: Number(period) as 6 | 12 | 24 }
}

/** A day that has not come yet, or none at all. */
export function isBadDate(chosen: PeriodChosen, now = Date.now()): boolean {
  return chosen.period === 'date' && !((periodOf(chosen) as { from: number }).from <= now)
}
