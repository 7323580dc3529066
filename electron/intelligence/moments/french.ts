import { addMonths, addWorkdays, coming, nthWeekday, periodEnd, endOf } from './calendar.ts'
import { between, french as numbers } from './number-words.ts'
import { anyOf, fullYear, noMoment, numberIn, timeAt, type Grammar, type Rule } from './pieces.ts'
import { lengthPattern, type LengthWords } from './length.ts'

const hours = anyOf(between(numbers, 1, 24))
const minutes = anyOf(between(numbers, 5, 59))
const dates = anyOf(between(numbers, 2, 31))
const W = '(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)'
const M =
  '(?:janvier|janv|fevrier|fevr|fev|mars|avril|avr|mai|juin|juillet|juil|aout|septembre|sept|octobre|oct|novembre|nov|decembre|dec)'
const N = `(?:\\d{1,3}|${anyOf(numbers)})`
const weekday = (text: string): number =>
  ['dim', 'lun', 'mar', 'mer', 'jeu', 'ven', 'sam'].indexOf(text.slice(0, 3))
const month = (text: string): number =>
  ['jan', 'fev', 'mar', 'avr', 'mai', 'juin', 'juil', 'aou', 'sep', 'oct', 'nov', 'dec'].findIndex((start) =>
    text.startsWith(start)
  ) + 1
const rule = (pattern: string, read: Rule['read']): Rule => ({ pattern: new RegExp(pattern, 'gu'), read })
const other = (sure: number, day: (ref: { day: number }) => number | null) => ({
  sure,
  day: { kind: 'other' as const, day }
})
const timed = (sure: number, time: ReturnType<typeof timeAt>) => (time ? { sure, time } : null)
const part = (word: string) =>
  /matin/.test(word)
    ? ('morning' as const)
    : /apres/.test(word)
      ? ('afternoon' as const)
      : /soir/.test(word)
        ? ('evening' as const)
        : ('noon' as const)
const P = "(?:(?:dans |en )?(?:la |l')?)?(?:matinee|matin|apres[- ]midi|apres-?m|soiree|soir)"

