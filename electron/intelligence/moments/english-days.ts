import { addMonths, dayOf, lastOfMonth, partsOf, weekdayOf, periodEnd } from './calendar.ts'
import { holiday } from './holidays.ts'
import {
  numbers,
  W,
  M,
  N,
  D,
  C,
  Y,
  yearIn,
  weekday,
  month,
  dateIn,
  rule,
  other,
  later
} from './english-words.ts'
import { numberIn, type Rule } from './pieces.ts'

export const days: Rule[] = [
  rule(`\\bthe day after tomorrow\\b|\\bday after tomorrow\\b`, () => other(0.95, (ref) => ref.day + 2)),
  rule(
    `\\b(?:(?:tomorrow|tmrw|tmr|tomorow|tommorow|tommorrow)(?!')|(?<=(?:by|before) )tomorrow(?='s))\\b`,
    () => other(0.95, (ref) => ref.day + 1)
  ),
  rule(`\\b(?:later )?today(?!')\\b|\\bthis day\\b`, () => other(0.95, (ref) => ref.day)),
  rule(`\\b(?:tonight|this evening|this night)\\b`, () => ({
    ...other(0.95, (ref) => ref.day),
    part: 'evening'
  })),
  rule(`\\bthis (morning|afternoon)\\b`, (m) => ({
    ...other(0.95, (ref) => ref.day),
    part: m[1] === 'morning' ? 'morning' : 'afternoon'
  })),
  rule(`\\b(?:yesterday|(?:last|past) day|the day before(?! yesterday))(?!')\\b`, () =>
    other(0.95, (ref) => ref.day - 1)
  ),
  rule(`\\blast night\\b`, () => ({ ...other(0.95, (ref) => ref.day - 1), part: 'evening' })),
  rule(`\\bthe day after(?! tomorrow| (?:the|our|my|your|we|it|that)\\b)\\b`, () =>
    other(0.8, (ref) => ref.day + 1)
  ),
  rule(
    `\\b(this|next|coming|following|last|past|previous|this coming|this past)[ ,]{1,2}(${W})\\b(?!')`,
    (m) => ({
      sure: m[1] === 'next' ? 0.85 : 0.95,
      day: {
        kind: 'weekday',
        weekday: weekday(m[2]!),
        which:
          m[1] === 'next' || m[1] === 'following'
            ? 'next'
            : m[1]!.endsWith('coming')
              ? 'coming'
              : m[1] === 'this'
                ? 'this'
                : m[1] === 'past' || m[1] === 'this past'
                  ? 'last'
                  : -1
      }
    })
  ),
  rule(
    `\\b(${W}) (?:of |on |in )?(?:the )?(next|following|this|last|coming) week\\b|\\b(next|this|last|following) week(?:'s)?,? (?:on )?(${W})\\b`,
    (m) => {
      const which = m[2] ?? m[3]
      return {
        sure: 0.95,
        day: {
          kind: 'weekday',
          weekday: weekday(m[1] ?? m[4]!),
          which: which === 'this' ? 0 : which === 'last' ? -1 : 1
        }
      }
    }
  ),
  rule(`\\b(?:a week (?:on|from) (${W}|today|tomorrow)|(${W}|today|tomorrow) week)\\b`, (m) => {
    const word = (m[1] ?? m[2])!
    return other(0.85, (ref) =>
      word === 'today'
        ? ref.day + 7
        : word === 'tomorrow'
          ? ref.day + 8
          : ref.day + (((weekday(word) - weekdayOf(ref.day) + 6) % 7) + 1) + 7
    )
  }),
  rule(`\\b(${W})\\b\\.?(?!'|-?(?:\\w))`, (m, text) => {
    const whole = m[1]!.endsWith('day')
    const capital = /^[A-Z]/.test(text.slice(m.index))
    return whole || capital
      ? { sure: whole ? 0.92 : 0.8, day: { kind: 'weekday', weekday: weekday(m[1]!) } }
      : null
  }),
  // Monday the 21st, Monday 21
  rule(
    `\\b(${W})\\b\\.?,? (?:the )?(${D})\\b(?! ?(?:[:./%-] ?\\d|a\\.?m\\b|p\\.?m\\b|o'clock|hours?\\b|min|${M}|of ${M}))`,
    (m) => ({
      sure: 0.95,
      day: { kind: 'date', date: dateIn(m[2]!), weekday: weekday(m[1]!) }
    })
  ),
  rule(
    `\\bthe (${D})\\b(?= |[,.;?!)]|$)(?! (?:day|week|month|quarter|time|one|floor|half|party|batch|order|of (?!next|this)|${M}))`,
    (m) =>
      /st$|nd$|rd$|th$/.test(m[1]!) && /^\d/.test(m[1]!)
        ? { sure: 0.8, day: { kind: 'date', date: dateIn(m[1]!) } }
        : null
  ),
  rule(`\\b(?:the )?(${D})(?: day)? of (next|this|the) month\\b`, (m) =>
    other(0.95, (ref) => {
      const { year, month: at } = partsOf(addMonths(ref.day, m[2] === 'next' ? 1 : 0))
      return dayOf(year, at, dateIn(m[1]!))
    })
  ),
  // March 12, 2026; 12 March; 12th of March 2026
  rule(
    `\\b(?:(${W})\\.?,? ?-?(?:the )?)?(${M})\\.?[ /-]?(${C})\\b(?![:%]|\\.\\d| ?(?:a\\.?m|p\\.?m)\\b)${Y}?(?! (?:\\d{1,2}|hundred|thousand)\\b(?![:.]| ?[ap]))`,
    (m) => ({
      sure: m[2] === 'may' && !/\d/.test(m[3]!) ? 0.5 : 0.95,
      day: {
        kind: 'date',
        month: month(m[2]!),
        date: dateIn(m[3]!),
        year: yearIn(m[4], m[5]),
        ...(m[1] ? { weekday: weekday(m[1]) } : {})
      }
    })
  ),
  rule(`\\b(?:(${W})\\.?,? ?(?:the )?)?(${C})(?: day|\\.)?[ -]{0,2}(?:of )?(${M})\\b\\.?${Y}?`, (m) => ({
    sure: m[3] === 'mar' || m[3] === 'may' ? 0.9 : 0.95,
    day: {
      kind: 'date',
      month: month(m[3]!),
      date: dateIn(m[2]!),
      year: yearIn(m[4], m[5]),
      ...(m[1] ? { weekday: weekday(m[1]) } : {})
    }
  })),
  // three weeks from tomorrow, in two days
  rule(
    `\\b(?:in |within )(${N})( of| (?:business|working))? ?(days?|weeks?|months?|years?)(?:' time)?\\b(?! (?:of|since)\\b)`,
    (m) => {
      const count = numberIn(numbers, m[1])
      if (count === null || count < 1) return null
      return other(m[3]!.startsWith('day') ? 0.9 : 0.8, (ref) =>
        later(ref.day, count, m[3]!, m[2]?.includes('ing') || m[2]?.includes('bus'))
      )
    }
  ),
  rule(`\\b(?:in )?(${N}) (days?|weeks?|months?) (?:from|after) (today|tomorrow|now)\\b`, (m) => {
    const count = numberIn(numbers, m[1])
    return count === null
      ? null
      : other(0.9, (ref) => later(ref.day + (m[3] === 'tomorrow' ? 1 : 0), count, m[2]!))
  }),
  rule(
    `\\b(${N}) (days?|weeks?|months?|years?)(?:,? (?:and )?(${N}) (days?|weeks?|months?))?(?:,? (?:and )?(${N}) (days?))? (ago|later)\\b`,
    (m) => {
      const sign = m[7] === 'ago' ? -1 : 1
      const steps = [1, 3, 5].flatMap((at) =>
        m[at] ? [[numberIn(numbers, m[at]), m[at + 1]!] as const] : []
      )
      if (steps.some(([count]) => count === null)) return null
      return other(0.9, (ref) =>
        steps.reduce((day, [count, unit]) => later(day, sign * count!, unit), ref.day)
      )
    }
  ),
  // first Sunday: of the month
  rule(
    `\\b(?:the )?(first|second|third|fourth|1st|2nd|3rd|4th) (${W})\\b(?: (?:of|in) (this|next|the|(${M}))(?: month)?)?`,
    (m) =>
      other(0.75, (ref) => {
        const nth = dateIn(m[1]!)
        const base = partsOf(m[3] === 'next' ? addMonths(ref.day, 1) : ref.day)
        const at = m[4] ? month(m[4]) : base.month
        const first = dayOf(base.year + (m[4] && at < base.month ? 1 : 0), at, 1)!
        return first + ((weekday(m[2]!) - weekdayOf(first) + 7) % 7) + 7 * (nth - 1)
      })
  ),
  // said too loosely to be answered
  rule(`\\bnext (?:\\d{1,2}\\/\\d{1,2}|(?:the )?${D} (?:of )?${M}|${M} ${D})\\b|\\bmidnight tonight\\b`, () =>
    other(0, (ref) => ref.day)
  ),
  rule(
    `\\b(?:right )?now\\b|\\bat (?:the|this) (?:present |current )?(?:moment|time)\\b|\\bas soon as possible\\b|\\basap\\b`,
    () => ({ sure: 0.9, fromNow: 0 })
  ),
  rule(`\\b(${N})( hours?| min(?:ute)?s?) later\\b`, (m) => {
    const count = numberIn(numbers, m[1])
    return count === null ? null : { sure: 0.75, fromNow: count * (m[2]!.startsWith(' h') ? 60 : 1) }
  }),
  rule(
    `\\b(last |this )?(easter|christmas(?: eve)?|new year'?s(?: eve| day)?|independence day|(?:saint|st\\.?) patrick(?:'s day)?|earth day|halloween)\\b(?: (?:of )?(\\d{4}|this year))?`,
    (m) =>
      other(m[3] || m[1] ? 0.9 : 0.7, (ref) =>
        holiday(
          m[2]!,
          ref.day,
          m[1] === 'last '
            ? 'last'
            : m[3] && m[3] !== 'this year'
              ? Number(m[3])
              : m[3]
                ? partsOf(ref.day).year
                : null
        )
      )
  ),
  rule(
    `\\b(?:the )?end of (?:the |this |next )?(month|quarter|year|week|day|business)\\b|\\b(month|quarter|year|week)[ -]?end\\b|\\b(eom|eod|cob|eow|eoy|close of business|close of play)\\b(?: today)?`,
    (m) => {
      const next = / next /.test(m[0])
      const word = (m[1] ??
        m[2] ??
        { eom: 'month', eod: 'day', cob: 'day', eow: 'week', eoy: 'year' }[m[3]!] ??
        'day')!
      // "at the weekend" is two days
      if (m[2] === 'week') return null
      if (word === 'day' || word === 'business')
        return { sure: 0.9, day: { kind: 'other', day: (ref) => ref.day, loose: true } }
      return other(word === 'week' ? 0.8 : 0.9, (ref) => periodEnd(ref.day, word, next))
    }
  ),
  rule(`\\b(?:the )?(?:end|last day) of (${M})\\b(?: (\\d{4}))?`, (m) =>
    other(0.85, (ref) => {
      const at = month(m[1]!)
      const now = partsOf(ref.day)
      const first = dayOf(m[2] ? Number(m[2]) : now.year + (at < now.month ? 1 : 0), at, 1)
      return first === null ? null : lastOfMonth(first)
    })
  )
]
