import { expect, it } from 'vitest'
import type { EmailRow } from './merge.ts'
import { countsBy, countsOf } from './counts.ts'
import { together, type Sharer } from './use-sharers.ts'
import { finds, showsOwnAlone, sift, askAll } from './ask.ts'
import type { RecordMail } from '../../../shared/contract/sharing.ts'

const sharer = (user: string, imap: number, pop3 = 0, crm = 0): Sharer => ({
  user,
  name: user,
  mine: user === 'me',
  mails: imap + pop3 + crm,
  imap,
  pop3,
  crm
})
const owner = (user: string, source: 'imap' | 'pop3' | 'crm') => ({
  user,
  name: user,
  mailbox: '',
  source,
  mine: user === 'me'
})
const mail = (...owners: ReturnType<typeof owner>[]): RecordMail => ({
  id: 'a',
  message: 'a',
  thread: 'a',
  sent: 1,
  source: 'imap',
  outgoing: false,
  subject: 'Renewal terms',
  snippet: 'Thanks Maya',
  from: ['Dana Whitfield', 'dana@acme.example'],
  to: [['Maya', 'maya@fernhill.example']],
  files: [],
  owners,
  address: 'dana@acme.example',
  mood: null,
  byHand: null,
  deal: null
})
const row = (shared: RecordMail | null): EmailRow => ({
  ...mail(),
  deal: null,
  key: 'a',
  shared,
  own: null,
  flags: 0,
  mine: false
})

it('counts a mail of two owners once where all is here, and the rep’s own mail with what is shared of it', () => {
  const rows = [
    row(null),
    row(mail(owner('maya', 'imap'), owner('bo', 'imap'))),
    row(mail(owner('bo', 'pop3')))
  ]
  expect(countsOf(rows)).toEqual({ all: 3, crm: 0, imap: 1, pop3: 1 })
  expect(countsBy([sharer('me', 2), sharer('maya', 3, 0, 1)], 5)).toEqual({
    all: 9,
    crm: 1,
    imap: 5,
    pop3: 0
  })
  expect(countsBy([sharer('me', 2)], 1).all).toBe(2)
})

it('adds up what somebody shares on all people of a deal', () => {
  const [first, ...rest] = together([
    [sharer('bo', 1), sharer('maya', 0)],
    [sharer('bo', 2, 1), sharer('maya', 2)]
  ])
  expect(first).toEqual(sharer('bo', 3, 1))
  expect(rest).toEqual([sharer('maya', 2)])
  expect(together([[sharer('bo', 3)]], [sharer('bo', 1), sharer('maya', 1)])).toEqual([
    sharer('bo', 3),
    sharer('maya', 1)
  ])
})

it('shows private mail under all and under oneself, and to no colleague', () => {
  expect(showsOwnAlone(askAll, 'me')).toBe(true)
  expect(showsOwnAlone({ ...askAll, show: 'user', user: 'me' }, 'me')).toBe(true)
  expect(showsOwnAlone({ ...askAll, show: 'user', user: 'bo' }, 'me')).toBe(false)
  expect(showsOwnAlone({ ...askAll, show: 'user', user: null }, null)).toBe(false)
  expect(showsOwnAlone({ ...askAll, show: 'imap' }, 'me')).toBe(false)
  expect(showsOwnAlone({ ...askAll, as: 'bo' }, 'me')).toBe(false)
})

it('searches and filters what was kept as the workspace does', () => {
  const both = mail(owner('maya', 'imap'), owner('bo', 'pop3'))
  expect(finds('RENEW whit', both)).toBe(true)
  expect(finds('renew nobody', both)).toBe(false)
  expect(sift([both], { ...askAll, show: 'pop3' })).toMatchObject([{ owners: [{ user: 'bo' }] }])
  expect(sift([both], { ...askAll, show: 'user', user: 'dana' })).toEqual([])
  expect(sift([both], askAll)).toEqual([both])
})