const days: Rule[] = [
  // what recurs, and stretches of days
  rule(
    `\\b(?:tous les|chaque) (?:${W}s?|jours?|semaines?|mois)\\b|\\bles ${W}s(?:,? (?:et )?(?:les )?${W}s?){0,3}\\b` +
      `|\\b(?:du )?${W}(?: \\d{1,2})? ?(?:-|–|au|a) ?${W}(?: \\d{1,2})?\\b(?! heures?| ?h)|\\bentre (?:le )?${W} et (?:le )?${W}\\b` +
      `|\\b(?:du|entre le) \\d{1,2}(?: ${M})? (?:au|et le) \\d{1,2}(?: ${M})?\\b` +
      // "le lundi" alone is every Monday
      `|(?<!(?:pour|avant|d'ici) )\\ble ${W}(?=[ ,;.!?]|$)(?! (?:\\d|prochain|suivant|qui vient|de la|de cette|en|apres|matin \\d))(?!, (?:\\d|le ))`,
    noMoment
  ),
  rule(
    `\\b(?:le )?(premier|deuxieme|troisieme|quatrieme|dernier) (${W}) (?:de |d'|du )(?:(${M})|mois(?: (prochain))?)\\b(?: (\\d{4}))?`,
    (m) =>
      other(0.9, (ref) =>
        nthWeekday(
          ref.day,
          { premier: 1, deuxieme: 2, troisieme: 3, quatrieme: 4, dernier: -1 }[m[1]!]!,
          weekday(m[2]!),
          {
            month: m[3] ? month(m[3]) : undefined,
            year: m[5] ? Number(m[5]) : undefined,
            ahead: m[4] ? 1 : 0
          }
        )
      )
  ),
  rule(`\\b(${W}) en (huit|quinze)\\b`, (m) =>
    other(0.88, (ref) => coming(ref.day, weekday(m[1]!)) + (m[2] === 'huit' ? 7 : 14))
  ),
  rule(`\\b(?:apres[- ]demain)\\b`, () => other(0.95, (ref) => ref.day + 2)),
  rule(`(?<!apres[- ])\\bdemain(?: (${P}))?\\b`, (m) => ({
    ...other(0.95, (ref) => ref.day + 1),
    ...(m[1] ? { part: part(m[1]) } : {})
  })),
  rule(`\\baujourd'? ?hui\\b|\\bce jour\\b`, () => other(0.92, (ref) => ref.day)),
  rule(`\\bce (soir|matin)\\b|\\bcet (apres[- ]midi)\\b`, (m) => ({
    ...other(0.92, (ref) => ref.day),
    part: part((m[1] ?? m[2])!)
  })),
  rule(`\\b(?:avant-)?hier\\b(?: soir| matin)?`, (m) =>
    other(0.95, (ref) => ref.day - (m[0].startsWith('avant') ? 2 : 1))
  ),
  rule(
    `\\b(${W})(?: (${P}))?\\b(?! (?:de la semaine|de cette semaine|en huit|en quinze|prochain|dernier|passe|qui vient|suivant))`,
    (m) => ({
      sure: 0.92,
      day: { kind: 'weekday', weekday: weekday(m[1]!) },
      ...(m[2] ? { part: part(m[2]) } : {})
    })
  ),
  rule(`\\b(?:ce )?(${W}) (prochain|qui vient|suivant|dernier|passe)\\b`, (m) => {
    const word = m[2]!
    return {
      sure: 0.9,
      day: {
        kind: 'weekday',
        weekday: weekday(m[1]!),
        which: word === 'prochain' ? 'next' : /dernier|passe/.test(word) ? 'last' : 'coming'
      }
    }
  }),
  rule(`\\b(?:ce) (${W})\\b`, (m) => ({
    sure: 0.92,
    day: { kind: 'weekday', weekday: weekday(m[1]!), which: 'coming' }
  })),
  rule(
    `\\b(${W}) (?:de )?(?:la semaine (prochaine|derniere)|(cette) semaine)\\b|\\b(?:la )?semaine (prochaine),? (?:le )?(${W})\\b`,
    (m) => ({
      sure: 0.95,
      day: {
        kind: 'weekday',
        weekday: weekday(m[1] ?? m[5]!),
        which: m[3] ? 0 : m[2] === 'derniere' ? -1 : 1
      }
    })
  ),
  rule(
    `\\b(?:(${W}),? (?:le )?)?(\\d{1,2}|1er|premier|(?<=\\ble )(?:${dates}))(?:er)? (${M})\\b\\.?(?: (\\d{4})(?![\\d:h]))?`,
    (m) => ({
      sure: 0.95,
      day: {
        kind: 'date',
        month: month(m[3]!),
        date: m[2] === 'premier' ? 1 : (numbers[m[2]!] ?? Number.parseInt(m[2]!, 10)),
        year: fullYear(m[4]),
        ...(m[1] ? { weekday: weekday(m[1]) } : {})
      }
    })
  ),
  rule(`\\b(${W}),? (?:le )?(\\d{1,2})(?:er)?\\b(?! ?(?:h|heures?|:|\\/|${M}|%)|[:./,-]\\d|h)`, (m) => ({
    sure: 0.94,
    day: { kind: 'date', date: Number(m[2]), weekday: weekday(m[1]!) }
  })),
  rule(
    `\\b(?:le|avant le|d'ici le|jusqu'au|pour le) (\\d{1,2})(?= (?:a \\d|au matin|au soir|si|pour|ou)| ?[.,;?!)]|$)`,
    (m) => ({ sure: 0.78, day: { kind: 'date', date: Number(m[1]) } })
  ),
  rule(`\\b(?:dans|d'ici|sous) (${N}) (jours?|semaines?|mois)( ouvr(?:es|ables?))?\\b`, (m) => {
    const count = numberIn(numbers, m[1])
    if (count === null) return null
    // "huit jours" and "quinze jours" are weeks of seven
    return other(
      m[2]!.startsWith('j')
        ? count === 8 || count === 15 || (count > 10 && m[0].startsWith('sous'))
          ? 0.5
          : 0.85
        : 0.72,
      (ref) =>
        m[3]
          ? addWorkdays(ref.day, count)
          : m[2] === 'mois'
            ? addMonths(ref.day, count)
            : ref.day + count * (m[2]!.startsWith('s') ? 7 : 1)
    )
  }),
  rule(
    `\\b(?:la )?fin (?:de |du |d'|de l'|de la )?(ce |cette |prochain |la )?(mois|semaine|trimestre|annee|journee)( prochaine?)?\\b`,
    (m) => {
      // "en fin de semaine" is the weekend in Canada
      const period = { mois: 'month', semaine: 'week', trimestre: 'quarter', annee: 'year', journee: 'day' }[
        m[2]!
      ]!
      return other(period === 'week' ? 0.8 : 0.9, (ref) => periodEnd(ref.day, period, Boolean(m[3])))
    }
  ),
  rule(`\\b(?:la )?fin (${M})\\b(?: (\\d{4}))?`, (m) =>
    other(0.8, (ref) => endOf(ref.day, month(m[1]!), m[2]))
  )
]

