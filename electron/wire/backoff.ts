const first = 2_000
const ceiling = 300_000

/** ms to wait after the nth failure in a row (from 1): doubling up to 5 minutes, a quarter more or less. */
export function waitAfter(failures: number, random: () => number = Math.random): number {
  const wait = Math.min(ceiling, first * 2 ** Math.min(failures - 1, 20))
  return Math.round(wait * (0.75 + random() / 2))
}
