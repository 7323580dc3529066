import { Dexie, liveQuery, type ObservabilitySet, RangeSet, rangesOverlap } from 'dexie'
import type { Directory } from '../../shared/contract/workspace.ts'
import {
  type DirectoryIndex,
  emptyIndex,
  indexDirectory,
  type OwnSide,
  ownSide
} from '../../shared/context/context-of.ts'
import { Flag } from '../../shared/mail/message.ts'
import type { MailDb } from './mail-db.ts'
import { type Cut, cutOf, openStates, targetsOf } from './excess.ts'
import type { OutboxDb } from './outbox-db.ts'
import type { Operation } from './outbox-types.ts'
import { makeOverlay, noOverlay, type Overlay } from './overlay.ts'
import { type KeptSince, periodKey } from './period.ts'
import { type FolderRow, peoplePage, type PeoplePage, unknownPerson, type WindowRow } from './types.ts'

/** What the keeper writes with all that a list could show. */
const tick = new RangeSet().addKey('tick')

/**
 * The columns of all mail in memory, read at once and then with each tick of the keeper: some 45 bytes a mail. Lists and
 * counts are computed from it (lists.ts); what a row shows is read from the database for the rows in sight only.
 */
export interface Ledger {
  /** Grows with everything that could change a list. */
  readonly version: number
  /** Grows when mail comes, goes, moves or changes its place in a list: with less than `version`, which grows with flags. */
  readonly shape: number
  readonly loaded: boolean
  readonly folders: ReadonlyMap<number, FolderRow>
  readonly windows: ReadonlyMap<number, ReadonlyMap<number, WindowRow>>
  readonly overlay: Overlay
  /** account -> from when on its mail is kept here */
  readonly periods: ReadonlyMap<string, KeptSince>
  /** Mails with operations that the server does not have yet. */
  readonly waiting: ReadonlySet<number>
  readonly directory: DirectoryIndex
  readonly own: OwnSide
  address(person: number): string
  personName(person: number): string
  /** The person with this address, in whatever case; undefined where no mail named it. */
  person(address: string): number | undefined
  subscribe(listener: () => void): () => void
  close(): void
}

