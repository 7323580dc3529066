import type { HeaderRow, Mailbox } from '../../shared/mail/message.ts'
import { peoplePage, unknownPerson } from '../cache/types.ts'
import { type Book, type Change, startChange } from './book.ts'
import type { Store } from './store.ts'

/** A mail to a thousand people is not kept with each of them in the row. */
const keptPeople = 64

/** The persons of a mail as numbers: the sender first, then To and Cc. New addresses are added to `change`. */
export function peopleOf(book: Book, change: Change, row: HeaderRow): number[] {
  const sender = row.from[0]
  const people = [sender ? personOf(book, change, sender) : unknownPerson]
  for (const list of [row.to, row.cc, row.bcc]) {
    for (const one of list) {
      if (people.length >= keptPeople) return people
      const person = personOf(book, change, one)
      if (person !== unknownPerson && !people.includes(person)) people.push(person)
    }
  }
  return people
}

function personOf(book: Book, change: Change, [name, spec]: Mailbox): number {
  const address = spec.toLowerCase()
  if (!address) return unknownPerson
  const known = change.persons.get(address) ?? book.persons.get(address)
  if (known !== undefined) return known
  const person = change.nextPerson++
  change.persons.set(address, person)
  const number = Math.floor(person / peoplePage)
  let page = change.peoplePages.get(number)
  if (!page) {
    const old = book.peoplePages.get(number)
    page = { page: number, addresses: old ? [...old.addresses] : [], names: old ? [...old.names] : [] }
    change.peoplePages.set(number, page)
  }
  page.addresses[person % peoplePage] = address
  page.names[person % peoplePage] = name
  return person
}

/** Takes out the names and addresses that no mail here names any more. A page keeps its length: no number is given twice. */
export async function forgetPeople(store: Store): Promise<void> {
  await store.write(() => {
    const { book } = store
    const alive = new Set<number>()
    for (const windows of book.windows.values())
      for (const row of windows.values()) for (const person of row.people) alive.add(person)
    const change = startChange(book)
    for (const page of book.peoplePages.values()) {
      const lost = page.addresses.map(
        (address, i) => address !== '' && !alive.has(page.page * peoplePage + i)
      )
      if (!lost.includes(true)) continue
      change.lostPersons.push(...page.addresses.filter((_, i) => lost[i]))
      const left = (texts: string[]): string[] => texts.map((text, i) => (lost[i] ? '' : text))
      change.peoplePages.set(page.page, {
        ...page,
        addresses: left(page.addresses),
        names: left(page.names)
      })
    }
    return change.peoplePages.size > 0 ? { written: { change }, result: true } : null
  })
}
