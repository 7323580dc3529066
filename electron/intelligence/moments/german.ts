import { addMonths, addWorkdays, coming, nthWeekday, periodEnd, endOf } from './calendar.ts'
import { between, german as numbers, germanOrdinals as ordinals } from './number-words.ts'
import { anyOf, fullYear, noMoment, numberIn, timeAt, type Grammar, type Rule } from './pieces.ts'
import { lengthPattern, type LengthWords } from './length.ts'

const hours = anyOf(between(numbers, 1, 24).filter((word) => !/^ein[emnr]/.test(word)))
const sharp = anyOf(between(numbers, 1, 12).filter((word) => !/^ein[emnr]/.test(word)))
const O = `(?:${anyOf(ordinals)})(?:e[nrms]?)`
const ordinal = (text: string): number => ordinals[text.replace(/e[nrms]?$/, '')]!
const W = '(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so)'
const M =
  '(?:januar|janner|jan|februar|feber|feb|marz|mrz|april|apr|mai|juni|jun|juli|jul|august|aug|september|sept|sep|oktober|okt|november|nov|dezember|dez)'
const N = `(?:\\d{1,3}|${anyOf(numbers)})`
const weekday = (text: string): number =>
  ({ so: 0, mo: 1, di: 2, mi: 3, do: 4, fr: 5, sa: 6 })[text === 'sonnabend' ? 'sa' : text.slice(0, 2)]!
const month = (text: string): number =>
  ['jan', 'feb', 'mar', 'apr', 'mai', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dez'].indexOf(
    text.replace(/^mrz/, 'mar').slice(0, 3)
  ) + 1
const rule = (pattern: string, read: Rule['read']): Rule => ({ pattern: new RegExp(pattern, 'gu'), read })
const other = (sure: number, day: (ref: { day: number }) => number | null) => ({
  sure,
  day: { kind: 'other' as const, day }
})
const timed = (sure: number, time: ReturnType<typeof timeAt>) => (time ? { sure, time } : null)
const part = (word: string) =>
  /fruh|morgen/.test(word)
    ? ('morning' as const)
    : /vormittag/.test(word)
      ? ('morning' as const)
      : /nachmittag/.test(word)
        ? ('afternoon' as const)
        : /abend/.test(word)
          ? ('evening' as const)
          : /mittag/.test(word)
            ? ('noon' as const)
            : ('night' as const)
const half = '(?:vormittags?|nachmittags?|mittags?|abends?|morgens?|fruh|nachts?)'

