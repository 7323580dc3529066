import { describe, expect, it } from 'vitest'
import { runsOf } from '../../shared/mail/runs.ts'
import { expand, parseSet, setOf, setsOf, within } from './uids.ts'

describe('UID sets', () => {
  it('packs and reads', () => {
    expect(runsOf([1, 2, 3, 7, 9, 10])).toEqual([
      [1, 3],
      [7, 7],
      [9, 10]
    ])
    expect(setOf([9, 1, 3, 2])).toBe('1:3,9')
    expect(parseSet('4,9:7')).toEqual([
      [4, 4],
      [7, 9]
    ])
    expect(expand(parseSet('1:3,9'))).toEqual([1, 2, 3, 9])
  })
  it('reads what a hostile server sends without filling memory', () => {
    expect(parseSet('x,1e5,-3,99999999999,5')).toEqual([[5, 5]])
    expect(expand(parseSet('1:4294967295'), 10)).toHaveLength(10)
    expect(within(parseSet('1:4294967295'))(123456789)).toBe(true)
  })
  it('cuts long sets into lines that servers take', () => {
    const uids = Array.from({ length: 5000 }, (_, i) => 1000000 + i * 2)
    const sets = setsOf(uids)
    expect(sets.every((set) => set.length <= 4100)).toBe(true)
    expect(sets.flatMap((set) => expand(parseSet(set)))).toEqual(uids)
  })
})
