import { expect, it } from 'vitest'
import type { AuditEntry } from '../../../shared/contract/administration.ts'
import { foldAudit } from './fold-audit.ts'

const box = (id: number, change: Partial<AuditEntry> = {}): AuditEntry => ({
  id,
  at: 100_000 + id,
  who: 'Ada',
  act: 'mailboxes.update',
  about: '',
  was: { mode: 'private' },
  now: { mode: 'public' },
  ...change
})
const ids = (entries: AuditEntry[]) => foldAudit(entries).map((of) => of.map(({ id }) => id))

it('puts mailboxes that followed one decision together, and nothing else', () => {
  const rules = box(6, { was: { mode: 'public', never: [] }, now: { mode: 'public', never: ['x'] } })
  expect(
    ids([rules, box(5), box(4), box(3, { who: 'Maya' }), box(2, { act: 'users.update' }), box(1)])
  ).toEqual([[6], [5, 4], [3], [2], [1]])
  expect(ids([box(2, { at: 900_000 }), box(1)])).toEqual([[2], [1]])
})