const days: Rule[] = [
  // what recurs, and stretches of days
  rule(
    `\\b(?:jede[nrms]?|alle) (?:zweite[nrms]? )?(?:${W}|tag|woche|monat)\\b|\\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)s\\b` +
      `|\\b(?:von )?${W}\\b\\.? ?(?:-|–|bis(?: einschließlich)?) ?${W}\\b|\\bzwischen ${W} und ${W}\\b` +
      `|\\b(?:vom |zwischen (?:dem )?)?\\d{1,2}\\.(?: ?\\d{1,2}\\.(?:\\d{4})?| ?${M})? ?(?:-|–|bis(?: zum)?|(?<=zwischen .{1,16})und(?: dem)?) ?\\d{1,2}\\.(?: ?\\d{1,2}\\.(?:\\d{4})?| ?${M}\\b)?`,
    (m, text) =>
      /^(?:mo|di|mi|do|fr|sa|so)\b/.test(m[0]) && !/^[A-Z]/.test(text.slice(m.index)) ? null : noMoment()
  ),
  rule(
    `\\b(?:der |am |dem |den )?(erste[nr]?|zweite[nr]?|dritte[nr]?|vierte[nr]?|letzte[nr]?|[1-4]\\.) (${W}) (?:im |des )(?:(${M})|(nachsten |kommenden )?monats?)\\b(?: (\\d{4}))?`,
    (m) =>
      other(0.9, (ref) =>
        nthWeekday(
          ref.day,
          m[1]!.startsWith('letzt') ? -1 : /^\d/.test(m[1]!) ? Number.parseInt(m[1]!, 10) : ordinal(m[1]!),
          weekday(m[2]!),
          {
            month: m[3] ? month(m[3]) : undefined,
            year: m[5] ? Number(m[5]) : undefined,
            ahead: m[4] ? 1 : 0
          }
        )
      )
  ),
  rule(`\\bubermorgen\\b`, () => other(0.95, (ref) => ref.day + 2)),
  rule(`\\b(?:vorgestern|gestern)\\b`, (m) => other(0.95, (ref) => ref.day - (m[0] === 'gestern' ? 1 : 2))),
  rule(`\\b(?:am |jeden |guten |vom |der |den |in der )?morgen(?: (fruh|${half}))?\\b`, (m, text) => {
    // "am Morgen" is a part of a day, "Morgen um zehn" a day at a sentence's beginning
    if (/^[a-z]+ morgen/.test(m[0]) && !m[0].startsWith('morgen'))
      return m[0].startsWith('am') ? { sure: 1, part: 'morning' } : null
    const head = text.slice(Math.max(0, m.index - 3), m.index)
    if (text[m.index] === 'M' && !/(?:^|[.!?:\n] ?)$/.test(head.trimEnd() === '' ? '' : head)) return null
    if (
      /^Morgen[,!]? (?:[A-ZÄÖÜ]|allerseits|zusammen)/.test(text.slice(m.index)) &&
      !/^Morgen (?:[A-ZÄÖÜ]\w{0,12}tag|Abend|Mittag)/.test(text.slice(m.index))
    )
      return null
    return { ...other(0.93, (ref) => ref.day + 1), ...(m[1] ? { part: part(m[1]) } : {}) }
  }),
  rule(`\\bheute(?: (${half}|morgen))?\\b(?! in | ist\\b)`, (m) => ({
    ...other(0.9, (ref) => ref.day),
    ...(m[1] ? { part: part(m[1]) } : {})
  })),
  rule(`\\b(heute|morgen|${W}) in (${N}) (wochen?|tagen)\\b`, (m) => {
    const count = numberIn(numbers, m[2])
    if (count === null) return null
    // "in acht Tagen" is a week
    const days = m[3] === 'tagen' ? (count === 8 ? 7 : count) : 7 * count
    if (m[1] !== 'heute' && m[1] !== 'morgen')
      return days % 7 === 0 ? other(0.88, (ref) => coming(ref.day, weekday(m[1]!)) + days) : null
    return other(0.9, (ref) => ref.day + days + (m[1] === 'morgen' ? 1 : 0))
  }),
  rule(
    `\\b(nachste[nrms]?|kommende[nrms]?|diese[nrms]?|letzte[nrms]?|vergangene[nrms]?|vorige[nrms]?|ubernachste[nrms]?)[ ,](${W})\\b\\.?`,
    (m) => {
      const word = m[1]!
      const which = word.startsWith('nach')
        ? ('next' as const)
        : word.startsWith('komm')
          ? ('coming' as const)
          : word.startsWith('diese')
            ? ('this' as const)
            : word.startsWith('uber')
              ? 2
              : ('last' as const)
      return { sure: which === 2 ? 0.6 : 0.93, day: { kind: 'weekday', weekday: weekday(m[2]!), which } }
    }
  ),
  rule(
    `\\b(${W})(?:,? (?:in )?(?:der )?)(nachste[rn]?|kommende[rn]?|diese[rn]?|letzte[rn]?|ubernachste[rn]?) woche\\b|\\b(nachste|kommende|diese|letzte|ubernachste)[nr]? woche,? (?:am )?(${W})\\b`,
    (m) => {
      const word = (m[2] ?? m[3])!
      return {
        sure: 0.95,
        day: {
          kind: 'weekday',
          weekday: weekday(m[1] ?? m[4]!),
          which: word.startsWith('diese')
            ? 0
            : word.startsWith('letzt')
              ? -1
              : word.startsWith('uber')
                ? 2
                : 1
        }
      }
    }
  ),
  rule(`\\b(${W})\\b\\.?(?: ?(fruh|${half}))?(?![\\w-])`, (m, text) => {
    const short = m[1]!.length === 2
    // "so", "do", "mi" are words of their own
    if (short && !/^[A-Z][a-z](?:\.|,? \d)/.test(text.slice(m.index))) return null
    return {
      sure: short ? 0.8 : 0.92,
      day: { kind: 'weekday', weekday: weekday(m[1]!) },
      ...(m[2] ? { part: part(m[2]) } : {})
    }
  }),
  rule(
    `\\b(montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)(vormittag|nachmittag|mittag|abend|morgen|fruh)\\b`,
    (m) => ({
      sure: 0.92,
      day: { kind: 'weekday', weekday: weekday(m[1]!) },
      part: part(m[2]!)
    })
  ),
  rule(
    `\\b(?:(${W})\\.?,? ?(?:den |dem |der )?)?(\\d{1,2})\\. ?(${M})\\b\\.?(?: (\\d{4})(?![\\d:]))?`,
    (m) => ({
      sure: 0.95,
      day: {
        kind: 'date',
        month: month(m[3]!),
        date: Number(m[2]),
        year: fullYear(m[4]),
        ...(m[1] ? { weekday: weekday(m[1]) } : {})
      }
    })
  ),
  rule(`\\b(?:(${W})\\.?,? ?(?:den |dem |der )?)(\\d{1,2})\\.(?!\\d| ?\\d| ?${M})`, (m) => ({
    sure: 0.93,
    day: { kind: 'date', date: Number(m[2]), weekday: weekday(m[1]!) }
  })),
  // am zwölften März, am Zwölften
  rule(`\\b(?:(${W}),? ?(?:den |dem |der )?)?(${O}) (${M})\\b(?: (\\d{4})(?![\\d:]))?`, (m) => ({
    sure: 0.95,
    day: {
      kind: 'date',
      month: month(m[3]!),
      date: ordinal(m[2]!),
      year: fullYear(m[4]),
      ...(m[1] ? { weekday: weekday(m[1]) } : {})
    }
  })),
  rule(`\\b(?:am|bis zum|zum|dem) (${O})\\b`, (m, text) => {
    const at = m.index + m[0].length - m[1]!.length
    return /^[A-Z]/.test(text.slice(at)) && !/^ \p{Lu}/u.test(text.slice(at + m[1]!.length))
      ? { sure: 0.8, day: { kind: 'date', date: ordinal(m[1]!) } }
      : null
  }),
  // "bis zum 20. bitte", but "zum 3. Mal": nouns have capitals
  rule(
    `\\b(?:am|bis zum|bis|zum|den|dem) (\\d{1,2})\\.(?! ?\\d| (?:oder|und) \\d{1,2}\\. ?${M})(?=[ ,;!?)]|$)`,
    (m, text) =>
      /^ \p{Lu}/u.test(text.slice(m.index + m[0].length))
        ? null
        : { sure: 0.8, day: { kind: 'date', date: Number(m[1]) } }
  ),
  rule(`(?<=\\d\\. (?:oder|und) )(\\d{1,2})\\.(?! ?\\d| ?${M})(?=[ ,;!?)]|$)`, (m, text) =>
    /^ \p{Lu}/u.test(text.slice(m.index + m[0].length))
      ? null
      : { sure: 0.78, day: { kind: 'date', date: Number(m[1]) } }
  ),
  rule(`\\b(?:in|binnen|innerhalb(?: von)?) (${N}) (werk|arbeits)?(tag|woche|monat)e?n?\\b`, (m) => {
    const count = numberIn(numbers, m[1])
    if (count === null) return null
    return other(
      m[3] === 'tag' ? (count === 8 || (count > 10 && !m[0].startsWith('in ')) ? 0.5 : 0.88) : 0.72,
      (ref) =>
        m[2]
          ? addWorkdays(ref.day, count)
          : m[3] === 'monat'
            ? addMonths(ref.day, count)
            : ref.day + count * (m[3] === 'woche' ? 7 : 1)
    )
  }),
  rule(
    `\\b(monats|wochen|quartals|jahres)ende\\b(?! (?:war|fahre|bin))|\\b(?:zum )?ende (?:des |der |dieses |dieser |nachsten |nachster |kommenden ){0,3}(monats|woche|quartals|jahres)\\b`,
    (m) => {
      // the Wochenende is two days
      if (m[1] === 'wochen') return null
      const period = { mon: 'month', woc: 'week', qua: 'quarter', jah: 'year' }[(m[1] ?? m[2]!).slice(0, 3)]!
      return other(period === 'week' ? 0.8 : 0.9, (ref) =>
        periodEnd(ref.day, period, /nachst|kommend/.test(m[0]))
      )
    }
  ),
  rule(`\\bende (${M})\\b(?: (\\d{4}))?`, (m) => other(0.8, (ref) => endOf(ref.day, month(m[1]!), m[2])))
]

