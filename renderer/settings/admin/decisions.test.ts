import { expect, it } from 'vitest'
import { backUpWithin, type TeamUser } from '../../../shared/contract/administration.ts'
import { consequences, daysLeft, decidedBy, type Team, urgent } from './decisions.ts'

const user = (id: string, change: Partial<TeamUser> = {}): TeamUser => ({
  id,
  name: id,
  address: '',
  profile: 'standard',
  active: true,
  invited: true,
  sharing: null,
  locked: null,
  decision: 'choice',
  held: false,
  mailboxes: [{ id, address: '', protocol: 'imap', mode: 'public', state: '', connected: 0, synced: null }],
  shared: 10,
  mailOff: null,
  keep: { folders: true, mail: true },
  backedUp: null,
  noBackup: null,
  ...change
})
const team = (...users: TeamUser[]): Team => ({
  users,
  decision: 'choice',
  locked: false,
  profiles: [
    { id: 'standard', name: 'Standard', emailSettings: true, sharing: null, locked: null, users: 1 },
    { id: 'interns', name: 'Interns', emailSettings: true, sharing: 'private', locked: null, users: 1 }
  ],
  excluded: [],
  records: 'all'
})

it('counts whom a decision reaches: the narrower stands over the wider', () => {
  const two = team(
    user('maya'),
    user('otto', { mailboxes: [] }),
    user('ida', { profile: 'interns', decision: 'private' }),
    user('kai', { sharing: 'private', decision: 'private' })
  )
  expect(consequences(two, { of: { kind: 'all' }, decision: 'public', locked: false })).toEqual([
    '1 person’s mailbox shares from now on: mail with contacts and leads is seen beside the records.'
  ])
  expect(consequences(two, { of: { kind: 'all' }, decision: 'choice', locked: true })).toEqual([
    'Locked for 4 people: nobody goes Private, removes or repoints the account, or takes shares back.'
  ])
  const kai = { of: { kind: 'user', id: 'kai' } as const, decision: null, locked: null }
  expect(consequences(two, kai)[0]).toMatch(/^1 person may choose/)
  const interns = {
    of: { kind: 'profile', id: 'interns' } as const,
    decision: 'private' as const,
    locked: null
  }
  expect(consequences(two, interns)[0]).toMatch(/^Nothing changes/)
  expect(decidedBy(two.users[2]!, two)).toBe('profile Interns')
})

it('counts the days that are left, and who is the most urgent', () => {
  expect(daysLeft(0, backUpWithin - 1)).toBe(1)
  expect(daysLeft(0, backUpWithin + 1)).toBe(0)
  const left = [
    user('late', { mailOff: 9 }),
    user('early', { mailOff: 5 }),
    user('done', { mailOff: 1, backedUp: 2 })
  ]
  expect(urgent(left).map(({ id }) => id)).toEqual(['early', 'late'])
})
