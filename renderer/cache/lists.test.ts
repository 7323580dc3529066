import { describe, expect, it } from 'vitest'
import { emptyIndex, ownSide } from '../../shared/context/context-of.ts'
import { Flag } from '../../shared/mail/message.ts'
import { copyOf, emptyWindow, type Entry, windowOf, withEntries } from './columns.ts'
import { type Ledger, sameShape } from './ledger.ts'
import { listOf, type Source } from './lists.ts'
import { makeOverlay, noOverlay } from './overlay.ts'
import { threadOf } from './places.ts'
import type { Deed, Operation } from './outbox-types.ts'
import { type FolderRow, unknownPerson, type WindowRow } from './types.ts'

const inbox: Source = { kind: 'folder', folder: 1 }
const deals: Source = { kind: 'context', code: 0 }

/** A ledger whose windows and operations a test sets as the keeper and the rep would. */
function ledgerOf(entries: (Entry & { folder: number })[]) {
  const windows = new Map<number, Map<number, WindowRow>>()
  const ledger = {
    version: 1,
    shape: 1,
    loaded: true,
    folders: new Map([
      [1, { id: 1, role: 'inbox' } as FolderRow],
      [2, { id: 2, role: 'archive' } as FolderRow]
    ]),
    windows,
    overlay: noOverlay,
    periods: new Map(),
    waiting: new Set<number>(),
    directory: emptyIndex,
    own: ownSide([]),
    address: () => '',
    personName: () => '',
    person: (address: string) => Number(address) || undefined,
    subscribe: () => () => undefined,
    close: () => undefined
  }
  function put(row: WindowRow): void {
    const list = windows.get(row.folder) ?? new Map<number, WindowRow>()
    windows.set(row.folder, list)
    if (!sameShape(list.get(row.window), row)) ledger.shape++
    list.set(row.window, row)
    ledger.version++
  }
  for (const { folder, ...entry } of entries) {
    const row = windows.get(folder)?.get(windowOf(entry.uid)) ?? emptyWindow(folder, windowOf(entry.uid))
    put(withEntries(row, [entry]))
  }
  return {
    ledger: ledger as Ledger,
    put,
    flag(folder: number, uid: number, flags: number): void {
      const row = copyOf(windows.get(folder)!.get(windowOf(uid))!)
      row.flags[row.uid.indexOf(uid)] = flags
      put(row)
    },
    do(...deeds: Deed[]): void {
      const before = ledger.overlay.placement
      ledger.overlay = makeOverlay(deeds.map((deed, id) => ({ id, deed }) as Operation))
      if (ledger.overlay.placement !== before) ledger.shape++
      ledger.version++
    }
  }
}

const at = (minute: number): number => Date.UTC(2026, 10, 24, 10, minute)
const entry = (id: number, folder: number, more: Partial<Entry> = {}): Entry & { folder: number } => ({
  folder,
  uid: id,
  id,
  received: at(id),
  thread: id,
  flags: 0,
  context: 0,
  people: [],
  ...more
})
const ids = (ledger: Ledger, source: Source, conversations = false): number[] => {
  const list = listOf(ledger, source, conversations)
  return Array.from({ length: list.length }, (_, i) => list.row(i).id)
}
const target = (id: number, folder: number) => ({ id, folder, uid: id })

