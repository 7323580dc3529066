import { describe, expect, it } from 'vitest'
import { type SharingRule, sharingRule } from '../contract/sharing-rule.ts'
import type { Directory, DirectoryEntry } from '../contract/workspace.ts'
import { indexDirectory, ownSide } from './context-of.ts'
import { sharedOn, sharingTest } from './shared-on.ts'

const person = (
  address: string,
  kind: DirectoryEntry['kind'],
  more: Partial<DirectoryEntry> = {}
): DirectoryEntry => ({
  address,
  kind,
  record: `id of ${address}`,
  name: '',
  title: '',
  account: null,
  accountName: '',
  deals: [],
  ...more
})
const deal = (id: string) => ({
  id,
  name: id,
  stage: '',
  step: 1,
  amount: null,
  currency: 'EUR',
  closing: '',
  role: ''
})
const directory: Directory = {
  version: 1,
  entries: [
    person('anna@acme.example', 'contact', { account: 'acme', deals: [deal('renewal')] }),
    person('ben@acme.example', 'contact', { account: 'acme' }),
    person('lea@new.example', 'lead'),
    person('bo@fernhill.example', 'colleague'),
    person('both@fernhill.example', 'contact'),
    person('both@fernhill.example', 'colleague'),
    person('maya@fernhill.example', 'contact')
  ],
  ownDomains: ['fernhill.example'],
  accountDomains: [['acme.example', 'Acme']]
}
const index = indexDirectory(directory)
const own = ownSide(['maya@fernhill.example'], ['fernhill.example'])
const me = 'maya@fernhill.example'
const mail = (from: string, ...to: string[]) => ({ from: [from], to: [...to, me], cc: [], bcc: [] })
const of = (rule: Partial<SharingRule>, excluded: string[] = []) => {
  const parsed = {
    ...sharingRule.parse({ mode: 'public' }),
    ...rule
  }
  return sharingTest(parsed, index, own, excluded)
}

describe('what is published', () => {
  it.each([
    ['a contact', {}, mail('ben@acme.example'), true],
    ['a lead', {}, mail('lea@new.example'), true],
    ['in capitals', {}, mail('BEN@Acme.Example'), true],
    ['private: nothing', { mode: 'private' }, mail('anna@acme.example'), false],
    ['a stranger, though at a known account', {}, mail('new@acme.example'), false],
    ['nobody but colleagues', {}, mail('bo@fernhill.example', 'new@fernhill.example'), false],
    ['a user whom an import also made a contact', {}, mail('both@fernhill.example'), false],
    ['the rep alone, of whom there is a contact', {}, mail(me), false],
    ['a colleague and a contact', {}, mail('bo@fernhill.example', 'ben@acme.example'), true],
    ['never this address', { never: ['Ben@acme.example'] }, mail('ben@acme.example'), false],
    ['never this domain', { never: ['@acme.example'] }, mail('ben@acme.example'), false],
    ['never a domain above it', { never: ['@example'] }, mail('ben@acme.example'), false],
    ['never one that only ends alike', { never: ['@me.example'] }, mail('ben@acme.example'), true],
    [
      'never somebody else in it',
      { never: ['bo@fernhill.example'] },
      mail('anna@acme.example', 'bo@fernhill.example'),
      false
    ],
    ['custom deals', { mode: 'custom', records: 'deals' }, mail('anna@acme.example'), true],
    ['… without an open deal', { mode: 'custom', records: 'deals' }, mail('ben@acme.example'), false],
    [
      'chosen account',
      { mode: 'custom', records: 'chosen', chosen: ['acme'] },
      mail('ben@acme.example'),
      true
    ],
    [
      'chosen deal',
      { mode: 'custom', records: 'chosen', chosen: ['renewal'] },
      mail('anna@acme.example'),
      true
    ],
    [
      'another chosen',
      { mode: 'custom', records: 'chosen', chosen: ['renewal'] },
      mail('ben@acme.example'),
      false
    ],
    ['people by domain', { mode: 'custom', people: ['@acme.example'] }, mail('ben@acme.example'), true],
    ['… and below it', { mode: 'custom', people: ['@example'] }, mail('ben@acme.example'), true],
    ['… not others', { mode: 'custom', people: ['@acme.example'] }, mail('lea@new.example'), false],
    [
      'a named stranger makes no record',
      { mode: 'custom', people: ['who@nowhere.example'] },
      mail('who@nowhere.example'),
      false
    ],
    [
      'custom terms say nothing of public',
      { people: ['who@nowhere.example'] },
      mail('ben@acme.example'),
      true
    ]
  ] as [string, Partial<SharingRule>, ReturnType<typeof mail>, boolean][])('%s', (_, rule, one, expected) => {
    expect(sharedOn(one, of(rule))).toBe(expected)
  })

  it('is not what the administrator excludes, nor what only a hidden recipient makes a record’s', () => {
    expect(sharedOn(mail('ben@acme.example'), of({}, ['@acme.example']))).toBe(false)
    const hidden = { ...mail('bo@fernhill.example'), bcc: ['ben@acme.example'] }
    expect(sharedOn(hidden, of({}))).toBe(false)
    const barred = { ...mail('ben@acme.example'), bcc: ['lea@new.example'] }
    expect(sharedOn(barred, of({}))).toBe(true)
    expect(sharedOn(barred, of({ never: ['lea@new.example'] }))).toBe(false)
  })

  it('is never a mail in which nobody has a record, whatever the rule', () => {
    const strangers = [
      'x@nowhere.example',
      'bo@fernhill.example',
      'both@fernhill.example',
      me,
      'new@acme.example',
      ''
    ]
    for (const mode of ['public', 'custom'] as const)
      for (const records of ['all', 'deals', 'chosen'] as const)
        for (const people of [[], ['@example'], strangers])
          for (const from of strangers) {
            const test = of({ mode, records, people, chosen: ['acme', 'renewal'] })
            expect(sharedOn(mail(from, ...strangers), test)).toBe(false)
          }
  })
})
