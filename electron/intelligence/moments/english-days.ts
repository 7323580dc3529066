import { addMonths, coming, dayOf, endOf, nthWeekday, partsOf, periodEnd } from './calendar.ts'
import { holiday, holidays } from './holidays.ts'
import {
  numbers,
  W,
  M,
  N,
  D,
  C,
  Y,
  U,
  yearIn,
  weekday,
  month,
  dateIn,
  afterMay,
  isVerb,
  rule,
  other,
  later
} from './english-words.ts'
import { anyOf, noMoment, numberIn, type Rule } from './pieces.ts'

export const days: Rule[] = [
  // what recurs, and stretches of days
  rule(
    `\\b(?:every|each) (?:other |second )?(?:${W}|day|week(?:day)?|month)\\b|\\b(?:on )?(?:sun|mon|tues|wednes|thurs|fri|satur)days\\b` +
      `|\\b(?:from )?${W}\\b\\.? ?(?:-|–|to|thru|through) ?${W}\\b|\\bbetween (?:${W}|the ${D}) and (?:${W}|the ${D})\\b` +
      `|(?<![\\d.,:/-])\\b(?:from |between )?(?:the )?${D} ?(?:-|–|to|and|until|through) ?(?:the )?${D} (?:of )?${M}\\b|\\b${M} ${D} ?(?:-|–|to|until|through) ?(?:${M} )?${D}\\b(?![:%]| ?[ap]\\.?m)`,
    noMoment
  ),
  rule(`\\b(?:the )?day before yesterday\\b`, () => other(0.95, (ref) => ref.day - 2)),
  rule(`\\bthe day after tomorrow\\b|\\bday after tomorrow\\b`, () => other(0.95, (ref) => ref.day + 2)),
  rule(
    `\\b(?:(?:tomorrow|tmrw|tmr|tomorow|tommorow|tommorrow)(?!')|(?<=(?:by|before) )tomorrow(?='s))\\b`,
    () => other(0.95, (ref) => ref.day + 1)
  ),
  rule(`\\b(?:later )?today(?!')\\b|\\bthis day\\b|\\b(?:today's|(?:the )?current) date\\b`, () =>
    other(0.95, (ref) => ref.day)
  ),
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
    `\\b(this|next|(?:up)?coming|following|last|past|previous|this (?:up)?coming|this past)[ ,]{1,2}(${W})\\b(?!')`,
    (m) => ({
      sure: m[1] === 'next' ? 0.85 : m[1] === 'following' ? 0.75 : 0.95,
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
  // Monday week, two weeks today, a fortnight from Tuesday
  rule(
    `\\b(?:(${N}) (weeks?|fortnights?) (?:(?:on|from) )?(today|tomorrow|${W})|(today|tomorrow|${W}) (week|fortnight))\\b(?!')`,
    (m) => {
      const word = (m[3] ?? m[4])!
      const count = m[1] ? numberIn(numbers, m[1]) : 1
      if (count === null) return null
      return other(0.88, (ref) => {
        const from =
          word === 'today' ? ref.day : word === 'tomorrow' ? ref.day + 1 : coming(ref.day, weekday(word))
        return later(from, count, (m[2] ?? m[5])!)
      })
    }
  ),
  rule(`\\b(${N}) (sun|mon|tues|wednes|thurs|fri|satur)days? (?:from now|hence|later)\\b`, (m) => {
    const count = numberIn(numbers, m[1])
    return count === null || count < 1
      ? null
      : other(0.85, (ref) => coming(ref.day, weekday(m[2]!)) + 7 * (count - 1))
  }),
  rule(`\\b(${W})\\b\\.?(?!(?<!(?:by|before) ${W})'|-?(?:\\w))`, (m, text) => {
    const whole = m[1]!.endsWith('day')
    const capital = /^[A-Z]/.test(text.slice(m.index))
    const before = text.slice(Math.max(0, m.index - 12), m.index).toLowerCase()
    const behind = text.slice(m.index + m[0].length, m.index + m[0].length + 14).toLowerCase()
    // "happy Monday", "the Friday report"
    if (/\b(?:happy|lovely|nice|great|wonderful) $/.test(before)) return null
    if (
      /\bthe $/.test(before) &&
      /^ (?!(?:the|at|on|in|of|or|and|is|works?|morning|afternoon|evening)\b)[a-z]/.test(behind)
    )
      return null
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
    `(?:\\bthe |(?<=\\d(?:st|nd|rd|th) (?:or|and) ))(${D})\\b(?= |[,.;?!)]|$)(?! (?:day|week|month|quarter|time|one|floor|half|party|batch|order|of (?!next|this)|(?!may ${afterMay})${M}))`,
    (m) =>
      /st$|nd$|rd$|th$/.test(m[1]!) && (/^\d/.test(m[1]!) || dateIn(m[1]!) > 10)
        ? { sure: 0.8, day: { kind: 'date', date: dateIn(m[1]!) } }
        : null
  ),
  // by the 20, on 15 at 8pm
  rule(
    // "a table for 4 at 8pm" is no day
    `(?<=\\b(?:on|for|by|before|until|till) )the (\\d{1,2})(?=,? at\\b|[,;!?)]|\\.(?!\\d)|$)` +
      `|(?<=\\b(?:on|by|before|until|till) )(\\d{1,2})(?=,? (?:at )?\\d{1,2}(?::\\d\\d| ?[ap]\\.?m\\b))`,
    (m) => ({ sure: 0.8, day: { kind: 'date', date: Number(m[1] ?? m[2]) } })
  ),
  rule(`\\b(?:the )?(${D})(?: day)? of (next|this|the|last) month\\b`, (m) =>
    other(0.95, (ref) => {
      const { year, month: at } = partsOf(addMonths(ref.day, m[2] === 'next' ? 1 : m[2] === 'last' ? -1 : 0))
      return dayOf(year, at, dateIn(m[1]!))
    })
  ),
  // March 12, 2026; 12 March; 12th of March 2026
  rule(
    `\\b(?:(${W})\\.?,? ?-?(?:the )?)?(${M})\\.?,?[ /-]?(?:the )?(${C})\\b(?![:%]|\\.\\d| ?(?:a\\.?m|p\\.?m)\\b)(?:${Y}|)(?! (?:\\d{1,2}|hundred|thousand)\\b(?![:.]| ?[ap]))`,
    (m, text) => {
      // "we may 12 times": a verb
      const verb =
        /^(?:may|mar|march)$/.test(m[2]!) &&
        /\w (?:may|march) /.test(text.slice(Math.max(0, m.index - 2), m.index + 6))
      const loose = verb
        ? !/\b(?:on|by|before|until|till|from|after|back|${W}),? $/.test(
            text.slice(Math.max(0, m.index - 12), m.index).toLowerCase()
          )
        : false
      return {
        sure: loose ? 0.5 : 0.95,
        day: {
          kind: 'date',
          month: month(m[2]!),
          date: dateIn(m[3]!),
          year: yearIn(m[4], m[5]),
          ...(m[1] ? { weekday: weekday(m[1]) } : {})
        }
      }
    }
  ),
  rule(
    `\\b(?:(${W})\\.?,? ?(?:the )?)?(${C})(?: day|\\.)?[ ,/.-]{0,2}(?:of )?(${M})(?![a-z])\\.?(?:${Y}|)`,
    (m, text) =>
      m[3] === 'may' && isVerb(m, text)
        ? null
        : {
            sure: m[3] === 'mar' || m[3] === 'may' ? 0.9 : 0.95,
            day: {
              kind: 'date',
              month: month(m[3]!),
              date: dateIn(m[2]!),
              year: yearIn(m[4], m[5]),
              ...(m[1] ? { weekday: weekday(m[1]) } : {})
            }
          }
  ),
  rule(`\\b(\\d{4})(?:,? |[-/.])(?:the )?(?:(${M})[ /.-](${D})|(${D})(?: of)?[ /.-](${M}))\\b`, (m) => ({
    sure: 0.95,
    day: { kind: 'date', year: Number(m[1]), month: month((m[2] ?? m[5])!), date: dateIn((m[3] ?? m[4])!) }
  })),
  // in two days, in a week's time
  rule(
    `\\b(?:in (?:exactly |just )?|within )(${N})( of| (?:business|working))? ?(${U})(?:'s?|s')?(?: time)?\\b(?: and (${N}) (${U})| (${N}) (${U}))?(?! (?:of|since)\\b)`,
    (m) => {
      const count = numberIn(numbers, m[1])
      const more = m[4] ?? m[6]
      if (count === null || count < 1) return null
      return other(m[3]!.startsWith('day') ? 0.9 : 0.8, (ref) => {
        const day = later(ref.day, count, m[3]!, m[2]?.includes('ing') || m[2]?.includes('bus'))
        return more ? later(day, numberIn(numbers, more) ?? 0, (m[5] ?? m[7])!) : day
      })
    }
  ),
  rule(
    `\\b(?:in )?(${N}) (${U}) (from|after|before) (today|tomorrow|yesterday|now)\\b|\\b(${N}) (${U}) hence\\b`,
    (m) => {
      const count = numberIn(numbers, m[1] ?? m[5])
      if (count === null) return null
      const from = m[4] === 'tomorrow' ? 1 : m[4] === 'yesterday' ? -1 : 0
      return other(0.9, (ref) => later(ref.day + from, m[3] === 'before' ? -count : count, (m[2] ?? m[6])!))
    }
  ),
  rule(`\\b(${N}) (${U})(?:,? (?:and )?(${N}) (${U}))?(?:,? (?:and )?(${N}) (${U}))? (ago|later)\\b`, (m) => {
    const sign = m[7] === 'ago' ? -1 : 1
    const steps = [1, 3, 5].flatMap((at) => (m[at] ? [[numberIn(numbers, m[at]), m[at + 1]!] as const] : []))
    if (steps.some(([count]) => count === null)) return null
    return other(0.9, (ref) => steps.reduce((day, [count, unit]) => later(day, sign * count!, unit), ref.day))
  }),
  // the first Sunday, the last Friday of March
  rule(
    `\\b(?:the )?(first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th|last) (${W})\\b(?: (?:of|in) (?:(this|next|the) month\\b|(${M})\\b(?:,? (\\d{4})\\b)?))?(?! \\d)`,
    (m) =>
      // "last Friday" is no last one of a month
      m[1] === 'last' && !m[3] && !m[4]
        ? null
        : other(m[3] || m[4] ? 0.9 : 0.75, (ref) =>
            nthWeekday(ref.day, m[1] === 'last' ? -1 : dateIn(m[1]!), weekday(m[2]!), {
              month: m[4] ? month(m[4]) : undefined,
              year: m[5] ? Number(m[5]) : undefined,
              ahead: m[3] === 'next' ? 1 : 0
            })
          )
  ),
  // said too loosely to be answered
  rule(`\\bnext (?:\\d{1,2}\\/\\d{1,2}|(?:the )?${D} (?:of )?${M}|${M} ${D})\\b|\\bmidnight tonight\\b`, () =>
    other(0, (ref) => ref.day)
  ),
  rule(
    `\\b(?:right )?now\\b|\\bat (?:the|this) (?:present |current )?(?:moment|time)\\b|\\bas soon as possible\\b|\\basap\\b`,
    () => ({ sure: 0.9, fromNow: 0 })
  ),
  rule(
    `\\b(?:(last|this|next) )?(${anyOf(holidays)})(?:'s day| day)?\\b(?:,? (?:of )?(\\d{4}|this year|next year))?`,
    (m, text) =>
      // "Black Friday deals"
      other(
        m[3] || m[1]
          ? 0.9
          : /\b(?:on|by|before|until|till|for|at|after|since) $/i.test(
                text.slice(Math.max(0, m.index - 8), m.index)
              )
            ? 0.7
            : 0.6,
        (ref) => {
          const { year } = partsOf(ref.day)
          if (m[1] === 'next') return null
          return holiday(
            m[2]!,
            ref.day,
            m[1] === 'last'
              ? 'last'
              : !m[3]
                ? null
                : m[3].startsWith('t')
                  ? year
                  : m[3].startsWith('n')
                    ? year + 1
                    : Number(m[3])
          )
        }
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
  rule(`\\b(?:the )?end of q([1-4])\\b`, (m) => other(0.85, (ref) => endOf(ref.day, 3 * Number(m[1])))),
  rule(`\\b(?:the )?(?:end|last day) of (${M})\\b(?: (\\d{4}))?`, (m) =>
    other(0.85, (ref) => endOf(ref.day, month(m[1]!), m[2]))
  )
]
