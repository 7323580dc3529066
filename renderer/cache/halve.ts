/** Of `count` values that ascend the index of the last one up to `most`; 0 where all are above it. */
export function lastUpTo(count: number, valueAt: (index: number) => number, most: number): number {
  let low = 0
  let high = count - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (valueAt(middle) <= most) low = middle
    else high = middle - 1
  }
  return low
}