const times: Rule[] = [
  rule(
    `(?<![\\d.,:/-])\\b(\\d{1,2})(?:[:.](\\d{2}))? ?(?:uhr|h)\\b(?: ?(\\d{2})\\b(?! ?(?:min|uhr)))?`,
    (m) =>
      timed(
        0.95,
        timeAt(
          Number(m[1]),
          Number(m[2] ?? m[3] ?? 0),
          undefined,
          m[2] === undefined && m[1]!.length === 1 && Number(m[1]) < 7
        )
      )
  ),
  rule(`(?<![\\d.,:/-])\\b(\\d{1,2}):(\\d{2})(?::\\d{2})?\\b(?!:|%| ?uhr)`, (m) =>
    timed(0.92, timeAt(Number(m[1]), Number(m[2])))
  ),
  rule(
    `\\b(?:um|gegen|so um|ab) (?:ca\\. ?|punkt )?(\\d{1,2})(?:\\.(\\d{2}))?(?![:%\\w]|[.,]\\d| ?(?:uhr|h|tage|wochen|euro|stuck|stunden|minuten|prozent|mitarbeiter|monate)\\b)`,
    (m) => timed(0.85, timeAt(Number(m[1]), Number(m[2] ?? 0), undefined, true))
  ),
  rule(
    `\\b(?:um|gegen|auf|bis|ab) (?:punkt )?(${sharp})\\b(?: uhr\\b)?(?! (?:tage|wochen|euro|prozent|stunden|minuten|weitere|woche|stunde|mitarbeiter|monate|paletten|stuck))`,
    (m) =>
      m[1] === 'ein' && !/uhr$/.test(m[0])
        ? null
        : timed(
            /^(?:um|gegen)/.test(m[0]) || /uhr/.test(m[0]) ? 0.92 : 0.6,
            timeAt(numbers[m[1]!]!, 0, undefined, true)
          )
  ),
  rule(`\\b(${hours}) uhr(?: (${anyOf(between(numbers, 5, 59))}))?\\b`, (m) =>
    timed(0.92, timeAt(numbers[m[1]!]!, m[2] ? numbers[m[2]]! : 0, undefined, true))
  ),
  rule(
    `\\b(?:um |gegen )?(halb|viertel nach|viertel vor|drei ?viertel|viertel|(?:funf|zehn|zwanzig|\\d{1,2}) (?:nach|vor)(?: halb)?) (${sharp}|\\d{1,2})\\b(?! (?:euro|stunden|tagen|jahr|wochen|monat|minuten|von|uhr ist))(?: uhr)?`,
    (m) => {
      const hour = numberIn(numbers, m[2])
      if (hour === null || hour < 1 || hour > 24) return null
      const word = m[1]!
      const count = numberIn(numbers, /^\S+/.exec(word)![0]) ?? 0
      const shift =
        word === 'halb'
          ? -30
          : word === 'viertel nach'
            ? 15
            : word === 'viertel vor'
              ? -15
              : /^drei ?viertel$/.test(word)
                ? -15
                : word === 'viertel'
                  ? -45
                  : (word.includes('halb') ? -30 : 0) + (word.includes('nach') ? count : -count)
      const open = hour <= 12
      return { sure: 0.9, time: { minute: hour * 60 + shift, ...(open ? { open } : {}) } }
    }
  ),
  // of the day before or the one behind: people differ
  rule(`\\bmitternacht\\b`, () => ({ sure: 0.4, time: { minute: 1440 } })),
  rule(`\\b(?:zu |am |gegen )?mittag\\b|\\b12 uhr mittags\\b`, (m) =>
    /^am/.test(m[0]) || m[0].endsWith('mittags')
      ? { sure: 0.9, time: { minute: 720 } }
      : { sure: 0.6, part: 'noon' }
  ),
  rule(`\\b(?:am |in der )?(vormittags?|nachmittags?|abends?|morgens|fruh)\\b`, (m) => ({
    sure: 1,
    part: part(m[1]!)
  })),
  rule(
    `(?<![\\d.,:/-])\\b(?:von |zwischen )?(\\d{1,2})(?:[:.](\\d{2}))?(?: uhr)? ?(?:-|–|—| bis | und ) ?(\\d{1,2})(?:[:.](\\d{2}))? ?uhr\\b`,
    (m) => {
      const from = timeAt(Number(m[1]), Number(m[2] ?? 0))
      const to = timeAt(Number(m[3]), Number(m[4] ?? 0))
      if (!from || !to || to.minute <= from.minute || to.minute - from.minute > 600) return null
      return {
        sure: 0.92,
        time: from,
        ...(m[0].startsWith('zwischen') ? { window: true } : { minutes: to.minute - from.minute })
      }
    }
  ),
  rule(
    `\\bin (?:(${N}|anderthalb|eineinhalb|zweieinhalb) (stunden?|minuten|min)|einer (halben|guten|dreiviertel|viertel) ?stunde)\\b`,
    (m) => {
      const hour = { halben: 30, guten: 0, dreiviertel: 45, viertel: 15 }[m[3] ?? '']
      const count = numberIn({ ...numbers, anderthalb: 1.5, eineinhalb: 1.5, zweieinhalb: 2.5 }, m[1])
      const minutes = hour ?? (count === null ? 0 : count * (m[2]!.startsWith('st') ? 60 : 1))
      return minutes > 0 ? { sure: 0.75, fromNow: minutes } : null
    }
  )
]

