import { fullYear, timeAt, type Rule } from './pieces.ts'

const edge = `(?<![\\d.,:/-])`

/** Dates in digits. Which of day and month comes first is the sender's habit (`order`: the doubt of it); where only one is a date, that. */
export function numericRules(monthFirst: boolean, dotted: boolean, order: number): Rule[] {
  const ordered = (a: number, b: number): { date: number; month: number; plain: boolean } | null => {
    const [month, date] = monthFirst ? [a, b] : [b, a]
    if (month >= 1 && month <= 12 && date >= 1 && date <= 31)
      return { date, month, plain: a > 12 || b > 12 || a === b }
    if (date >= 1 && date <= 12 && month <= 31 && month >= 1) return { date: month, month: date, plain: true }
    return null
  }
  const dateOf = (
    { month, date, plain }: { month: number; date: number; plain: boolean },
    open: boolean
  ) => ({
    ...{ month, date },
    ...(order > 0 && open && !plain && { guessed: true })
  })
  return [
    {
      pattern: new RegExp(
        `${edge}\\b(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})(?:t(\\d{2}):(\\d{2})(?::\\d{2})?(z)?)?(?![\\w-])`,
        'gu'
      ),
      read: (m) => {
        const time = m[5] ? timeAt(Number(m[5]), Number(m[6])) : null
        return {
          sure: 0.95,
          day: { kind: 'date', year: Number(m[1]), month: Number(m[3]), date: Number(m[4]) },
          ...(time ? { time } : {}),
          ...(m[7] ? { zone: 'UTC' } : {})
        }
      }
    },
    {
      pattern: new RegExp(
        `${edge}\\b(\\d{1,2})([/.-]) ?(\\d{1,2})(?:\\2|,)(?: ?(\\d{4})|(\\d{2}))(?![\\w:%/])(?!\\.\\d| ?(?:uhr|h)\\b)`,
        'gu'
      ),
      read: (m) => {
        const found =
          m[2] === '.' ? ordered(...dayFirst(m[1]!, m[3]!, monthFirst)) : ordered(Number(m[1]), Number(m[3]))
        if (!found) return null
        return {
          sure: found.plain ? 0.95 : m[2] === '.' ? 0.85 : 0.85 - order,
          day: { kind: 'date', year: fullYear(m[4] ?? m[5]), ...dateOf(found, m[2] !== '.') }
        }
      }
    },
    {
      // 12.3. is a date in German only, and 12/3 a weak one anywhere
      pattern: new RegExp(
        `${edge}\\b(\\d{1,2})(?:\\/(\\d{1,2})|\\. ?(\\d{1,2})\\.)(?![\\w:%/]|[.,]\\d)`,
        'gu'
      ),
      read: (m) => {
        if (m[3] !== undefined && !dotted) return null
        const found =
          m[3] !== undefined
            ? ordered(...dayFirst(m[1]!, m[3], monthFirst))
            : ordered(Number(m[1]), Number(m[2]))
        if (!found) return null
        return {
          sure: m[3] !== undefined ? 0.92 : found.plain ? 0.8 : 0.75 - order,
          day: { kind: 'date', ...dateOf(found, m[3] === undefined) }
        }
      }
    }
  ]
}

/** With dots the day comes first everywhere. */
const dayFirst = (a: string, b: string, monthFirst: boolean): [number, number] =>
  monthFirst ? [Number(b), Number(a)] : [Number(a), Number(b)]
