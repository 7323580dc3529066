import type { Directory } from '../../shared/contract/workspace.ts'
import {
  addressCode,
  claimOf,
  codeOfClaim,
  type DirectoryIndex,
  emptyIndex,
  indexDirectory,
  noClaim,
  type OwnSide,
  ownSide
} from '../../shared/context/context-of.ts'
import { copyOf } from '../cache/columns.ts'
import { peoplePage, unknownPerson, type WindowRow } from '../cache/types.ts'
import { type Book, type Change, startChange } from './book.ts'
import type { Store } from './store.ts'

const unknown = 255
/** Windows that one transaction re-sorts: short enough that a click in between is not felt. */
const windowsPerWrite = 40

/** Keeps what each person means as one byte, so that sorting a mail is a look into an array. */
export interface Sorter {
  contextOf(people: ArrayLike<number>, change: Change): number
  /** What mail is sorted by; another object after each change of it. */
  readonly sides: { readonly index: DirectoryIndex; readonly own: OwnSide }
  /** The CRM or the rep's own addresses changed: mail that this moves is moved, old mail included. */
  use(directory: Directory | null, ownAddresses: string[]): Promise<{ moved: number }>
}

export function createSorter(store: Store): Sorter {
  let index: DirectoryIndex = emptyIndex
  let own: OwnSide = ownSide([])
  let sides = { index, own }
  let codes = new Uint8Array(1024).fill(unknown)

  function codeOf(person: number, change: Change | null): number {
    if (person === unknownPerson) return 4
    if (person >= codes.length) {
      const grown = new Uint8Array(Math.max(person + 1, codes.length * 2)).fill(unknown)
      grown.set(codes)
      codes = grown
    }
    let code = codes[person]!
    if (code === unknown) {
      const page =
        change?.peoplePages.get(Math.floor(person / peoplePage)) ??
        store.book.peoplePages.get(Math.floor(person / peoplePage))
      code = addressCode(page?.addresses[person % peoplePage] ?? '', index, own)
      codes[person] = code
    }
    return code
  }

  function contextOf(people: ArrayLike<number>, change: Change | null, from = 0, to = people.length): number {
    let claim = noClaim
    for (let i = from; i < to; i++) {
      const next = claimOf(codeOf(people[i]!, change))
      if (next < claim) claim = next
    }
    return codeOfClaim(claim)
  }

  return {
    contextOf,
    get sides() {
      return sides
    },
    async use(directory, ownAddresses) {
      index = directory ? indexDirectory(directory) : index
      own = ownSide(ownAddresses, directory?.ownDomains ?? index.ownDomains)
      sides = { index, own }
      codes.fill(unknown)
      let moved = 0
      const todo = allWindows(store.book)
      for (let at = 0; at < todo.length; at += windowsPerWrite) {
        await store.write(() => {
          const change = startChange(store.book)
          for (const [folder, window] of todo.slice(at, at + windowsPerWrite)) {
            const row = store.book.windows.get(folder)?.get(window)
            const next =
              row && resorted(row, (i) => contextOf(row.people, null, row.peopleAt[i], row.peopleAt[i + 1]))
            if (!next) continue
            moved += next.moved
            change.windows.push(next.row)
          }
          return change.windows.length ? { written: { change }, result: true } : null
        }, true)
      }
      return { moved }
    }
  }
}

function allWindows(book: Book): [number, number][] {
  const all: [number, number][] = []
  for (const [folder, windows] of book.windows) {
    for (const window of [...windows.keys()].sort((a, b) => b - a)) all.push([folder, window])
  }
  return all
}

function resorted(
  row: WindowRow,
  contextAt: (i: number) => number
): { row: WindowRow; moved: number } | null {
  let next: WindowRow | null = null
  let moved = 0
  for (let i = 0; i < row.uid.length; i++) {
    const context = contextAt(i)
    if (context === row.context[i]) continue
    next ??= copyOf(row)
    next.context[i] = context
    moved++
  }
  return next && { row: next, moved }
}
