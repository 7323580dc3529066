export interface Row {
  area: string
  name: string
  value: number
  unit: string
  /** What it has to reach. */
  bar: number
  better: 'lower' | 'higher'
  /** How many runs or interactions stand behind the value, and how far they lay apart. */
  n: number
  spread: string
}

export function median(values: number[]): number {
  return quantile(values, 0.5)
}
export function quantile(values: number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * q
  const low = Math.floor(at)
  return sorted[low]! + ((sorted[Math.ceil(at)] ?? sorted[low]!) - sorted[low]!) * (at - low)
}
export function spreadOf(values: number[]): string {
  const round = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3))
  return `${round(Math.min(...values))}..${round(Math.max(...values))}`
}

/** One warm-up, then `runs` measured ones. */
export async function repeat<T>(runs: number, measure: (run: number) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  for (let run = 0; run <= runs; run++) {
    const result = await measure(run)
    if (run > 0) results.push(result)
  }
  return results
}

export function printTable(rows: Row[]): void {
  const lines = [['area', 'what', 'value', 'bar', 'ratio', 'n', 'spread', '']]
  for (const row of rows) {
    const ok = row.better === 'lower' ? row.value <= row.bar : row.value >= row.bar
    // above 1 is better than the bar, whichever way that lies
    const ratio =
      row.value === row.bar ? 1 : row.better === 'lower' ? row.bar / row.value : row.value / row.bar
    const sign = row.better === 'lower' ? '<=' : '>='
    lines.push([
      row.area,
      row.name,
      `${Number(row.value.toPrecision(3))} ${row.unit}`,
      `${sign} ${row.bar}`,
      ratio.toFixed(2),
      String(row.n),
      row.spread,
      ok ? 'ok' : 'NOT REACHED'
    ])
  }
  const widths = lines[0]!.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)))
  for (const line of lines)
    console.log(
      line
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd()
    )
}
