import type { UidRun } from '../../shared/mail/message.ts'
import { runsOf } from '../../shared/mail/runs.ts'

/** The largest UID of RFC 9051. */
const largest = 4294967295

/** A sequence-set of RFC 9051 for UIDs in any order. */
export function setOf(uids: Iterable<number>): string {
  return runsText(runsOf([...uids].sort((a, b) => a - b)))
}

export function runsText(runs: UidRun[]): string {
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}:${last}`)).join(',')
}

/** Sets whose text stays below what servers take in a line (8,000 octets are common). */
export function setsOf(uids: Iterable<number>, limit = 4000): string[] {
  const sets: string[] = []
  let runs: UidRun[] = []
  let length = 0
  for (const run of runsOf([...uids].sort((a, b) => a - b))) {
    length += String(run[0]).length + String(run[1]).length + 2
    if (length > limit && runs.length) {
      sets.push(runsText(runs))
      runs = []
      length = 0
    }
    runs.push(run)
  }
  if (runs.length) sets.push(runsText(runs))
  return sets
}

/** Reads a set as a server sends it: '4,9:7' is [4,4],[7,9]. What is no number is left out. */
export function parseSet(text: string): UidRun[] {
  const runs: UidRun[] = []
  for (const item of text.split(',')) {
    const match = /^(\d{1,10})(?::(\d{1,10}))?$/.exec(item.trim())
    if (!match) continue
    const a = Number(match[1])
    const b = Number(match[2] ?? match[1])
    if (a > largest || b > largest) continue
    runs.push(a <= b ? [a, b] : [b, a])
  }
  return runs.sort((x, y) => x[0] - y[0])
}

/** The UIDs of runs, ascending, at most `limit`: a set is the server's to choose. */
export function expand(runs: UidRun[], limit = 5_000_000): number[] {
  const uids: number[] = []
  for (const [first, last] of runs) {
    for (let uid = first; uid <= last; uid++) {
      if (uids.length >= limit) return uids
      uids.push(uid)
    }
  }
  return uids
}

/** Tests membership in ascending runs. */
export function within(runs: UidRun[]): (uid: number) => boolean {
  const sorted = [...runs].sort((a, b) => a[0] - b[0])
  return (uid) => {
    let low = 0
    let high = sorted.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const run = sorted[middle]
      if (!run) return false
      if (uid < run[0]) high = middle - 1
      else if (uid > run[1]) low = middle + 1
      else return true
    }
    return false
  }
}
