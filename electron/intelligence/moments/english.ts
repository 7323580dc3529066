import { days } from './english-days.ts'
import { times } from './english-times.ts'
import { lengthPattern, type LengthWords } from './length.ts'
import { numbers, N, D, M, U, W, later } from './english-words.ts'
import { numberIn, type Grammar } from './pieces.ts'

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
const shifted = new RegExp(`\\b(?:in )?(${N}) (${U}) (from|after|before) (?:the )?$`, 'u')
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
    /^[ ,\n]{0,3}(?:[-–(@] ?|(?:at|on|either|in the|the|around|about|by|from|of|this|sharp|is|in)[ ,\n]{1,2}(?:the )?){0,2}$/,
  choice: /^[ ,]{1,2}(?:or|and|\/|&)(?: (?:else|on|at|maybe|perhaps))?[ ,]{1,2}$|^ ?\/ ?$/,
  lead: /(?:\b((?:on or before|no later than|not later than|by|before|until|till|due|latest|at the latest)(?: the| or before| latest)?)|\b(from|starting|as of|after)|\b(on|at|for|to|the))[ \n]$/,
  refusal:
    /\b(?:mothering|palm|black|good|cyber|ash|super|since|(?<!\bwhy )not(?: before| until| on)?|no earlier than|earliest|every|each|dated|as of|from|ago|last|of|effective|between|expired?|valid (?:until|till|to|through)|(?:quote|invoice|order|letter|email|e-mail|mail|message|offer|report) (?:from|of|on))[ \n](?:on |the )?$/,
  refusalAfter:
    /^(?: (?:is|was)? ?(?:won't|isn't|doesn't|don't|does not|is not|will not|wouldn't|can't|not|no good|out|impossible)\b| (?:weekend|markets?|roast)\b| ago\b| (?:invoice|order|call was|email|mail|delivery was))/,
  unread: {
    before: new RegExp(
      `\\b(?:${U} (?:from|of|after|before|following|prior to)?|half|quarter (?:past|to|after|before)?|(?:${D}|${N}|last|several|few)(?: of)?|${W} (?:after|before)|week \\d{1,2},?|\\d{1,2} on)[ ,]{1,2}(?:the |this |next )?$`,
      'u'
    ),
    after: new RegExp(
      `^(?:[ ,]{0,2}(?:(?:at|around|about|@|by|for|-|/) ?)?(?:the )?(?:\\d{1,2}[./:-]\\d{1,2}(?!\\d)|\\d[\\d.,:/'-]{0,9}(?:ish\\b|(?![\\d.,:/'-]|[ -]?\\p{L}{3,}))|(?<=(?:at|around|about|by) )(?:${N})\\b(?! ?\\p{L}{2,}))` +
        `|,? (?:weeks?|ago|hence|earlier|later|after (?:easter|christmas|new year)|(?:the )?(?:\\w{3,5} )?after next|(?:of |in |the )?(?:last|next|following) (?:week|month|year)|(?:of|in) (?:${M}|\\d{4})|from (?:now|today)|of (?:the|this) (?:week|month|year))\\b)`,
      'u'
    )
  },
  length: lengthPattern(lengths),
  lengths
}
