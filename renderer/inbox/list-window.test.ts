import { expect, it } from 'vitest'
import type { List } from '../cache/index.ts'
import { groupsOf } from './groups.ts'
import { layoutOf } from './window.ts'

it('finds the row at any height, labels included', () => {
  const groups = [
    { label: 'a', first: 0 },
    { label: 'b', first: 3 },
    { label: 'c', first: 10 }
  ]
  const layout = layoutOf(20, groups, 76, 28)
  expect(layout.total).toBe(20 * 76 + 3 * 28)
  for (let row = 0; row < 20; row++) {
    expect(layout.rowAt(layout.topOf(row))).toBe(row)
    expect(layout.rowAt(layout.topOf(row) + 75)).toBe(row)
  }
  expect(layout.rowAt(layout.labelTop(1) + 5)).toBe(3)
  expect(layout.rowAt(1e9)).toBe(19)
})

it('groups by day, week and month without looking at each row', () => {
  const now = new Date(2026, 10, 25, 12).getTime()
  const dates = [
    new Date(2026, 10, 25, 9),
    new Date(2026, 10, 24, 9),
    new Date(2026, 10, 23, 9),
    new Date(2026, 10, 18, 9),
    new Date(2026, 10, 2, 9),
    new Date(2026, 9, 31, 9),
    new Date(2025, 11, 31, 9)
  ].map((date) => date.getTime())
  const list = { length: dates.length, row: (i: number) => ({ received: dates[i]! }) } as unknown as List
  expect(groupsOf(list, now).map((group) => [group.label, group.first])).toEqual([
    ['Today', 0],
    ['Yesterday', 1],
    ['This week', 2],
    ['Last week', 3],
    ['November', 4],
    ['October', 5],
    ['December 2025', 6]
  ])
})
