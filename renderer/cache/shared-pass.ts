import type { SharingTest } from '../../shared/context/shared-on.ts'
import { Flag } from '../../shared/mail/message.ts'
import type { Columns } from './excess.ts'
import { pause } from './pause.ts'
import { unknownPerson } from './types.ts'
import { isViewed } from './summary.ts'

/** What a test says of each person, worked out once: a mail is then a look at a few bytes. */
export interface Marks {
  readonly test: SharingTest
  of(person: number): number
}

const unknown = 255

export function marksBy(test: SharingTest, addressOf: (person: number) => string): Marks {
  let marks = new Uint8Array(1024).fill(unknown)
  return {
    test,
    of(person) {
      if (person === unknownPerson) return 0
      if (person >= marks.length) {
        const grown = new Uint8Array(Math.max(person + 1, marks.length * 2)).fill(unknown)
        grown.set(marks)
        marks = grown
      }
      if (marks[person] === unknown) marks[person] = test.marksOf(addressOf(person))
      return marks[person]!
    }
  }
}

/** The thread is given back after so long, ms. */
const slice = 8

/**
 * Looks at the mails of an account that its rule shares, as far as their first persons tell. Drafts, spam and what lies
 * in the bin are not shared.
 * @param after only windows written since this `rev`
 */
export async function passOver(
  columns: Columns,
  account: string,
  marks: Marks,
  after: number,
  look: (id: number, flags: number, received: number) => void
): Promise<void> {
  let began = performance.now()
  for (const folder of columns.folders.values()) {
    if (folder.account !== account || !isViewed(folder)) continue
    for (const row of columns.windows.get(folder.id)?.values() ?? []) {
      if (row.rev <= after) continue
      for (let i = 0; i < row.id.length; i++) {
        if (row.flags[i]! & (Flag.draft | Flag.deleted)) continue
        let of = 0
        for (let at = row.peopleAt[i]!; at < row.peopleAt[i + 1]!; at++) of |= marks.of(row.people[at]!)
        if (marks.test.shares(of)) look(row.id[i]!, row.flags[i]!, row.received[i]!)
      }
      if (performance.now() - began < slice) continue
      await pause()
      began = performance.now()
    }
  }
}
