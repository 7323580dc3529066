import { serverFlags } from './message.ts'

/**
 * What a server without QRESYNC cannot tell is found by comparing digests: both sides make one for each
 * window of 1,000 UIDs, and only windows that differ are listed. A window is uid / 1000, rounded down.
 */
export const windowSize = 1000

export interface Digest {
  window: number
  count: number
  /** Sum of a mix of UID and server flags, modulo 2^32: the order of rows does not matter. */
  hash: number
}

export function windowOf(uid: number): number {
  return Math.floor(uid / windowSize)
}

export function digests(uids: ArrayLike<number>, flags: ArrayLike<number>): Digest[] {
  const byWindow = new Map<number, Digest>()
  for (let i = 0; i < uids.length; i++) {
    const uid = uids[i] ?? 0
    const window = windowOf(uid)
    let digest = byWindow.get(window)
    if (!digest) byWindow.set(window, (digest = { window, count: 0, hash: 0 }))
    digest.count++
    digest.hash = (digest.hash + mix(uid, (flags[i] ?? 0) & serverFlags)) >>> 0
  }
  return [...byWindow.values()].sort((a, b) => a.window - b.window)
}

/** The finalizer of MurmurHash3 over both numbers. */
function mix(uid: number, flags: number): number {
  let h = Math.imul(uid, 0x9e3779b1) ^ Math.imul(flags + 1, 0x85ebca6b)
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
