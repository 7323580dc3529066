import { small, numbers, N, W, rule, half } from './english-words.ts'
import { anyOf, numberIn, timeAt, type Rule } from './pieces.ts'

const H = `(?:\\d{1,2}|${small.split(' ').slice(0, 12).join('|')})`
const DAY = `(?:${W}|today|tomorrow|tonight)`
const minutesIn = Object.keys(numbers).filter((word) => numbers[word]! >= 10 && numbers[word]! <= 59)
export const times: Rule[] = [
  // half nine: half past it, as the British say
  rule(
    `(?<=\\b(?:at|by|say|around|about|for|till|until|from|do|make it|before|after|or|to|than|${DAY},?) )half[- ](${small.split(' ').slice(0, 12).join('|')})\\b(?![-\\w]| (?:of|an?|days?|weeks?|months?|years?|hours?|percent|per)\\b)(?: ?${half})?`,
    (m) => {
      const base = timeAt(numbers[m[1]!]!, 0, m[2], true)
      return base && { sure: 0.88, time: { ...base, minute: base.minute + 30 } }
    }
  ),
  // 7 tonight, 5 in the afternoon
  rule(
    `(?<![\\d.,:/-])\\b(${H})(?=(?: o'clock)?,? (?:tonight|(?:in the |this |tomorrow |yesterday |${W} )(?:morning|afternoon|evening|night))\\b)`,
    (m) => timed(0.85, timeAt(numberIn(numbers, m[1])!, 0, undefined, true))
  ),
  rule(`(?<![\\d.,:/-])\\b(\\d{1,2})h([0-5]\\d)\\b`, (m) => timed(0.9, timeAt(Number(m[1]), Number(m[2])))),
  // 0930 behind a day, 1430 hrs
  rule(
    `(?<=\\b${DAY},? )(0\\d)([0-5]\\d)\\b|(?<![\\d.,:/-])\\b([01]\\d|2[0-3])([0-5]\\d) ?(?:hrs?|hours)\\b`,
    (m) => timed(0.88, timeAt(Number(m[1] ?? m[3]), Number(m[2] ?? m[4])))
  ),
  // at 0900
  rule(`(?<=\\bat )([01]\\d|2[0-3])([0-5]\\d)(?: ?(?:h(?:ou)?rs?|h))?\\b`, (m) =>
    timed(0.9, timeAt(Number(m[1]), Number(m[2])))
  ),
  rule(`(?<![\\d.,:/-])\\b(\\d{1,2})(?:[:.](\\d{2}))?(?::\\d{2})? ?${half}(?!\\w| i\\b)`, (m) =>
    timed(0.95, timeAt(Number(m[1]), Number(m[2] ?? 0), m[3]))
  ),
  rule(
    `(?<![\\d.,:/-])\\b(\\d{1,2}):(\\d{2})(?::\\d{2}(?: (?:19|20)\\d{2}\\b)?)?(?! ?${half})(?:(?: ?h(?:ou)?rs?)?\\b)(?![:%])`,
    (m) => timed(0.9, timeAt(Number(m[1]), Number(m[2]), undefined, !m[1]!.startsWith('0')))
  ),
  rule(`\\b(${H}) o'? ?clock\\b`, (m) => timed(0.9, timeAt(numberIn(numbers, m[1])!, 0, undefined, true))),
  rule(
    `\\b(?:at|around|about|@) ?(${H})(?:[.](\\d{2}))?\\b(?! past\\b)(?![:%,/.]\\d| ?${half}|-|[ ]?(?:days?|weeks?|months?|years?|hours?|min|of|percent|people|sites|units|per|locations|am|pm|(?!(?:works|suits|is|was|as|this|unless|thanks)\\b)\\w{2,20}[^s\\W]s)\\b|'|ish)`,
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
    `\\b(${small.split(' ').slice(0, 12).join('|')})[ -](?:(${anyOf(minutesIn)})|oh[ -](five))\\b(?! (?:per|percent|of|days?|people|units|euros?|dollars?|pounds?)\\b)(?: ?${half})?`,
    (m) => timed(0.85, timeAt(numbers[m[1]!]!, m[3] ? 5 : numberIn(numbers, m[2])!, m[4], true))
  ),
  rule(`\\b(${small.split(' ').slice(0, 12).join('|')}) ?(am|pm|a\\.m\\.|p\\.m\\.)`, (m) =>
    timed(0.95, timeAt(numbers[m[1]!]!, 0, m[2]))
  ),
  // Friday by 5
  rule(
    `(?<=\\b${DAY},? )(?:by|before|after|until|till) (${H})\\b(?![:%,/.]\\d| ?${half}|-|\\w| (?:days?|weeks?|months?|hours?|min|of|to|people)\\b)`,
    (m) => timed(0.82, timeAt(numberIn(numbers, m[1])!, 0, undefined, true))
  ),
  // from 3 on Monday
  rule(`\\b(?:from|by|before|after|until|till) (${H})(?= (?:on )?${DAY}\\b)`, (m) =>
    timed(0.82, timeAt(numberIn(numbers, m[1])!, 0, undefined, true))
  ),
  // of the day before or the one behind: people differ
  rule(`\\b(?:12 )?midnight\\b`, () => ({ sure: 0.4, time: { minute: 1440 } })),
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
  // in two hours, in an hour and a half, 45 minutes from now, two hours ago
  rule(
    `\\b(?:in (?:just )?)?(?:(${N}|half an?|a quarter of an|three quarters of an)( and a half)? ?(hours?|hrs?|min(?:ute)?s?)( and a half)?(?: (?:and )?(${N}) (?:min(?:ute)?s?))?)\\b(?!')(?: (from now|hence|later|ago))?`,
    (m) => {
      const word = m[1]!
      const count = word.startsWith('half')
        ? 0.5
        : word.startsWith('a q')
          ? 0.25
          : word.startsWith('three q')
            ? 0.75
            : numberIn(numbers, word)
      // without a point to count from it is a length
      if (count === null || m[0].startsWith('in ') === Boolean(m[6])) return null
      const minutes =
        (count + (m[2] || m[4] ? 0.5 : 0)) * (m[3]!.startsWith('h') ? 60 : 1) + (numberIn(numbers, m[5]) ?? 0)
      return { sure: m[6] === 'ago' ? 0.85 : 0.75, fromNow: m[6] === 'ago' ? -minutes : minutes }
    }
  )
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
