import type { Random } from './random.ts'

/** Somebody who writes or is written to. */
export interface Person {
  /** Short name in the scripts. */
  key: string
  name: string
  address: string
  title: string
  company: string
  phone: string
  /** Language of the mail program: dates, "wrote:", signature. */
  lang: string
  client: 'outlook' | 'gmail' | 'apple' | 'thunderbird' | 'plain'
  /** Minutes east of UTC. */
  zone: number
  /** Groups of the scripts' casts, such as `contact`, `contact.de`, `lead`, `colleague`, `supplier`. */
  groups: string[]
}

export interface People {
  get(key: string): Person
  group(name: string): Person[]
  byAddress: Map<string, Person>
}

export function collectPeople(all: Person[]): People {
  const byKey = new Map<string, Person>()
  for (const person of all) {
    if (byKey.has(person.key)) throw new Error(`Two people of the sample are called ${person.key}`)
    byKey.set(person.key, person)
  }
  return {
    get: (key) => {
      const person = byKey.get(key)
      if (!person) throw new Error(`The sample knows nobody called ${key}`)
      return person
    },
    group: (name) => all.filter((person) => person.groups.includes(name)),
    byAddress: new Map(all.map((person) => [person.address, person]))
  }
}

export function firstName(person: Person): string {
  return person.name.split(' ')[0] ?? person.name
}

export function lastName(person: Person): string {
  return person.name.split(' ').at(-1) ?? person.name
}

/** Draws turn by turn, so that everybody of a group comes up before anybody comes up twice. */
export function drawer(people: People, random: Random): (group: string) => Person {
  const decks = new Map<string, Person[]>()
  return (group) => {
    let deck = decks.get(group)
    if (!deck?.length) {
      deck = random.shuffle(people.group(group))
      if (!deck.length) throw new Error(`The sample has nobody in the group ${group}`)
      decks.set(group, deck)
    }
    return deck.pop() as Person
  }
}
