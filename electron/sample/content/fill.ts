import { longDate, money, monthName, shortDate, weekday } from './languages.ts'
import { firstName, lastName, type Person } from './people.ts'
import type { Random } from './random.ts'
import { workingDay } from './dates.ts'

/** What a text may speak of in braces. Values chosen once for a conversation stay the same in all its mails. */
export interface Facts {
  lang: string
  time: number
  from: Person
  to: Person
  cast: Map<string, Person>
  random: Random
  chosen: Map<string, string>
}

const products = [
  'FS-200 flow sensor',
  'FS-400 flow sensor',
  'FS-400 Ex',
  'FM-50 flow meter',
  'GW-8 gateway',
  'GW-2 gateway',
  'PT-12 pressure sensor',
  'LevelEye 3',
  'ClampOn 80',
  'FS-200 Food'
]
const sites = [
  'Leeds',
  'Ostrava',
  'Lyon',
  'Rotterdam',
  'Gothenburg',
  'Porto',
  'Graz',
  'Bilbao',
  'Turin',
  'Cork',
  'Tampere',
  'Brno',
  'Aarhus',
  'Linz'
]
const topics = [
  'the valve room',
  'line 2',
  'the cooling loop',
  'the dosing skid',
  'the boiler house',
  'the filling hall',
  'the treatment plant',
  'the pilot line',
  'the CIP station',
  'building C',
  'the north tank farm',
  'the test bench'
]

const choices: Record<string, (random: Random, facts: Facts) => string> = {
  product: (random) => random.pick(products),
  products: (random, facts) => {
    const one = value('product', facts)
    return /(sensor|meter|gateway)$/.test(one) ? `${one}s` : one
  },
  other: (random) => random.pick(products),
  site: (random) => random.pick(sites),
  place: (random) => random.pick(topics),
  qty: (random) => String(random.pick([4, 6, 8, 10, 12, 16, 20, 24, 30, 36, 40, 48, 60, 75, 80, 120])),
  few: (random) => String(random.between(2, 9)),
  percent: (random) => String(random.between(3, 14)),
  order: (random) => String(random.between(41200, 48990)),
  quote: (random) => String(random.between(4102, 4468)),
  invoice: (random) => String(random.between(20310, 20998)),
  ticket: (random) => String(random.between(7100, 9899)),
  po: (random) => `PO-${random.between(10400, 89900)}`,
  amount: (random, facts) => money(random.between(18, 420) * 50, facts.lang),
  price: (random, facts) => money(random.between(240, 1480), facts.lang),
  hour: (random) => `${random.pick([9, 10, 11, 13, 14, 15, 16])}:${random.pick(['00', '15', '30', '45'])}`,
  weeks: (random) => String(random.between(2, 8)),
  dn: (random) => `DN${random.pick([15, 25, 40, 50, 65, 80, 100, 150])}`,
  serial: (random) => `FS${random.between(21, 26)}-${random.between(10000, 99999)}`,
  version: (random) => `${random.between(3, 5)}.${random.between(0, 9)}.${random.between(0, 20)}`
}

const relative: Record<string, (time: number, lang: string) => string> = {
  date: longDate,
  day: shortDate,
  weekday,
  month: monthName
}

function value(name: string, facts: Facts): string {
  const held = facts.chosen.get(name)
  if (held !== undefined) return held
  const [who, what] = name.split('.')
  if (what && who) {
    const person = who === 'from' ? facts.from : who === 'to' ? facts.to : facts.cast.get(who)
    if (!person) throw new Error(`nobody plays ${who}`)
    if (what === 'first') return firstName(person)
    if (what === 'last') return lastName(person)
    if (what === 'name' || what === 'company' || what === 'title' || what === 'phone' || what === 'address')
      return person[what]
    throw new Error(`a person has no ${what}`)
  }
  const moved = /^(date|day|weekday|month)([+-]\d+)$/.exec(name)
  if (moved) {
    const day = (relative[moved[1] as string] as typeof longDate)(
      workingDay(facts.time, -Number(moved[2])).getTime(),
      facts.lang
    )
    facts.chosen.set(name, day)
    return day
  }
  const make = choices[name.replace(/\d$/, '')]
  if (!make) throw new Error(`nothing is known of {${name}}`)
  const made = make(facts.random, facts)
  facts.chosen.set(name, made)
  return made
}

/** One of the ways to say it; `1:a|b` goes the same way wherever the conversation has a `1:`. */
function choose(inner: string, facts: Facts): string {
  const tied = /^(\d):/.exec(inner)
  if (!tied) return facts.random.pick(inner.split('|'))
  const ways = inner.slice(2).split('|')
  const name = `way ${tied[1]}`
  const way = Number(facts.chosen.get(name) ?? facts.random.between(0, ways.length - 1))
  facts.chosen.set(name, String(way))
  return ways[way % ways.length] ?? ''
}

/** Puts choices {a|b} and facts {name} into a text, from the innermost braces outwards. */
export function fill(text: string, facts: Facts): string {
  let filled = text
  for (let round = 0; filled.includes('{'); round++) {
    if (round > 6) throw new Error(`braces do not close in: ${text.slice(0, 60)}`)
    filled = filled.replace(/\{([^{}]*)\}/g, (_all, inner: string) =>
      inner.includes('|') ? choose(inner, facts) : value(inner, facts)
    )
  }
  return filled
}
