import { expect, it } from 'vitest'
import { sharingRule } from '../../shared/contract/sharing-rule.ts'
import { indexDirectory, ownSide } from '../../shared/context/context-of.ts'
import { sharingTest } from '../../shared/context/shared-on.ts'
import { folderRow } from '../keeper/testing.ts'
import { emptyWindow, withEntries } from './columns.ts'
import { marksBy, passOver } from './shared-pass.ts'

const people = 20_000
const address = (person: number): string =>
  person % 10 === 0 ? `c${person}@acme${person % 97}.example` : `p${person}@nowhere.example`
const index = indexDirectory({
  version: 1,
  entries: Array.from({ length: people / 10 }, (_, i) => ({
    address: address(i * 10),
    kind: 'contact' as const,
    record: String(i),
    name: '',
    title: '',
    account: null,
    accountName: '',
    deals: []
  })),
  ownDomains: [],
  accountDomains: []
})

it('holds 100,000 mails against a rule in a fraction of a second', async () => {
  const windows = new Map(
    Array.from({ length: 196 }, (_, window) => {
      const entries = Array.from({ length: 512 }, (_, i) => {
        const id = window * 512 + i
        const persons = [id % people, (id * 7) % people, (id * 13) % people]
        return { uid: id, id, received: id, thread: 1, flags: 0, context: 4, people: persons }
      })
      return [window, { ...withEntries(emptyWindow(1, window), entries), rev: 1 }] as const
    })
  )
  const columns = { folders: new Map([[1, folderRow(1)]]), windows: new Map([[1, windows]]) }
  const rule = sharingRule.parse({ mode: 'custom', never: ['@acme3.example'], people: ['@example'] })
  const marks = marksBy(sharingTest(rule, index, ownSide([])), address)
  const began = performance.now()
  let shared = 0
  await passOver(columns, 'a', marks, 0, () => shared++)
  const took = performance.now() - began
  console.info(`100,352 mails, ${shared} shared: ${Math.round(took)} ms`)
  expect(shared).toBeGreaterThan(5_000)
  expect(took).toBeLessThan(1_000)
})
