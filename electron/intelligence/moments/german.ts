import { addMonths, addWorkdays, periodEnd, endOf } from './calendar.ts'
import { anyOf, fullYear, numberIn, timeAt, type Grammar, type Rule } from './pieces.ts'
import { lengthPattern, type LengthWords } from './length.ts'

const numbers: Record<string, number> = {
  ein: 1,
  eins: 1,
  eine: 1,
  einen: 1,
  einem: 1,
  einer: 1,
  zwei: 2,
  zwo: 2,
  drei: 3,
  vier: 4,
  funf: 5,
  sechs: 6,
  sieben: 7,
  acht: 8,
  neun: 9,
  zehn: 10,
  elf: 11,
  zwolf: 12,
  funfzehn: 15,
  zwanzig: 20,
  dreißig: 30,
  vierzig: 40,
  funfundvierzig: 45,
  sechzig: 60,
  neunzig: 90
}
const hours = anyOf('eins ein zwei drei vier funf sechs sieben acht neun zehn elf zwolf'.split(' '))
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
      !/^Morgen (?:[A-ZÄÖÜ]\w*tag|Abend|Mittag)/.test(text.slice(m.index))
    )
      return null
    return { ...other(0.93, (ref) => ref.day + 1), ...(m[1] ? { part: part(m[1]) } : {}) }
  }),
  rule(`\\bheute(?: (${half}|morgen))?\\b(?! in | ist\\b)`, (m) => ({
    ...other(0.9, (ref) => ref.day),
    ...(m[1] ? { part: part(m[1]) } : {})
  })),
  rule(`\\b(heute|morgen|${W}) in (einer woche|acht tagen|zwei wochen|14 tagen|vierzehn tagen)\\b`, (m) => {
    const days = /einer|acht/.test(m[2]!) ? 7 : 14
    if (m[1] === 'heute' || m[1] === 'morgen')
      return other(0.9, (ref) => ref.day + days + (m[1] === 'morgen' ? 1 : 0))
    return { sure: 0.8, day: { kind: 'weekday', weekday: weekday(m[1]!), which: days / 7 } }
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
  rule(
    `\\b(?:am|bis zum|bis|zum|den) (\\d{1,2})\\.(?= (?:um|ab|bis|passt|ware|geht|oder|und|wurde)\\b)`,
    (m) => ({ sure: 0.8, day: { kind: 'date', date: Number(m[1]) } })
  ),
  rule(`\\bin (${N}) (werk|arbeits)?(tag|woche|monat)e?n?\\b`, (m) => {
    const count = numberIn(numbers, m[1])
    if (count === null) return null
    return other(m[3] === 'tag' ? 0.88 : 0.72, (ref) =>
      m[2]
        ? addWorkdays(ref.day, count)
        : m[3] === 'monat'
          ? addMonths(ref.day, count)
          : ref.day + count * (m[3] === 'woche' ? 7 : 1)
    )
  }),
  rule(
    `\\b(monats|wochen|quartals|jahres)ende\\b(?! (?:war|fahre|bin))|\\b(?:zum )?ende (?:des |der |dieses |dieser |nachsten |nachster |kommenden )*(monats|woche|quartals|jahres)\\b`,
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
    `\\b(?:um|gegen|so um|ab) (?:ca\\. ?)?(\\d{1,2})(?:\\.(\\d{2}))?(?![:%\\w]|[.,]\\d| ?(?:uhr|h|tage|wochen|euro|stuck|stunden|minuten|prozent|mitarbeiter|monate)\\b)`,
    (m) => timed(0.85, timeAt(Number(m[1]), Number(m[2] ?? 0), undefined, true))
  ),
  rule(
    `\\b(?:um|gegen|auf|bis|ab) (?:punkt )?(${hours})\\b(?: uhr\\b)?(?! (?:tage|wochen|euro|prozent|stunden|minuten|weitere|woche|stunde|mitarbeiter|monate|paletten|stuck))`,
    (m) =>
      m[1] === 'ein' && !/uhr$/.test(m[0])
        ? null
        : timed(
            /^(?:um|gegen)/.test(m[0]) || /uhr/.test(m[0]) ? 0.92 : 0.6,
            timeAt(numbers[m[1]!]!, 0, undefined, true)
          )
  ),
  rule(`\\b(${hours}) uhr(?: (dreißig|funfzehn|funfundvierzig))?\\b`, (m) =>
    timed(0.92, timeAt(numbers[m[1]!]!, m[2] ? numbers[m[2]]! : 0, undefined, true))
  ),
  rule(
    `\\b(?:um |gegen )?(halb|viertel nach|viertel vor|dreiviertel|viertel|(?:funf|zehn|zwanzig|\\d{1,2}) (?:nach|vor)(?: halb)?) (${hours}|\\d{1,2})\\b(?! (?:euro|stunden|tagen|jahr|wochen|monat|minuten|von|uhr ist))(?: uhr)?`,
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
              : word === 'dreiviertel'
                ? -15
                : word === 'viertel'
                  ? -45
                  : (word.includes('halb') ? -30 : 0) + (word.includes('nach') ? count : -count)
      const open = hour <= 12
      return { sure: 0.9, time: { minute: hour * 60 + shift, ...(open ? { open } : {}) } }
    }
  ),
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
  rule(`\\bin (${N}) (stunden?|minuten|min)\\b|\\bin einer (halben) stunde\\b`, (m) => {
    const count = m[3] ? 0.5 : numberIn(numbers, m[1])
    return count === null ? null : { sure: 0.75, fromNow: count * (m[3] || m[2]!.startsWith('st') ? 60 : 1) }
  })
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

export const german: Grammar = {
  rules: [...days, ...times],
  joint:
    /^[ ,\n]{0,3}(?:[-–(] ?|(?:um|am|gegen|ab|den|dem|der|bis|so|von|vom|zum|ca\.|genau|punkt|im|vor)[ ,\n]{1,2}){0,2}$/u,
  choice:
    /^[ ,]{1,2}(?:oder|und|bzw\.|sowie|alternativ|\/)(?: (?:auch|am|um|auf))?[ ,]{1,2}(?:um |am )?$|^ ?\/ ?$/u,
  lead: /(?:\b((?:spatestens |noch )?(?:bis(?: spatestens)?(?: (?:zum|am|zu|vor|um|einschließlich|ende))?|vor|spatestens(?: am| zum| um| bis)?)(?: dem| kommenden)?)|\b(ab(?: dem)?|seit|von)|\b((?:fur |auf )?(?:am|um|an|fur|zum|auf|gegen|den)(?: den| kommenden)?))[ \n]$/u,
  refusal:
    /\b(?:seit(?: dem)?|vom|von|jeden|jede|letzten|letzte|vergangenen|ab(?: dem)?|per|guten|gultig bis(?: zum)?|bis(?: zum)? \S{1,20} gultig|datiert(?: auf| vom)?|stand)[ \n](?:den |dem )?$/u,
  refusalAfter: /^(?:'s\b| (?:gekundigt|verlassen|gultig|erhalten|geliefert|bestellt|datiert)\b)/u,
  length: lengthPattern(lengths),
  lengths
}
