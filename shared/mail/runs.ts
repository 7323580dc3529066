import type { UidRun } from './message.ts'

/** Runs of ascending numbers: 1, 2, 3, 7 is [1, 3], [7, 7]. */
export function runsOf(numbers: Iterable<number>): UidRun[] {
  const runs: UidRun[] = []
  let last: UidRun | undefined
  for (const number of numbers) {
    if (last && number === last[1] + 1) last[1] = number
    else runs.push((last = [number, number]))
  }
  return runs
}