const lengths: LengthWords = {
  numbers: {
    ...numbers,
    anderthalb: 1.5,
    eineinhalb: 1.5,
    zweieinhalb: 2.5,
    dreiviertel: 0.75,
    'eine halbe': 0.5,
    halbe: 0.5,
    'eine gute': 1,
    'eine knappe': 1
  },
  hours: 'stunden?|std|h',
  minutes: '(?:minuten|minute|min)',
  andHalf: 'und eine halbe',
  whole: {
    'halbes stundchen': 30,
    'ein stundchen': 60,
    stundchen: 60,
    halbstundig: 30,
    einstundig: 60,
    dreiviertelstunde: 45,
    viertelstunde: 15,
    viertelstundchen: 15
  },
  notAfter: ['in', 'vor', 'nach', 'seit', 'alle', 'pro', 'je', 'innerhalb', 'letzten', 'nachsten', 'noch'],
  notBefore: ['spater', 'fruher', 'vorher', 'zuvor', 'verspatung', 'entfernt', 'gewartet', 'fahrt']
}

const unread = {
  before: new RegExp(
    `\\b(?:(?:tage?n?|wochen?|monate?n?) (?:nach|vor|ab)(?: dem)?|halb|viertel(?: vor| nach)?|(?:${O}|(?:(?:vor)?letzte|ubernachste)[nrms]?|ubernachste woche|(?:kw|kalenderwoche) \\d{1,2},?(?: am)?)) $`,
    'u'
  ),
  after: new RegExp(
    `^(?:[ ,]{0,2}(?:(?:um|gegen|ab|so um|-|/) ?)?(?:\\d{1,2}[./:-]\\d{1,2}(?!\\d)|\\d[\\d.,:/'-]{0,9}(?![\\d.,:/'-]|\\.? ?\\p{L}{3,})|(?:um|gegen|so um) (?:${hours})\\b)` +
      `| (?:in (?:${N}) (?:wochen?|tagen|monaten)|(?:der )?letzte[rn]? woche|(?:im|des) (?:${M}|jahr\\w{0,2}|monats)|zuvor|danach|darauf|davor|vor einer woche|nach (?:ostern|pfingsten|weihnachten|neujahr))\\b)`,
    'u'
  )
}

