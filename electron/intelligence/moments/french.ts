import { addMonths, addWorkdays, periodEnd, endOf } from './calendar.ts'
import { anyOf, fullYear, numberIn, timeAt, type Grammar, type Rule } from './pieces.ts'
import { lengthPattern, type LengthWords } from './length.ts'

const numbers: Record<string, number> = {
  un: 1,
  une: 1,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  six: 6,
  sept: 7,
  huit: 8,
  neuf: 9,
  dix: 10,
  onze: 11,
  douze: 12,
  quinze: 15,
  vingt: 20,
  trente: 30,
  quarante: 40,
  'quarante-cinq': 45,
  'quarante cinq': 45,
  soixante: 60
}
const hours = anyOf('une deux trois quatre cinq six sept huit neuf dix onze douze'.split(' '))
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
    `\\b(${W})(?: (${P}))?\\b(?! (?:de la semaine|de cette semaine|en huit|prochain|dernier|passe|qui vient|suivant))`,
    (m) => ({
      sure: 0.92,
      day: { kind: 'weekday', weekday: weekday(m[1]!) },
      ...(m[2] ? { part: part(m[2]) } : {})
    })
  ),
  rule(`\\b(?:ce )?(${W}) (prochain|qui vient|suivant|dernier|passe|en huit)\\b`, (m) => {
    const word = m[2]!
    if (word === 'en huit') return { sure: 0.75, day: { kind: 'weekday', weekday: weekday(m[1]!), which: 1 } }
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
    `\\b(?:(${W}),? (?:le )?)?(\\d{1,2}|1er|premier)(?:er)? (${M})\\b\\.?(?: (\\d{4})(?![\\d:h]))?`,
    (m) => ({
      sure: 0.95,
      day: {
        kind: 'date',
        month: month(m[3]!),
        date: m[2] === 'premier' ? 1 : Number.parseInt(m[2]!, 10),
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
    `\\b(?:le|avant le|d'ici le|jusqu'au|pour le) (\\d{1,2})(?= (?:a \\d|au matin|au soir|si|pour|ou)|[.,;?!)]|$)`,
    (m) => ({ sure: 0.78, day: { kind: 'date', date: Number(m[1]) } })
  ),
  rule(`\\b(?:dans|d'ici|sous) (${N}) (jours?|semaines?|mois)( ouvr(?:es|ables?))?\\b`, (m) => {
    const count = numberIn(numbers, m[1])
    if (count === null) return null
    return other(m[2]!.startsWith('j') ? 0.85 : 0.72, (ref) =>
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
    `(?<=\\b(?:a|vers|avant|des|jusqu'a|entre|et) )(${hours}|\\d{1,2}) heures?(?: (et demie?|et quart|moins le quart|trente|quinze|moins dix))?\\b(?! (?:de|par|d')\\b)(?: (?:du|de l')? ?(matin|apres[- ]midi|soir))?`,
    (m) => {
      const hour = numberIn(numbers, m[1])
      if (hour === null) return null
      const shift = !m[2]
        ? 0
        : /demie?|trente/.test(m[2])
          ? 30
          : /quart$/.test(m[2])
            ? m[2].startsWith('moins')
              ? -15
              : 15
            : m[2] === 'quinze'
              ? 15
              : -10
      const base = timeAt(hour, 0, m[3] ? (m[3] === 'matin' ? 'a' : 'p') : undefined, !/^\d/.test(m[1]!))
      return base ? { sure: 0.92, time: { ...base, minute: base.minute + shift } } : null
    }
  ),
  rule(
    `\\ba (midi|minuit)(?: et demie?| trente)?\\b|\\b(midi)(?! et quart)(?: et demie?| trente)?\\b`,
    (m) => {
      const base = (m[1] ?? m[2]) === 'midi' ? 720 : 1440
      return { sure: 0.92, time: { minute: base + (/demi|trente/.test(m[0]) ? 30 : 0) } }
    }
  ),
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
  rule(`\\bdans (${N}|une demi)(?: |-)(heures?|minutes?|min)\\b`, (m) => {
    const count = m[1] === 'une demi' ? 0.5 : numberIn(numbers, m[1])
    return count === null ? null : { sure: 0.75, fromNow: count * (m[2]!.startsWith('h') ? 60 : 1) }
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

export const french: Grammar = {
  rules: [...days, ...times],
  joint:
    /^[ ,\n]{0,3}(?:[-–(] ?|(?:a|a partir de|vers|le|des|au|du|de|pour|en|entre|sur les|aux alentours de|avant)[ ,\n]{1,2}){0,2}$/u,
  choice: /^[ ,]{1,2}(?:ou|et|\/)(?: (?:bien|le|a|encore))?[ ,]{1,2}(?:le |a )?$|^ ?\/ ?$/u,
  lead: /(?:\b((?:au plus tard |d'ici |des )?(?:avant|d'ici(?: a)?|jusqu'(?:a|au|a la)|au plus tard|pour)(?: le| la| au| fin)?)|\b(a partir (?:de|du)|depuis|des)|\b((?:pour |a )?(?:le|au|a|vers|pour)))[ \n]$/u,
  refusal:
    /\b(?:depuis(?: le)?|du|date du|en date du|chaque|tous les|a partir du?|a compter du|des|valable jusqu'(?:au|a)|valide jusqu'(?:au|a)|mail du|offre du|devis du|commande du|facture du|de ce|de|d')[ \n](?:le )?$/u,
  refusalAfter: /^(?: (?:dernier|passe)e?\b)/u,
  length: lengthPattern(lengths),
  lengths
}
