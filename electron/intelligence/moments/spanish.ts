import { addMonths, addWorkdays, nthWeekday, periodEnd, endOf } from './calendar.ts'
import { between, spanish as numbers } from './number-words.ts'
import { anyOf, fullYear, noMoment, numberIn, timeAt, type Grammar, type Rule } from './pieces.ts'
import { lengthPattern, type LengthWords } from './length.ts'

const hours = anyOf(between(numbers, 1, 24).filter((word) => !/^uno?$/.test(word)))
const minutes = anyOf(between(numbers, 5, 59))
// behind an hour: what is added to it or taken off
const more = `(?: (y media|y cuarto|menos cuarto|en punto|(?:y |menos )?(?:${minutes})|y [0-5]\\d))?`
const minutesOf = (text: string | undefined): number => {
  const word = text?.replace(/^(?:y|menos) /, '') ?? ''
  const count =
    word === 'media' ? 30 : word === 'cuarto' ? 15 : /^\d/.test(word) ? Number(word) : (numbers[word] ?? 0)
  return text?.startsWith('menos') ? -count : count
}
const dates = anyOf(between(numbers, 1, 31).filter((word) => !/^una?$/.test(word)))
const W = '(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo)'
const M =
  '(?:enero|ene|febrero|feb|marzo|mar|abril|abr|mayo|may|junio|jun|julio|jul|agosto|ago|septiembre|setiembre|sept|sep|octubre|oct|noviembre|nov|diciembre|dic)'
const N = `(?:\\d{1,3}|${anyOf(numbers)})`
const weekday = (text: string): number =>
  ['dom', 'lun', 'mar', 'mie', 'jue', 'vie', 'sab'].indexOf(text.slice(0, 3))
const month = (text: string): number =>
  ['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago', 'sep', 'oct', 'nov', 'dic'].indexOf(
    text.replace(/^set/, 'sep').slice(0, 3)
  ) + 1
const rule = (pattern: string, read: Rule['read']): Rule => ({ pattern: new RegExp(pattern, 'gu'), read })
const other = (sure: number, day: (ref: { day: number }) => number | null) => ({
  sure,
  day: { kind: 'other' as const, day }
})
const timed = (sure: number, time: ReturnType<typeof timeAt>) => (time ? { sure, time } : null)
const part = (word: string) =>
  /manana/.test(word)
    ? ('morning' as const)
    : /tarde/.test(word)
      ? ('afternoon' as const)
      : /noche/.test(word)
        ? ('evening' as const)
        : ('noon' as const)

