interface Version {
  numbers: number[]
  /** Parts of a pre-release; none: the release itself. */
  before: string[]
}

const shape = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/

function parse(text: string): Version | null {
  const found = shape.exec(text)
  if (!found) return null
  return { numbers: found.slice(1, 4).map(Number), before: found[4]?.split('.') ?? [] }
}

export const isVersion = (text: string): boolean => parse(text) !== null

/** Below 0: `a` is the older of two versions (semver 2.0.0, without build metadata); what is none is older than any. */
export function compareVersions(a: string, b: string): number {
  const [one, other] = [parse(a), parse(b)]
  if (!one || !other) return Number(one !== null) - Number(other !== null)
  for (const [at, number] of one.numbers.entries()) {
    const difference = number - (other.numbers[at] ?? 0)
    if (difference !== 0) return difference
  }
  // a release comes after all that led to it
  if (one.before.length === 0 || other.before.length === 0) return other.before.length - one.before.length
  for (let at = 0; at < Math.max(one.before.length, other.before.length); at++) {
    const difference = comparePart(one.before[at], other.before[at])
    if (difference !== 0) return difference
  }
  return 0
}

function comparePart(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined)
  const [first, second] = [/^\d+$/.test(a), /^\d+$/.test(b)]
  if (first && second) return Number(a) - Number(b)
  if (first !== second) return first ? -1 : 1
  return a < b ? -1 : Number(a > b)
}
