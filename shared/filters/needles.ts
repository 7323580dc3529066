/**
 * Finds which of many texts stand in another one, in one pass over it (Aho and Corasick, 1975): thousands of filters
 * cost hardly more than one.
 */
export interface Needles {
  /** The number that `add` is found by. */
  add(text: string): number
  /** Calls back with each one that stands in the text, some more than once. */
  find(text: string, found: (needle: number) => void): void
}

const none: readonly number[] = []

export function createNeedles(): Needles {
  const numbers = new Map<string, number>()
  /** state * 65536 + UTF-16 code unit -> state */
  const next = new Map<number, number>()
  /** How each state is reached. */
  const made = [{ from: 0, code: 0, depth: 0 }]
  const ends: (readonly number[])[] = [none]
  /** Where to go on when no text goes on from a state, and the nearest shorter end. */
  let fail: Int32Array | null = null

  function build(): Int32Array {
    const links = new Int32Array(made.length)
    // what is shorter comes first: its link is what that of the longer one goes on from
    const byDepth = made.map((_, state) => state).sort((a, b) => made[a]!.depth - made[b]!.depth)
    for (const state of byDepth) {
      const { from, code, depth } = made[state]!
      if (depth < 2) continue
      let link = links[from]!
      while (link !== 0 && !next.has(link * 65_536 + code)) link = links[link]!
      links[state] = next.get(link * 65_536 + code) ?? 0
      const shorter = ends[links[state]]!
      if (shorter !== none) ends[state] = [...ends[state]!, ...shorter]
    }
    return links
  }

  return {
    add(text) {
      const known = numbers.get(text)
      if (known !== undefined) return known
      const number = numbers.size
      numbers.set(text, number)
      let state = 0
      for (let i = 0; i < text.length; i++) {
        const key = state * 65_536 + text.charCodeAt(i)
        let to = next.get(key)
        if (to === undefined) {
          to = made.push({ from: state, code: text.charCodeAt(i), depth: i + 1 }) - 1
          ends.push(none)
          next.set(key, to)
        }
        state = to
      }
      ends[state] = [...ends[state]!, number]
      return number
    },
    find(text, found) {
      if (numbers.size === 0) return
      fail ??= build()
      let state = 0
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i)
        let to = next.get(state * 65_536 + code)
        while (to === undefined && state !== 0) {
          state = fail[state]!
          to = next.get(state * 65_536 + code)
        }
        state = to ?? 0
        const ended = ends[state]!
        for (const needle of ended) found(needle)
      }
    }
  }
}