const days: Rule[] = [
  // what recurs, and stretches of days
  rule(
    `\\b(?:todos )?los (?:${W}s?|dias)(?:,? (?:y )?(?:los )?${W}s?){0,3}\\b|\\bentre (?:el )?${W} y (?:el )?${W}\\b|\\b(?:del?|desde el|entre el) \\d{1,2}(?: de ${M})? (?:al|hasta el|y el) \\d{1,2}(?: de ${M})?\\b|\\bcada (?:${W}|dia|semana|mes)\\b|\\b(?:del? )?${W} (?:a|al|hasta el) ${W}\\b|\\b${W} ?[-–] ?${W}\\b`,
    noMoment
  ),
  rule(
    `\\b(?:el )?(primer|segundo|tercer|cuarto|ultimo) (${W}) (?:de |del )(?:(${M})|mes(?: (que viene|proximo))?)\\b(?: (?:de )?(\\d{4}))?`,
    (m) =>
      other(0.9, (ref) =>
        nthWeekday(
          ref.day,
          { primer: 1, segundo: 2, tercer: 3, cuarto: 4, ultimo: -1 }[m[1]!]!,
          weekday(m[2]!),
          {
            month: m[3] ? month(m[3]) : undefined,
            year: m[5] ? Number(m[5]) : undefined,
            ahead: m[4] ? 1 : 0
          }
        )
      )
  ),
  rule(`\\bpasado manana\\b`, () => other(0.95, (ref) => ref.day + 2)),
  rule(`\\b(?:la |esta |una |cada )?manana(?: (?:por|en) la (manana|tarde|noche)| (temprano))?\\b`, (m) => {
    if (m[0].startsWith('esta')) return { ...other(0.9, (ref) => ref.day), part: 'morning' }
    if (/^(?:la|una|cada) /.test(m[0])) return m[0].startsWith('la') ? { sure: 1, part: 'morning' } : null
    return { ...other(0.93, (ref) => ref.day + 1), ...(m[1] ? { part: part(m[1]) } : {}) }
  }),
  rule(`\\bhoy(?: mismo)?\\b`, () => other(0.9, (ref) => ref.day)),
  rule(`\\besta (tarde|noche)\\b`, (m) => ({ ...other(0.9, (ref) => ref.day), part: part(m[1]!) })),
  rule(`\\b(?:anteayer|ayer|anoche)\\b`, (m) =>
    other(0.95, (ref) => ref.day - (m[0] === 'anteayer' ? 2 : 1))
  ),
  rule(
    `(?<!\\blos |\\bcada )\\b(${W})\\b(?: por la (manana|tarde|noche))?(?! (?:pasado|proximo|que viene|siguiente|de la (?:proxima|semana)|de esta))`,
    (m) => ({
      sure: 0.92,
      day: { kind: 'weekday', weekday: weekday(m[1]!) },
      ...(m[2] ? { part: part(m[2]) } : {})
    })
  ),
  rule(
    `\\b(?:(proximo|este proximo|este|pasado) (${W})|(${W}) (proximo|que viene|siguiente|pasado))\\b`,
    (m) => {
      const word = (m[1] ?? m[4])!
      return {
        sure: 0.92,
        day: {
          kind: 'weekday',
          weekday: weekday((m[2] ?? m[3])!),
          which:
            word === 'pasado'
              ? 'last'
              : word.endsWith('proximo') || word === 'que viene' || word === 'siguiente'
                ? 'next'
                : 'coming'
        }
      }
    }
  ),
  rule(
    `\\b(${W}) de (?:la )?(?:(proxima semana|semana que viene|semana proxima|siguiente semana|semana siguiente)|(esta semana)|(semana pasada))\\b|\\b(?:la )?(?:proxima semana|semana que viene),? (?:el )?(${W})\\b`,
    (m) => ({
      sure: 0.95,
      day: { kind: 'weekday', weekday: weekday(m[1] ?? m[5]!), which: m[3] ? 0 : m[4] ? -1 : 1 }
    })
  ),
  rule(
    `\\b(?:(${W}),? (?:dia )?)?(\\d{1,2}|primero|(?:${dates})(?= de))(?:º|ro)? (?:de )?(${M})\\b\\.?(?: (?:de |del )?(\\d{4})(?![\\d:]))?`,
    (m) => ({
      sure: 0.95,
      day: {
        kind: 'date',
        month: month(m[3]!),
        date: m[2] === 'primero' ? 1 : (numbers[m[2]!] ?? Number(m[2])),
        year: fullYear(m[4]),
        ...(m[1] ? { weekday: weekday(m[1]) } : {})
      }
    })
  ),
  rule(
    `\\b(${W}),? (?:dia )?(\\d{1,2})\\b(?! ?(?:h|hs|horas?|:|\\/|%|(?:de )?${M})\\b|[:./,-]\\d|h)`,
    (m) => ({
      sure: 0.94,
      day: { kind: 'date', date: Number(m[2]), weekday: weekday(m[1]!) }
    })
  ),
  rule(
    `(?<=\\b(?:el|para el|antes del|hasta el) )(\\d{1,2})(?=,? (?:a las?|por la|o el|si)\\b|[,;?!)]|\\.(?!\\d)|$)`,
    (m) => ({
      sure: 0.78,
      day: { kind: 'date', date: Number(m[1]) }
    })
  ),
  rule(`\\b(?:el|al|del) dia (\\d{1,2})\\b(?! de| ?[:/]|[.,]\\d)(?: de (?:este|el presente) mes)?`, (m) => ({
    sure: 0.85,
    day: { kind: 'date', date: Number(m[1]) }
  })),
  rule(`\\b(?:en|dentro de) (${N}) (dias?|semanas?|mes(?:es)?)( habiles| laborables)?\\b`, (m) => {
    const count = numberIn(numbers, m[1])
    if (count === null) return null
    return other(
      m[2]!.startsWith('d') ? (count === 8 || count === 15 || count >= 30 ? 0.5 : 0.85) : 0.72,
      (ref) =>
        m[3]
          ? addWorkdays(ref.day, count)
          : m[2]!.startsWith('m')
            ? addMonths(ref.day, count)
            : ref.day + count * (m[2]!.startsWith('s') ? 7 : 1)
    )
  }),
  rule(
    `\\b(?:el )?(?:fin(?:al(?:es)?)?|ultimo dia) (?:de |del )(?:la |este |esta |el )?(mes|semana|trimestre|ano|dia)( que viene)?\\b`,
    (m) => {
      // fin de semana is the weekend
      if (/fin de semana/.test(m[0])) return null
      const period = { mes: 'month', semana: 'week', trimestre: 'quarter', ano: 'year', dia: 'day' }[m[1]!]!
      return other(period === 'week' ? 0.8 : 0.9, (ref) => periodEnd(ref.day, period, Boolean(m[2])))
    }
  ),
  rule(`\\b(?:fin(?:al)? de) (${M})\\b(?: (?:de )?(\\d{4}))?`, (m) =>
    other(0.8, (ref) => endOf(ref.day, month(m[1]!), m[2]))
  )
]

