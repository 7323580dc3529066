import { addMonths, addWorkdays, lastOfMonth, mondayOf, weekdayOf, dayOf, partsOf } from './calendar.ts'
import { holiday } from './holidays.ts'
import { anyOf, fullYear, numberIn, timeAt, type Grammar, type Rule } from './pieces.ts'
import { lengthPattern, type LengthWords } from './length.ts'

const small =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
const numbers: Record<string, number> = { a: 1, an: 1, couple: 2, half: 0.5 }
small.split(' ').forEach((word, index) => (numbers[word] = index + 1))
for (const [ten, value] of Object.entries({ twenty: 20, thirty: 30, forty: 40, fifty: 50 })) {
  numbers[ten] = value
  small
    .split(' ')
    .slice(0, 9)
    .forEach((word, index) => {
      numbers[`${ten} ${word}`] = value + index + 1
      numbers[`${ten}-${word}`] = value + index + 1
    })
}
const ordinals: Record<string, number> = {}
'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'
  .split(' ')
  .forEach((word, index) => {
    ordinals[word] = index + 1
    if (index < 9) {
      ordinals[`twenty ${word}`] = ordinals[`twenty-${word}`] = 21 + index
    }
  })
ordinals['thirtieth'] = 30
ordinals['thirty first'] = ordinals['thirty-first'] = 31

const W =
  '(?:sun(?:day)?|mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday|nes|n|s)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?)'
const M =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const N = `(?:\\d{1,3}|${anyOf(numbers)})`
const D = `(?:\\d{1,2}(?:st|nd|rd|th)?|${anyOf(ordinals)})`
// in digits, in words, or behind the time as clocks print it
const hundreds = `(?:${anyOf(small.split(' '))}) hundred(?: and)?(?: (?:${anyOf(numbers)}))?`
// "jan twenty two"
const C = `(?:${D.slice(3, -1)}|${anyOf(Object.keys(numbers).filter((word) => !/^(?:a|an|half|couple|fo?rty.*|fifty.*)$/.test(word)))})`
const Y = `(?: ?,? ?(?:of )?-?(\\d{4}|${hundreds}|two thousand(?: and)?(?: (?:${anyOf(numbers)}))?|(?:nineteen|twenty) (?:(?:zero|oh) )?(?:${anyOf(numbers)}))(?![\\d:])|(?= \\d{1,2}:\\d\\d(?::\\d\\d)? (\\d{4})\\b))`
const yearIn = (...texts: (string | undefined)[]): number | undefined => {
  const text = texts.find((each) => each !== undefined)
  if (text === undefined || /^\d/.test(text)) return fullYear(text)
  const words = text.replace(/ and| zero| oh/g, '')
  const [, front, back] = /^(\w+ hundred|two thousand|nineteen|twenty)(?: (.+))?$/.exec(words) ?? []
  if (!front) return undefined
  const century = front === 'two thousand' ? 2000 : numbers[front.split(' ')[0]!]! * 100
  return century + (back ? (numbers[back] ?? 0) : 0)
}
const weekday = (text: string): number =>
  ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'].indexOf(text.slice(0, 3))
const month = (text: string): number =>
  ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'].indexOf(
    text.slice(0, 3)
  ) + 1
const dateIn = (text: string): number => ordinals[text] ?? numbers[text] ?? Number.parseInt(text, 10)
const rule = (pattern: string, read: Rule['read']): Rule => ({ pattern: new RegExp(pattern, 'gu'), read })
const half = "(a\\.?m\\b\\.?|p\\.?m\\b\\.?|[ap]\\b(?!['/-]|\\.\\w))"
const other = (sure: number, day: (ref: { day: number }) => number | null) => ({
  sure,
  day: { kind: 'other' as const, day }
})