export function openLedger(mail: MailDb, outbox: OutboxDb): Ledger {
  const windows = new Map<number, Map<number, WindowRow>>()
  const people: PeoplePage[] = []
  const persons = new Map<string, number>()
  const listeners = new Set<() => void>()
  let folders = new Map<number, FolderRow>()
  let overlay = noOverlay
  let open: Operation[] = []
  let waiting: ReadonlySet<number> = new Set()
  let periods = new Map<string, KeptSince>()
  let directory = emptyIndex
  let own = ownSide([])
  let seen = 0
  let version = 0
  let shape = 0
  let loaded = false

  function changed(): void {
    version++
    for (const listener of listeners) listener()
  }

  function takePeople(pages: PeoplePage[]): void {
    for (const page of pages) {
      const known = people[page.page]?.addresses.length ?? 0
      people[page.page] = page
      for (let i = known; i < page.addresses.length; i++)
        persons.set(page.addresses[i]!, page.page * peoplePage + i)
    }
  }

  const isDropping = (): boolean => [...periods.values()].some(({ dropping }) => dropping)

  function layOver(): void {
    const cuts = new Map<number, Cut>()
    for (const [account, { since, dropping }] of periods) {
      if (!dropping || since === null) continue
      const cut = cutOf({ folders, windows }, account, since, waiting)
      for (const folder of folders.values()) if (folder.account === account) cuts.set(folder.id, cut)
    }
    const before = overlay.placement
    overlay = makeOverlay(
      open.filter(({ state }) => state !== 'refused'),
      cuts
    )
    if (overlay.placement !== before) shape++
  }

  let pulling: Promise<void> = Promise.resolve()
  let asked = false
  function pull(): void {
    if (asked) return
    asked = true
    pulling = pulling.then(read).catch((error: unknown) => console.error('ledger', error))
  }

  // a live query would first read the tick, and only then what it stands for
  const told = (parts: ObservabilitySet): void => {
    const changed = parts[`idb://${mail.name}/meta/`]
    if (changed && rangesOverlap(changed, tick)) pull()
  }
  Dexie.on('storagemutated').subscribe(told)
  pull()

  async function read(): Promise<void> {
    asked = false
    const [rows, folderRows, pages, directoryRow, ownRow, periodRows] = await mail.transaction(
      'r',
      [mail.windows, mail.folders, mail.people, mail.meta],
      () =>
        Promise.all([
          seen === 0 ? mail.windows.toArray() : mail.windows.where('rev').above(seen).toArray(),
          mail.folders.toArray(),
          mail.people
            .where('page')
            .aboveOrEqual(Math.max(0, people.length - 1))
            .toArray(),
          mail.meta.get('directory'),
          mail.meta.get('own'),
          mail.meta.where('key').startsWith(periodKey('')).toArray()
        ])
    )
    // all at once with the new version: a list that is drawn in between would keep an order of two states
    for (const row of rows) {
      let list = windows.get(row.folder)
      if (!list) windows.set(row.folder, (list = new Map()))
      if (!sameShape(list.get(row.window), row)) shape++
      list.set(row.window, row)
      seen = Math.max(seen, row.rev)
    }
    const before = rolesOf(folders)
    folders = new Map(folderRows.map((row) => [row.id, row]))
    if (rolesOf(folders) !== before) shape++
    for (const folder of windows.keys()) if (!folders.has(folder)) windows.delete(folder)
    takePeople(pages)
    const latest = directoryRow?.value as Directory | undefined
    if (latest && latest.version !== directory.version) directory = indexDirectory(latest)
    own = ownSide((ownRow?.value as string[] | undefined) ?? [], latest?.ownDomains ?? [])
    const wasDropping = isDropping()
    periods = new Map(
      periodRows.map(({ key, value }) => [key.slice(periodKey('').length), value as KeptSince])
    )
    if (wasDropping || isDropping()) layOver()
    loaded = true
    changed()
  }

  const operations = liveQuery(() =>
    outbox.operations
      .where('state')
      .anyOf(...openStates)
      .toArray()
  ).subscribe((found) => {
    open = found.sort((a, b) => a.id! - b.id!)
    waiting = new Set(targetsOf(open).map(({ id }) => id))
    layOver()
    changed()
  })

  return {
    get version() {
      return version
    },
    get shape() {
      return shape
    },
    get loaded() {
      return loaded
    },
    get folders() {
      return folders
    },
    windows,
    get overlay() {
      return overlay
    },
    get periods() {
      return periods
    },
    get waiting() {
      return waiting
    },
    get directory() {
      return directory
    },
    get own() {
      return own
    },
    address: (person) =>
      person === unknownPerson
        ? ''
        : (people[Math.floor(person / peoplePage)]?.addresses[person % peoplePage] ?? ''),
    personName: (person) =>
      person === unknownPerson
        ? ''
        : (people[Math.floor(person / peoplePage)]?.names[person % peoplePage] ?? ''),
    person: (address) => persons.get(address.toLowerCase()),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      Dexie.on('storagemutated').unsubscribe(told)
      operations.unsubscribe()
    }
  }
}

/** Whether only flags differ, Deleted aside: a mail with it is in no list. */
export function sameShape(a: WindowRow | undefined, b: WindowRow): boolean {
  if (!a || a.uid.length !== b.uid.length || a.people.length !== b.people.length) return false
  for (let i = 0; i < b.uid.length; i++) {
    if (
      a.uid[i] !== b.uid[i] ||
      a.id[i] !== b.id[i] ||
      a.received[i] !== b.received[i] ||
      a.thread[i] !== b.thread[i] ||
      a.context[i] !== b.context[i] ||
      ((a.flags[i]! ^ b.flags[i]!) & Flag.deleted) !== 0
    )
      return false
  }
  return true
}

function rolesOf(folders: ReadonlyMap<number, FolderRow>): string {
  return [...folders.values()].map(({ id, role }) => `${id}${role}`).join()
}