const half = `(?:,? (?:de|por) la (manana|tarde|noche|madrugada)| ?(a\\.? ?m\\.?|p\\.? ?m\\.?)(?!\\w)| del (mediodia))?`
const halfOf = (m: RegExpExecArray, at: number): string | undefined =>
  m[at]
    ? /manana|madrugada/.test(m[at])
      ? 'a'
      : 'p'
    : m[at + 1]
      ? m[at + 1]![0]
      : m[at + 2]
        ? 'p'
        : undefined
const times: Rule[] = [
  rule(
    `\\b(?:(?:a eso de|a|sobre|hacia|para|de|desde|antes de|hasta) )?las? (\\d{1,2})(?:[:.h](\\d{2}))? ?(?:h(?:s|rs|oras)?\\b\\.?)?${more}${half}(?![\\w%:]|[.,]\\d| (?:tres|dos|cajas|unidades|semanas|personas))`,
    (m) => {
      const hour = Number(m[1])
      const said = halfOf(m, 4)
      // "de las 12 cajas"
      if (m[0].startsWith('de ') && !m[2] && !said) return null
      const base = timeAt(hour, Number(m[2] ?? 0), hour > 12 ? undefined : said, !m[1]!.startsWith('0'))
      return (
        base && {
          sure: /^las? /.test(m[0]) ? 0.85 : 0.95,
          time: { ...base, minute: base.minute + minutesOf(m[3]) }
        }
      )
    }
  ),
  rule(
    `\\b(?:(?:a eso de|a|sobre|hacia|para|de|desde|antes de|hasta) )?las? (${hours})(?: horas)?${more}\\b${half}(?! (?!(?:nos|vamos|quedamos|les|vemos|gracias|os|es)\\b)\\w{2,20}s\\b)`,
    (m) => {
      const said = halfOf(m, 3)
      // "las dos" is as often "both"
      if (/^(?:de |desde )?las? /.test(m[0]) && !m[2] && !said) return null
      const base = timeAt(numbers[m[1]!]!, 0, said, true)
      return base && { sure: 0.92, time: { ...base, minute: base.minute + minutesOf(m[2]) } }
    }
  ),
  rule(
    `(?<![\\d.,:/-])\\b(\\d{1,2}):(\\d{2})(?::\\d{2})?\\b(?!:|%) ?(?:h(?:s|rs|oras)?\\b\\.?)?${half}`,
    (m) => timed(0.93, timeAt(Number(m[1]), Number(m[2]), halfOf(m, 3)))
  ),
  rule(`(?<![\\d.,:/-])\\b(\\d{1,2}) ?(?:h|hs|hrs|horas)\\b(?! (?:de|por|al|diarias|semanales)\\b)`, (m) =>
    timed(0.8, timeAt(Number(m[1]), 0))
  ),
  rule(`(?<![\\d.,:/-])\\b(\\d{1,2}) ?(a\\.? ?m\\b\\.?|p\\.? ?m\\b\\.?)`, (m) =>
    timed(0.95, timeAt(Number(m[1]), 0, m[2]))
  ),
  // of the day before or the one behind: people differ
  rule(`\\bmedianoche\\b`, () => ({ sure: 0.4, time: { minute: 1440 } })),
  rule(`\\b(?:al? )?mediodia\\b`, (m) =>
    m[0].startsWith('a') ? { sure: 0.9, time: { minute: 720 } } : { sure: 1, part: 'noon' }
  ),
  rule(`\\b(?:por|de|en) la (manana|tarde|noche)\\b`, (m) => ({ sure: 1, part: part(m[1]!) })),
  rule(
    `\\b(?:de|entre) (?:las )?(\\d{1,2})(?:[:.](\\d{2}))?(?: ?h)? (?:a|y) (?:las )?(\\d{1,2})(?:[:.](\\d{2}))? ?(?:h(?:s|oras)?\\b)?${half}(?![\\w%]|[.,:]\\d| (?:de|dias|semanas|unidades|personas|cajas|anos|meses))`,
    (m) => {
      const said = halfOf(m, 5)
      const from = timeAt(
        Number(m[1]),
        Number(m[2] ?? 0),
        Number(m[1]) > 12 || Number(m[1]) > Number(m[3]) ? undefined : said,
        true
      )
      const to = timeAt(Number(m[3]), Number(m[4] ?? 0), Number(m[3]) > 12 ? undefined : said, true)
      if (!from || !to) return null
      let minutes = to.minute - from.minute
      if (minutes <= 0) minutes += 720
      return minutes > 0 && minutes <= 600
        ? {
            sure: m[2] || m[4] || said || m[0].includes('las') ? 0.85 : 0.75,
            time: from,
            ...(m[0].startsWith('entre') ? { window: true } : { minutes })
          }
        : null
    }
  ),
  rule(`(?<![\\d.,:/-])\\b(\\d{1,2}):(\\d{2}) ?(?:-|–|—| a ) ?(\\d{1,2}):(\\d{2})\\b`, (m) => {
    const from = timeAt(Number(m[1]), Number(m[2]))
    const to = timeAt(Number(m[3]), Number(m[4]))
    return from && to && to.minute > from.minute
      ? {
          sure: 0.92,
          time: from,
          ...(m[0].startsWith('entre') ? { window: true } : { minutes: to.minute - from.minute })
        }
      : null
  }),
  rule(
    `\\b(?:en|dentro de) (?:(${N}|media) ?(horas?|minutos?|min)( y media)?|(un|tres) cuartos? de hora|(hora) y media)\\b`,
    (m) => {
      const whole = m[4] ? (m[4] === 'un' ? 15 : 45) : m[5] ? 90 : undefined
      const count = m[1] === 'media' ? 0.5 : numberIn(numbers, m[1])
      const fromNow =
        whole ?? (count === null ? 0 : (count + (m[3] ? 0.5 : 0)) * (m[2]!.startsWith('h') ? 60 : 1))
      return fromNow > 0 ? { sure: 0.75, fromNow } : null
    }
  )
]

