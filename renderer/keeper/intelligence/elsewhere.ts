import type { KeptPromise, PromiseRow } from '../../cache/promise-rows.ts'

/** Later mails to the person, of other conversations, that may keep a promise: the first ones. */
const mostElsewhere = 20

/** A conversation that is read again knows nothing of the mail of another one that kept a promise of it. */
export function staysKept(row: PromiseRow, before: PromiseRow | undefined): PromiseRow {
  for (const promise of row.promises) {
    const known = before?.promises.find(({ key }) => key === promise.key)
    if (promise.kept || known?.elsewhere === undefined || !known.kept) continue
    Object.assign(promise, { kept: known.kept, elsewhere: known.elsewhere })
  }
  return row
}

export interface Elsewhere {
  row: PromiseRow
  promise: KeptPromise
  /** The first recipient, whom it was made to. */
  person: string
  /** Later mails to them, of other conversations, in the order they were sent. */
  later: number[]
}

/** What its own conversation leaves open, with mails that it was not held against. What keeps a promise there keeps no second one of its kind. */
export function openElsewhere(rows: readonly PromiseRow[]): Elsewhere[] {
  const used = new Set(
    rows.flatMap(({ promises }) =>
      promises.flatMap(({ kept, what }) => (kept ? [`${kept.mail} ${what}`] : []))
    )
  )
  const sent = rows.filter((row) => row.sent > 0).sort((a, b) => a.sent - b.sent)
  return sent.flatMap((row) => {
    const person = row.to[0]?.[1].toLowerCase() ?? ''
    if (person === '' || row.promises.every(({ kept }) => kept)) return []
    const theirs = sent.filter(
      ({ sent: at, thread, to }) =>
        at > row.sent && thread !== row.thread && to.some(([, address]) => address.toLowerCase() === person)
    )
    return row.promises.flatMap((promise): Elsewhere[] => {
      if (promise.kept) return []
      const later = theirs
        .filter(({ mail }) => !used.has(`${mail} ${promise.what}`))
        .slice(0, mostElsewhere)
        .map(({ mail }) => mail)
      return later.join() === (promise.elsewhere ?? '') ? [] : [{ row, promise, person, later }]
    })
  })
}
