import { describe, expect, it } from 'vitest'
import { digests, windowOf } from './digest.ts'
import { Flag } from './message.ts'

describe('digests', () => {
  const uids = Array.from({ length: 2500 }, (_, i) => i + 1)
  const flags = uids.map((uid) => (uid % 3 ? Flag.seen : 0))

  it('makes one for each window of 1,000 UIDs, whatever the order', () => {
    const shuffled = uids.map((_, i) => (i * 7919) % uids.length)
    const one = digests(uids, flags)
    const other = digests(
      shuffled.map((i) => uids[i] ?? 0),
      shuffled.map((i) => flags[i] ?? 0)
    )
    expect(one).toEqual(other)
    expect(one.map((d) => [d.window, d.count])).toEqual([
      [0, 999],
      [1, 1000],
      [2, 501]
    ])
    expect(windowOf(1999)).toBe(1)
  })

  it('differs only in the window where a flag or a UID differs', () => {
    const base = digests(uids, flags)
    const flagged = digests(
      uids,
      flags.map((f, i) => (uids[i] === 1500 ? f ^ Flag.flagged : f))
    )
    expect(flagged.filter((d, i) => d.hash !== base[i]?.hash).map((d) => d.window)).toEqual([1])
    const swapped = digests(
      uids.map((uid) => (uid === 42 ? 0 : uid)),
      flags
    )
    expect(swapped.filter((d, i) => d.hash !== base[i]?.hash).map((d) => d.window)).toEqual([0])
  })

  it('does not see what is ours alone', () => {
    expect(digests([5], [Flag.seen | Flag.attachment])).toEqual(digests([5], [Flag.seen]))
  })
})