export const german: Grammar = {
  rules: [...days, ...times],
  joint:
    /^[ ,\n]{0,3}(?:[-–(] ?|(?:um|am|gegen|ab|den|dem|der|bis|so|von|vom|zum|ca\.|genau|punkt|im|vor)[ ,\n]{1,2}){0,2}$/u,
  choice:
    /^[ ,]{1,2}(?:oder|und|bzw\.|sowie|alternativ|\/)(?: (?:auch|am|um|auf))?[ ,]{1,2}(?:um |am )?$|^ ?\/ ?$/u,
  lead: /(?:\b((?:spatestens |noch )?(?:bis(?: spatestens)?(?: (?:zum|am|zu|vor|um|einschließlich|ende))?|vor|spatestens(?: am| zum| um| bis)?)(?: dem| kommenden)?)|\b(ab(?: dem)?|seit|von)|\b((?:fur |auf )?(?:am|um|an|fur|zum|auf|gegen|den)(?: den| kommenden)?))[ \n]$/u,
  farewell: new RegExp(
    `(?:^|[\\n.!?,] ?)(?:dann |also )?bis (?:zum |am |kommenden )?(?:morgen|ubermorgen|${W})$`,
    'u'
  ),
  refusal:
    /\b(?:(?<!warum )nicht(?: vor| bis| am| erst| mehr)?|fruhestens(?: am| ab)?|schonen|schones|seit(?: dem)?|vom|von|jeden|jede|letzten|letzte|vergangenen|ab(?: dem)?|per|guten|gultig bis(?: zum)?|bis(?: zum)? \S{1,20} gultig|datiert(?: auf| vom)?|stand)[ \n](?:den |dem )?$/u,
  refusalAfter:
    /^(?:(?: (?:geht|passt|klappt|kann|bin|sind|ist))?(?: (?:es|ich|wir|mir|uns|bei)){0,3}(?: leider)? (?:nicht|unmoglich|schlecht)\b| (?:gekundigt|verlassen|gultig|erhalten|geliefert|bestellt|datiert)\b)/u,
  unread,
  length: lengthPattern(lengths),
  lengths
}