const lengths: LengthWords = {
  numbers: { ...numbers, media: 0.5, 'un par de': 2, 'una hora y': 1 },
  hours: 'horas?|horitas?|h',
  minutes: '(?:minutos?|mins?|minutitos)',
  andHalf: 'y media',
  whole: {
    'media horita': 30,
    'una horita': 60,
    horita: 60,
    'un cuarto de hora': 15,
    'tres cuartos de hora': 45
  },
  notAfter: ['dentro de', 'hace', 'cada', 'desde hace', 'las', 'la'],
  notBefore: ['mas tarde', 'antes', 'despues', 'de retraso', 'de camino']
}

const unread = {
  before: new RegExp(
    `\\b(?:(?:dias?|semanas?|meses|mes) (?:despues|antes) del?(?: el)?|primer|segundo|tercer|cuarto|ultimo) $`,
    'u'
  ),
  after: new RegExp(
    `^(?:[ ,]{0,2}(?:(?:a las?|sobre las?|-|/) ?)?(?:\\d{1,2}[./:-]\\d{1,2}(?!\\d)|\\d[\\d.,:/'-]{0,9}(?![\\d.,:/'-]|[ -]?\\p{L}{3,})|(?:a|sobre|hacia) las? (?:${hours})\\b)` +
      `| (?:de (?:${M}|pascua|ramos|la semana pasada|hace)|santo|y (?:media|cuarto)|menos|en (?:${N}) (?:dias|semanas?|meses)|en ocho|siguiente|antepasado)\\b)`,
    'u'
  )
}

export const spanish: Grammar = {
  rules: [...days, ...times],
  joint:
    /^[ ,\n]{0,3}(?:[-–(] ?|(?:a|a eso de|sobre|hacia|el|del|de|al|para|por|antes|desde)[ ,\n]{1,2}){0,2}$/u,
  choice: /^[ ,]{1,2}(?:o|u|y|e|\/|o bien)(?: (?:bien|el|a|tambien))?[ ,]{1,2}(?:el )?$|^ ?\/ ?$/u,
  lead: /(?:\b((?:a mas tardar |como muy tarde |como tarde )?(?:antes (?:de(?:l)?)|hasta|para|a mas tardar|como muy tarde|como maximo)(?: el| la| las| al?)?(?: dia)?)|\b(a partir de(?:l)?|desde(?: el)?)|\b((?:para |a )?(?:el|al|a)(?: dia| proximo)?))[ \n]$/u,
  farewell: new RegExp(`(?:^|[\\n.!?,¡] ?)hasta (?:el )?(?:manana|${W})$`, 'u'),
  refusal:
    /\b(?:(?<!por que )no(?: antes del?| hasta(?: el)?| el)?|como pronto(?: el)?|feliz|buen|desde(?: el)?|(?<!antes )del|de fecha|con fecha|cada|todos los|los|a partir del?|valid[oa] hasta(?: el)?|vigente hasta(?: el)?|vigencia al?)[ \n](?:dia |el )?$/u,
  refusalAfter: /^(?:,? (?:imposible|no (?:puedo|podemos|me|nos|es|hay|estare|estaremos))\b| pasad[oa]\b)/u,
  unread,
  length: lengthPattern(lengths),
  lengths
}
