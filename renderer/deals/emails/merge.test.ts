import { describe, expect, it } from 'vitest'
import type { RecordMail } from '../../../shared/contract/sharing.ts'
import { mergeMail, type OwnMail, type Pages } from './merge.ts'

const own = (key: string, sent: number): OwnMail => ({
  id: sent * 100 + key.charCodeAt(0),
  key,
  thread: key,
  sent,
  outgoing: false,
  subject: key,
  snippet: '',
  from: ['', 'dana@acme.example'],
  to: [],
  flags: 1
})
const shared = (message: string, sent: number, owners = ['maya']): RecordMail => ({
  id: `${message}-${owners[0]}`,
  message,
  thread: message,
  sent,
  source: 'imap',
  outgoing: false,
  subject: message,
  snippet: '',
  from: ['', 'dana@acme.example'],
  to: [],
  files: [],
  owners: owners.map((name) => ({ user: name, name, mailbox: '', source: 'imap', mine: name === 'me' })),
  address: 'dana@acme.example',
  mood: null,
  byHand: null,
  deal: null
})
const whole = <T>(...rows: T[]): Pages<T> => ({ rows, floor: null })
const part = <T extends { sent: number }>(...rows: T[]): Pages<T> => ({
  rows,
  floor: rows.at(-1)?.sent ?? 0
})
const keys = (rows: readonly { key: string }[]) => rows.map(({ key }) => key).join('')

describe('own and shared mail in one list', () => {
  it('stands by time, newest first, and ties by the key as the workspace orders them', () => {
    const rows = mergeMail(whole(own('a', 5), own('c', 3)), [whole(shared('b', 4), shared('d', 3))])
    expect(keys(rows)).toBe('abdc')
    expect(rows.map(({ own: id, shared: of }) => [id !== null, of !== null])).toEqual([
      [true, false],
      [false, true],
      [false, true],
      [true, false]
    ])
  })

  it('shows a mail that is in both once, as the rep’s own, with all who share it', () => {
    const [row, ...others] = mergeMail(whole(own('a', 5)), [whole(shared('a', 5, ['maya', 'me']))])
    expect(others).toEqual([])
    expect(row).toMatchObject({ own: 597, mine: true, flags: 1 })
    expect(row?.shared?.owners.map(({ name }) => name)).toEqual(['maya', 'me'])
  })

  it('says mine of what the rep shares though the cache does not hold it', () => {
    expect(mergeMail(whole(), [whole(shared('a', 5, ['me']))])).toMatchObject([{ own: null, mine: true }])
  })

  it('shows a mail with two people of a deal once', () => {
    const rows = mergeMail(whole(), [whole(shared('a', 5)), whole(shared('a', 5, ['maya', 'bo']))])
    expect(rows).toHaveLength(1)
    expect(rows[0]?.shared?.owners).toHaveLength(2)
  })

  it('holds back what lies below a page that is not the last: nothing is put above it later', () => {
    const mine = whole(own('z', 9), own('y', 2))
    expect(keys(mergeMail(mine, [part(shared('b', 6), shared('c', 4))]))).toBe('zbc')
    expect(keys(mergeMail(mine, [whole(shared('b', 6), shared('c', 4), shared('d', 1))]))).toBe('zbcyd')
    expect(keys(mergeMail(part(own('z', 9), own('y', 5)), [whole(shared('b', 6), shared('c', 4))]))).toBe(
      'zby'
    )
  })

  it('holds back a mail of the page’s last moment that the page may still name', () => {
    const page = part(shared('b', 6), shared('c', 4))
    expect(keys(mergeMail(whole(own('a', 4), own('c', 4)), [page]))).toBe('bc')
    expect(keys(mergeMail(whole(own('a', 4)), [whole(...page.rows, shared('a', 4, ['me']))]))).toBe('bca')
  })

  it('shows the same whatever the size of pages', () => {
    const mine = Array.from({ length: 40 }, (_, i) => own(String.fromCharCode(65 + i), 100 - ((i * 7) % 40)))
    mine.sort((a, b) => b.sent - a.sent || (a.key < b.key ? 1 : -1))
    const theirs = mine.filter((_, i) => i % 3 === 0).map(({ key, sent }) => shared(key, sent, ['me']))
    theirs.push(...Array.from({ length: 30 }, (_, i) => shared(`x${i}`, 99 - i)))
    theirs.sort((a, b) => b.sent - a.sent || (a.message < b.message ? 1 : -1))
    const all = mergeMail(whole(...mine), [whole(...theirs)])
    for (let size = 1; size <= theirs.length; size++) {
      const rows = mergeMail(whole(...mine), [part(...theirs.slice(0, size))])
      expect(rows).toEqual(all.slice(0, rows.length))
      const less = mergeMail(part(...mine.slice(0, size)), [whole(...theirs)])
      expect(less.map(({ key }) => key)).toEqual(all.slice(0, less.length).map(({ key }) => key))
    }
  })

  it('leaves own mail that nobody shares out where it is asked to, and still opens the rep’s own copy', () => {
    const rows = mergeMail(part(own('a', 5), own('b', 4)), [whole(shared('b', 4), shared('c', 1))], false)
    expect(rows.map(({ key, own: id }) => [key, id !== null])).toEqual([
      ['b', true],
      ['c', false]
    ])
  })
})
