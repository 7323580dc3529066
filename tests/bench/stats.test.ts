import { expect, it, vi } from 'vitest'
import { median, printTable, quantile, repeat, type Row, spreadOf } from './stats.ts'

it('takes the median and the p95 between two values where none lies on it', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 2, 3])).toBe(2.5)
  expect(quantile([...Array(101).keys()], 0.95)).toBe(95)
  expect(quantile([7], 0.95)).toBe(7)
  expect(spreadOf([0.5, 120, 3])).toBe('0.500..120')
})

it('measures once more than it counts', async () => {
  const runs: number[] = []
  expect(await repeat(3, async (run) => runs.push(run))).toEqual([2, 3, 4])
  expect(runs).toEqual([0, 1, 2, 3])
})

it('says of each figure whether its bar is reached, whichever way is better', () => {
  const print = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  const row = (value: number, better: Row['better']): Row => ({
    area: 'a',
    name: 'figure',
    value,
    unit: 'ms',
    bar: 50,
    better,
    n: 5,
    spread: '1..2'
  })
  printTable([row(25, 'lower'), row(100, 'lower'), row(100, 'higher'), row(25, 'higher'), row(50, 'lower')])
  const lines = print.mock.calls.slice(1).map(([line]) => String(line))
  print.mockRestore()
  expect(lines.map((line) => line.endsWith(' ok'))).toEqual([true, false, true, false, true])
  expect(lines.map((line) => /(\d\.\d\d) +5 /.exec(line)?.[1])).toEqual([
    '2.00',
    '0.50',
    '2.00',
    '0.50',
    '1.00'
  ])
})