const days: Rule[] = [
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

function later(day: number, count: number, unit: string, work = false): number {
  if (work) return addWorkdays(day, count)
  if (unit.startsWith('month')) return addMonths(day, count)
  if (unit.startsWith('year')) return addMonths(day, 12 * count)
  return day + count * (unit.startsWith('week') ? 7 : 1)
}

/** The last day of a period; a week ends for business on its Friday. */
export function periodEnd(day: number, period: string, next = false): number | null {
  const { year, month: at } = partsOf(day)
  if (period === 'month') return lastOfMonth(next ? addMonths(day, 1) : day)
  if (period === 'quarter')
    return lastOfMonth(addMonths(dayOf(year, Math.floor((at - 1) / 3) * 3 + 3, 1)!, next ? 3 : 0))
  if (period === 'year') return dayOf(year + (next ? 1 : 0), 12, 31)
  if (period === 'week') {
    const friday = mondayOf(day) + 4
    return friday < day || next ? friday + 7 : friday
  }
  return day
}

const H = `(?:\\d{1,2}|${small.split(' ').slice(0, 12).join('|')})`
const times: Rule[] = [
  // at 0900
  rule(`(?<=\\bat )([01]\\d|2[0-3])([0-5]\\d)(?: ?(?:h(?:ou)?rs?|h))?\\b`, (m) =>
    timed(0.9, timeAt(Number(m[1]), Number(m[2])))
  ),
  rule(`(?<![\\d.,:/-])\\b(\\d{1,2})(?:[:.](\\d{2}))?(?::\\d{2})? ?${half}(?!\\w)`, (m) =>
    timed(0.95, timeAt(Number(m[1]), Number(m[2] ?? 0), m[3]))
  ),
  rule(
    `(?<![\\d.,:/-])\\b(\\d{1,2}):(\\d{2})(?::\\d{2})?(?! ?${half})(?:(?: ?h(?:ou)?rs?)?\\b)(?![:%])`,
    (m) => timed(0.9, timeAt(Number(m[1]), Number(m[2]), undefined, !m[1]!.startsWith('0')))
  ),
  rule(`\\b(${H}) o'? ?clock\\b`, (m) => timed(0.9, timeAt(numberIn(numbers, m[1])!, 0, undefined, true))),
  rule(
    `\\b(?:at|around|about|@) ?(${H})(?:[.](\\d{2}))?\\b(?![:%,/.]\\d| ?${half}|-|[ ]?(?:days?|weeks?|months?|years?|hours?|min|of|percent|people|sites|units|per|locations|am|pm)\\b|')`,
    (m) => timed(0.82, timeAt(numberIn(numbers, m[1])!, Number(m[2] ?? 0), undefined, true))
  ),
  rule(
    `\\b(half|quarter|a quarter|five|ten|twenty|twenty[- ]five|${N} min(?:ute)?s?) (past|after|to|before) (${H}|noon|midnight)\\b(?: ?${half})?`,
    (m) => {
      const word = m[1]!.replace(/^a /, '').replace(/ min.*$/, '')
      const minutes = word === 'half' ? 30 : word === 'quarter' ? 15 : numberIn(numbers, word)
      const hour = m[3] === 'noon' ? 12 : m[3] === 'midnight' ? 24 : numberIn(numbers, m[3])
      if (minutes === null || hour === null || minutes > 59 || hour < 1) return null
      const open = m[3] !== 'noon' && m[3] !== 'midnight'
      const base = timeAt(hour, 0, m[4], open)
      if (!base) return null
      const minute = base.minute + (m[2] === 'past' || m[2] === 'after' ? minutes : -minutes)
      return { sure: 0.92, time: { minute, ...(base.open ? { open: true } : {}) } }
    }
  ),
  rule(
    `\\b(${small.split(' ').slice(0, 12).join('|')}) (thirty|fifteen|forty[- ]five)\\b(?: ?${half})?`,
    (m) => timed(0.85, timeAt(numbers[m[1]!]!, numberIn(numbers, m[2])!, m[3], true))
  ),
  rule(`\\b(${small.split(' ').slice(0, 12).join('|')}) ?(am|pm|a\\.m\\.|p\\.m\\.)`, (m) =>
    timed(0.95, timeAt(numbers[m[1]!]!, 0, m[2]))
  ),
  rule(`\\b(?:at )?(?:12 )?(noon|midday|lunchtime)\\b`, (m) =>
    m[1] === 'lunchtime' ? null : { sure: 0.95, time: { minute: 720 } }
  ),
  rule(`\\b(?:in the |on )?(morning|afternoon|evening|night)\\b`, (m) => ({
    sure: 1,
    part: m[1] as 'morning'
  })),
  rule(
    `(?<![\\d.,:/-])\\b(?:from |between )?(\\d{1,2})(?:[:.](\\d{2}))?( ?${half})? ?(?:-|–|—| to | until | till | and ) ?(\\d{1,2})(?:[:.](\\d{2}))?( ?${half})?(?![\\w%]|[./:-]\\d)`,
    (m) => range(m)
  ),
  rule(`\\bin (${N}|half an)( hours?| min(?:ute)?s?)\\b(?!')`, (m) => {
    const count = m[1] === 'half an' ? 0.5 : numberIn(numbers, m[1])
    return count === null ? null : { sure: 0.75, fromNow: count * (m[2]!.startsWith(' h') ? 60 : 1) }
  })
]

const timed = (sure: number, time: ReturnType<typeof timeAt>) => (time ? { sure, time } : null)

/** 10-11am, from 2 to 4: the half of the day said behind the second hour holds for the first where it can. */
function range(m: RegExpExecArray): ReturnType<Rule['read']> {
  const [, hour, minute, , halfA, hourB, minuteB, , halfB] = m
  const named = /^(?:from|between)/.test(m[0])
  if (!halfA && !halfB && !minute && !minuteB && !named) return null
  if (!halfA && !halfB && !(minute && minuteB) && !named) return null
  const open = !halfA && !halfB
  const inherits =
    halfB && !halfA
      ? Number(hour) % 12 <= Number(hourB) % 12
        ? halfB
        : halfB.startsWith('p')
          ? 'am'
          : undefined
      : halfA
  const from = timeAt(Number(hour), Number(minute ?? 0), inherits, open)
  const to = timeAt(Number(hourB), Number(minuteB ?? 0), halfB ?? halfA, open)
  if (!from || !to) return null
  let minutes = to.minute - from.minute
  if (minutes <= 0) minutes += 720
  if (minutes <= 0 || minutes > 600) return null
  return {
    sure: open ? 0.82 : 0.92,
    time: from,
    ...(m[0].startsWith('between') ? { window: true } : { minutes })
  }
}

const lengths: LengthWords = {
  numbers: {
    ...numbers,
    'half an': 0.5,
    'a couple of': 2,
    'couple of': 2,
    'a quarter of an': 0.25,
    'three quarters of an': 0.75
  },
  hours: 'hours?|hrs?|h',
  minutes: '(?:minutes?|mins?)',
  andHalf: 'and a half',
  whole: { 'half hour': 30, 'half-hour': 30, 'half-an-hour': 30 },
  notAfter: ['in', 'within', 'every', 'last', 'past', 'next', 'after', 'for the last', 'by'],
  notBefore: [
    'ago',
    'late',
    'later',
    'earlier',
    'before',
    'drive',
    'away',
    'notice',
    'from',
    'delay',
    'response'
  ]
}

/** Counted from the moment that follows: "two weeks after Friday". */
const shifted = new RegExp(`\\b(?:in )?(${N}) (days?|weeks?|months?) (from|after|before) (?:the )?$`, 'u')
function shift(before: string): { words: number; move(day: number): number } | null {
  const match = shifted.exec(before)
  const count = numberIn(numbers, match?.[1])
  if (!match || count === null) return null
  return {
    words: match[0].length,
    move: (day) => later(day, match[3] === 'before' ? -count : count, match[2]!)
  }
}

export const english: Grammar = {
  shift,
  rules: [...days, ...times],
  joint:
    /^[ ,\n]{0,3}(?:[-–(@] ?|(?:at|on|in the|the|around|about|by|from|of|this|sharp|is|in)[ ,\n]{1,2}(?:the )?){0,2}$/,
  choice: /^[ ,]{1,2}(?:or|and|\/|&)(?: (?:else|on|at|maybe|perhaps))?[ ,]{1,2}$|^ ?\/ ?$/,
  lead: /(?:\b((?:on or before|no later than|not later than|by|before|until|till|due|latest|at the latest)(?: the| or before| latest)?)|\b(from|starting|as of|after)|\b(on|at|for|to|the))[ \n]$/,
  refusal:
    /\b(?:mothering|palm|black|good|cyber|ash|super|since|every|each|dated|as of|from|ago|last|of|effective|between|expired?|valid (?:until|till|to|through)|(?:quote|invoice|order|letter|email|e-mail|mail|message|offer|report) (?:from|of|on))[ \n](?:on |the )?$/,
  refusalAfter:
    /^(?:'s\b| (?:weekend|markets?|roast)\b| ago\b| (?:invoice|order|call was|email|mail|delivery was))/,
  length: lengthPattern(lengths),
  lengths
}