describe('a list', () => {
  it('is newest first across windows, whatever the order of UIDs', () => {
    const { ledger } = ledgerOf([
      entry(1, 1, { received: at(5) }),
      entry(2, 1, { received: at(1) }),
      entry(700, 1, { received: at(3) })
    ])
    expect(ids(ledger, inbox)).toEqual([1, 700, 2])
    expect(listOf(ledger, inbox, false).indexOf(700)).toBe(1)
    expect(listOf(ledger, inbox, false).indexOf(4)).toBe(-1)
  })

  it('has one row for a conversation, which stands where its highest context is', () => {
    const { ledger } = ledgerOf([
      entry(1, 1, { thread: 9, context: 4 }),
      entry(2, 1, { thread: 9, context: 0 }),
      entry(3, 1, { context: 4 })
    ])
    expect(ids(ledger, inbox, true)).toEqual([3, 2])
    expect(ids(ledger, deals, true)).toEqual([2])
    expect(ids(ledger, { kind: 'context', code: 4 }, true)).toEqual([3])
  })

  it('shows the flags of now though its order was kept', () => {
    const { ledger, flag, do: act } = ledgerOf([entry(1, 1), entry(2, 1)])
    const { shape } = ledger
    expect(listOf(ledger, inbox, false).unread).toBe(2)
    flag(1, 1, Flag.seen)
    expect(ledger.shape).toBe(shape)
    expect(listOf(ledger, inbox, false).unread).toBe(1)
    expect(listOf(ledger, inbox, false).row(1).flags).toBe(Flag.seen)
    act({
      kind: 'flags',
      account: 'a',
      targets: [target(2, 1)],
      add: ['\\Seen'],
      remove: []
    } as unknown as Deed)
    expect(ledger.shape).toBe(shape)
    expect(listOf(ledger, inbox, false).unread).toBe(0)
    expect(listOf(ledger, inbox, false, 'unread').length).toBe(0)
  })

  it('of people has the mail that any of them takes part in', () => {
    const { ledger } = ledgerOf([
      entry(1, 1),
      entry(2, 1, { people: [5, 6] }),
      entry(3, 1),
      entry(4, 1, { people: [7] }),
      entry(5, 2, { people: [6, 7, 6] }),
      entry(700, 1, { people: [6] })
    ])
    const of = (...addresses: string[]): Source => ({ kind: 'people', addresses })
    expect(ids(ledger, of('6'))).toEqual([700, 5, 2])
    expect(ids(ledger, of('5', '7'))).toEqual([5, 4, 2])
    expect(ids(ledger, of('8'))).toEqual([])
    expect(listOf(ledger, of('6'), false).indexOf(2)).toBe(2)
  })

  it('follows mail that comes, is marked deleted, is moved and moved back', () => {
    const { ledger, put, flag, do: act } = ledgerOf([entry(1, 1), entry(2, 1), entry(3, 2)])
    expect(ids(ledger, inbox)).toEqual([2, 1])
    const { folder: _, ...fresh } = entry(4, 1)
    put(withEntries(ledger.windows.get(1)!.get(0)!, [fresh]))
    expect(ids(ledger, inbox)).toEqual([4, 2, 1])
    flag(1, 4, Flag.deleted)
    expect(ids(ledger, inbox)).toEqual([2, 1])
    const move = {
      kind: 'move',
      targets: [target(2, 1)],
      from: { folder: 1 },
      to: { folder: 2 }
    } as unknown as Deed
    act(move)
    expect(ids(ledger, inbox)).toEqual([1])
    expect(ids(ledger, { kind: 'folder', folder: 2 })).toEqual([3, 2])
    act()
    expect(ids(ledger, inbox)).toEqual([2, 1])
    expect(ids(ledger, { kind: 'folder', folder: 2 })).toEqual([3])
  })
})

describe('a conversation', () => {
  it('has its mails of all folders, each once, oldest first, with the flags of now', () => {
    const { ledger, put, flag } = ledgerOf([
      entry(1, 1, { thread: 9, received: at(3), people: [5, 6] }),
      entry(2, 1),
      entry(3, 2, { thread: 9, people: [6] }),
      entry(700, 1, { thread: 9, received: at(2) })
    ])
    put(withEntries(emptyWindow(2, 0), [{ ...entry(1, 2, { thread: 9, received: at(3) }), uid: 8 }]))
    put(withEntries(ledger.windows.get(2)!.get(0)!, [{ ...entry(3, 2, { thread: 9, people: [6] }) }]))
    expect(threadOf(ledger, 9).map(({ id, folder, sender }) => [id, folder, sender])).toEqual([
      [700, 1, unknownPerson],
      [1, 1, 5],
      [3, 2, 6]
    ])
    flag(1, 1, Flag.seen)
    expect(threadOf(ledger, 9)[1]!.flags).toBe(Flag.seen)
    expect(threadOf(ledger, 77)).toEqual([])
  })
})
