const steps = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000]
] as const

/** How long ago, in the largest whole unit: `2 min ago`, `yesterday`; less than a minute: `now`. */
export function ago(ms: number, now = Date.now(), of?: string): string {
  const format = new Intl.RelativeTimeFormat(of ?? 'en', { numeric: 'auto', style: 'short' })
  const past = Math.max(0, now - ms)
  const step = steps.find(([, length]) => past >= length)
  const said = step ? format.format(-Math.floor(past / step[1]), step[0]) : format.format(0, 'second')
  return said.replace('.', '')
}
