import { expect, it } from 'vitest'
import { count, fileSize, longDate, money, shortDate } from './format.ts'

const now = new Date(2026, 10, 25, 9, 42).getTime()
const at = (year: number, month: number, day: number, hour = 9, minute = 31): number =>
  new Date(year, month - 1, day, hour, minute).getTime()

it('tells the hour today, the weekday within 6 days, then the day, then the month', () => {
  const short = (ms: number): string => shortDate(ms, now, 'en-GB')
  expect(short(at(2026, 11, 25))).toBe('09:31')
  expect(short(at(2026, 11, 25, 0, 0))).toBe('00:00')
  expect(short(at(2026, 11, 24, 23, 59))).toBe('Tue')
  expect(short(at(2026, 11, 19, 0, 1))).toBe('Thu')
  expect(short(at(2026, 11, 18))).toBe('18 Nov')
  expect(short(at(2026, 1, 2))).toBe('2 Jan')
  expect(short(at(2025, 11, 25))).toBe('Nov 2025')
})

it('writes amounts, sizes and counts', () => {
  expect(money(48000, 'EUR', 'en')).toBe('€48,000')
  expect(money(48000.5, 'EUR', 'en')).toBe('€48,000.50')
  expect(money(12, '???', 'en')).toBe('??? 12')
  expect(fileSize(412_000, 'en')).toBe('412 KB')
  expect(fileSize(3_440_000, 'en')).toBe('3.4 MB')
  expect(fileSize(999_900, 'en')).toBe('1 MB')
  expect(fileSize(12, 'en')).toBe('12 B')
  expect(count(12480, 'en')).toBe('12,480')
  expect(longDate(at(2025, 11, 25), 'en-GB')).toBe('25 November 2025')
})