const times: Rule[] = [
  rule(
    `(?<![\\d.,:/-])\\b(\\d{1,2}) ?(?:h|heures?)(?: ?(\\d{2}))?\\b(?! (?:de|d'|par)\\b)(?: (?:du|de l') ?(matin|apres[- ]midi|soir))?`,
    (m) => {
      const time = timeAt(
        Number(m[1]),
        Number(m[2] ?? 0),
        m[3] && m[3] !== 'matin' && Number(m[1]) < 12 ? 'p' : undefined
      )
      return timed(0.95, time)
    }
  ),
  rule(`(?<![\\d.,:/-])\\b(\\d{1,2}):(\\d{2})(?::\\d{2})?\\b(?!:|%)`, (m) =>
    timed(0.92, timeAt(Number(m[1]), Number(m[2])))
  ),
  rule(
    `(?<=\\b(?:a|vers|avant|des|jusqu'a|entre|et|pour) )(${hours}|\\d{1,2}) ?(?:heures?|h)(?: (et demie?|et quart|moins le quart|(?:moins )?(?:${minutes})))?\\b(?! (?:de (?!l')|par\\b|d'))(?: (?:du|de l')? ?(matin|apres[- ]midi|soir))?`,
    (m) => {
      const hour = numberIn(numbers, m[1])
      if (hour === null) return null
      const word = m[2]?.replace(/^moins (?:le )?|^et /, '') ?? ''
      const more = word.startsWith('demi') ? 30 : word === 'quart' ? 15 : (numbers[word] ?? 0)
      const base = timeAt(
        hour,
        0,
        m[3] && hour <= 12 ? (m[3] === 'matin' ? 'a' : 'p') : undefined,
        !/^\d/.test(m[1]!)
      )
      return (
        base && {
          sure: 0.92,
          time: { ...base, minute: base.minute + (m[2]?.startsWith('moins') ? -more : more) }
        }
      )
    }
  ),
  // whose midnight, of the day before or behind, people differ
  rule(`\\b(?:a )?(midi|minuit)\\b(?: et (demie?|quart)| (trente|quinze))?(?! passe)`, (m) => ({
    sure: m[1] === 'midi' ? 0.92 : 0.4,
    time: {
      minute:
        (m[1] === 'midi' ? 720 : 1440) +
        (m[2]?.startsWith('demi') || m[3] === 'trente' ? 30 : m[2] || m[3] ? 15 : 0)
    }
  })),
  rule(`\\b(?:dans |en |le |du |de l')?(matinee|matin|apres[- ]midi|soiree|soir)\\b`, (m) => ({
    sure: 1,
    part: part(m[1]!)
  })),
  rule(
    `(?<![\\d.,:/-])\\b(?:de |entre )?(\\d{1,2})(?: ?(?:h|:) ?(\\d{2})?)? ?(?:-|–|—| a | et ) ?(\\d{1,2}) ?(?:h|:)(?: ?(\\d{2}))?\\b`,
    (m) => {
      const from = timeAt(Number(m[1]), Number(m[2] ?? 0))
      const to = timeAt(Number(m[3]), Number(m[4] ?? 0))
      if (!from || !to || to.minute <= from.minute || to.minute - from.minute > 600) return null
      return {
        sure: 0.92,
        time: from,
        ...(m[0].startsWith('entre') ? { window: true } : { minutes: to.minute - from.minute })
      }
    }
  ),
  rule(`\\bdans (?:(${N}|une demi)(?: |-)(heures?|minutes?|min)( et demie)?|un quart d'heure)\\b`, (m) => {
    const count = !m[1] ? 15 : m[1] === 'une demi' ? 0.5 : numberIn(numbers, m[1])
    return count === null
      ? null
      : { sure: 0.75, fromNow: (count + (m[3] ? 0.5 : 0)) * (m[2]?.startsWith('h') ? 60 : 1) }
  })
]

