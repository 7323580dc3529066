import { expect, it } from 'vitest'
import { ago } from './ago.ts'

it('says how long ago in the largest whole unit, and nothing in the future', () => {
  expect(ago(0, 30_000)).toBe('now')
  expect(ago(0, 150_000)).toBe('2 min ago')
  expect(ago(0, 2 * 3_600_000)).toBe('2 hr ago')
  expect(ago(0, 86_400_000)).toBe('yesterday')
  expect(ago(50_000, 0)).toBe('now')
})
