/** Thrown for a cell that cannot be what its column says; the row is refused with it. */
export class CellError extends Error {
  readonly reason: string
  readonly field: string
  readonly value: string
  constructor(reason: string, field: string, value: string) {
    super(reason)
    this.reason = reason
    this.field = field
    this.value = value
  }
}

/** "48,000.00", "48.000,00", "€ 48 000", "-3.5", "48'000": the last of two kinds of mark is the decimal one. */
export function amountOf(text: string): number | null {
  const bare = text.replace(/[\s'’\u00a0\u202f]|[\p{Sc}]|[A-Za-z]{3}/gu, '').replace(/^\((.+)\)$/, '-$1')
  if (bare === '') return null
  if (!/^[-+]?[\d.,]+$/.test(bare)) throw new CellError('badAmount', 'amount', text)
  const decimal = decimalMark(bare)
  const digits = [...bare].filter((char) => char === decimal || !/[.,]/.test(char)).join('')
  const amount = Number(decimal === ',' ? digits.replace(',', '.') : digits)
  if (!Number.isFinite(amount) || Math.abs(amount) > 1e12) throw new CellError('badAmount', 'amount', text)
  return Math.round(amount * 100) / 100
}

/** One mark with exactly three digits behind it parts thousands: amounts of deals have two decimals or none. */
function decimalMark(text: string): string {
  const comma = text.lastIndexOf(',')
  const point = text.lastIndexOf('.')
  if (comma >= 0 && point >= 0) return comma > point ? ',' : '.'
  const mark = comma >= 0 ? ',' : '.'
  const parts = text.split(mark)
  return parts.length === 2 && parts[1]?.length !== 3 ? mark : ''
}

export type DayOrder = 'dayFirst' | 'monthFirst' | 'unknown'

/** Which of 3/4/2026's numbers is the day, as far as the column's other dates tell. */
export function dayOrderOf(column: readonly string[]): DayOrder {
  for (const text of column) {
    const parts = /^\s*(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}/.exec(text)
    if (parts && Number(parts[1]) > 12) return 'dayFirst'
    if (parts && Number(parts[2]) > 12) return 'monthFirst'
  }
  return 'unknown'
}

/** YYYY-MM-DD; '' for an empty cell. 3.4.2026 is the third of April; 3/4/2026 depends on the column. */
export function dayOf(text: string, order: DayOrder): string {
  const trimmed = text.trim()
  if (trimmed === '') return ''
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/.exec(trimmed)
  if (iso) return day(text, iso[1], iso[2], iso[3])
  const parts = /^(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?:[T ].*)?$/.exec(trimmed)
  if (!parts) throw new CellError('badDate', 'closing', text)
  const year = parts[4]?.length === 2 ? `20${parts[4]}` : parts[4]
  if (parts[2] === '.' || order === 'dayFirst') return day(text, year, parts[3], parts[1])
  if (order === 'monthFirst') return day(text, year, parts[1], parts[3])
  if (parts[1] === parts[3]) return day(text, year, parts[1], parts[3])
  throw new CellError('ambiguousDate', 'closing', text)
}

function day(text: string, year = '', month = '', date = ''): string {
  const said = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const known = new Date(`${said}T00:00:00Z`)
  if (Number.isNaN(known.getTime()) || !known.toISOString().startsWith(said)) {
    throw new CellError('badDate', 'closing', text)
  }
  return said
}