const lengths: LengthWords = {
  numbers: {
    ...numbers,
    'une demi': 0.5,
    'une petite': 1,
    'une vingtaine de': 20,
    'une quinzaine de': 15,
    'une dizaine de': 10,
    'une trentaine de': 30,
    'une bonne': 1,
    demi: 0.5
  },
  hours: 'heures?|h',
  minutes: '(?:minutes?|min|mn)',
  andHalf: '(?:et demie?|30)',
  whole: {
    'demi-heure': 30,
    'demi heure': 30,
    'petite heure': 60,
    "quart d'heure": 15,
    "trois quarts d'heure": 45
  },
  notAfter: ['dans', 'il y a', 'depuis', 'toutes les', "d'ici", 'sous', 'a', 'avant', 'vers', 'les', 'de'],
  notBefore: ['plus tard', 'avant', 'apres', 'de retard', 'de route']
}

const unread = {
  before: new RegExp(
    `\\b(?:(?:jours?|semaines?|mois) (?:apres|avant)(?: le)?|premier|deuxieme|troisieme|quatrieme|dernier) $`,
    'u'
  ),
  after: new RegExp(
    `^(?:[ ,]{0,2}(?:(?:a|vers|pour|-|/) ?)?(?:\\d{1,2}[./:-]\\d{1,2}(?!\\d)|\\d[\\d.,:/'-]{0,9}(?![\\d.,:/'-]|[ -]?\\p{L}{3,})|(?:a|vers) (?:${hours})\\b)` +
      `| (?:(?:de |d')(?:${M}|paques|pentecote)|en (?:huit|quinze)|(?:de )?la semaine derniere|suivant|d'apres|d'avant|dans (?:${N}) (?:jours|semaines?|mois))\\b)`,
    'u'
  )
}

export const french: Grammar = {
  rules: [...days, ...times],
  joint:
    /^[ ,\n]{0,3}(?:[-–(] ?|(?:a|a partir de|vers|le|des|au|du|de|pour|en|entre|sur les|aux alentours de|avant)[ ,\n]{1,2}){0,2}$/u,
  choice: /^[ ,]{1,2}(?:ou|et|\/)(?: (?:bien|le|a|encore))?[ ,]{1,2}(?:le |a )?$|^ ?\/ ?$/u,
  lead: /(?:\b((?:au plus tard |d'ici |des )?(?:avant|d'ici(?: a)?|jusqu'(?:a|au|a la)|au plus tard|pour)(?: le| la| au| fin)?)|\b(a partir (?:de|du)|depuis|des)|\b((?:pour |a )?(?:le|au|a|vers|pour)))[ \n]$/u,
  farewell: new RegExp(`(?:^|[\\n.!?,] ?)a (?:demain|${W})$`, 'u'),
  refusal:
    /\b(?:(?<!pourquoi )pas(?: avant| le)?|au plus tot(?: le)?|bon|depuis(?: le)?|du|date du|en date du|chaque|tous les|a partir du?|a compter du|des|valable jusqu'(?:au|a)|valide jusqu'(?:au|a)|mail du|offre du|devis du|commande du|facture du|de ce|de|d')[ \n](?:le )?$/u,
  refusalAfter: /^(?:,? (?:impossible|je ne|nous ne|n'est pas|ne )|(?: (?:dernier|passe)e?\b))/u,
  unread,
  length: lengthPattern(lengths),
  lengths
}
