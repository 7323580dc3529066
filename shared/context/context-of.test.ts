import { describe, expect, it } from 'vitest'
import type { Directory, DirectoryEntry } from '../contract/workspace.ts'
import {
  combine,
  contextOf,
  addressCode,
  contextCode,
  emptyIndex,
  indexDirectory,
  ownSide
} from './context-of.ts'

const person = (
  address: string,
  kind: DirectoryEntry['kind'],
  more: Partial<DirectoryEntry> = {}
): DirectoryEntry => ({
  address,
  kind,
  record: `id of ${address}`,
  name: address.split('@')[0] ?? '',
  title: '',
  account: null,
  accountName: '',
  deals: [],
  ...more
})
const deal = (name: string, role = '') => ({
  id: name,
  name,
  stage: 'Negotiation',
  step: 3,
  amount: 1,
  currency: 'EUR',
  closing: '',
  role
})

const directory: Directory = {
  version: 7,
  entries: [
    person('anna@acme.example', 'contact', {
      accountName: 'Acme',
      deals: [deal('Acme renewal', 'Technical buyer'), deal('Acme Leeds')]
    }),
    person('ben@acme.example', 'contact', { accountName: 'Acme' }),
    person('lea@new.example', 'lead', { accountName: 'New Ltd' }),
    person('bo@fernhill.example', 'colleague'),
    person('freelance@gmail.com', 'colleague'),
    person('both@fernhill.example', 'contact', { deals: [deal('Imported')] }),
    person('both@fernhill.example', 'colleague'),
    person('insider@fernhill.example', 'contact'),
    person('twice@two.example', 'lead'),
    person('twice@two.example', 'contact'),
    person('jörg@xn--mller-kva.example', 'contact')
  ],
  ownDomains: ['fernhill.example', 'gmail.com'],
  accountDomains: [
    ['acme.example', 'Acme'],
    ['outlook.com', 'Somebody']
  ]
}
const index = indexDirectory(directory)
const own = ownSide(['Maya@fernhill.example', 'maya@gmail.com'], ['fernhill.example', 'GMAIL.com'])
const me = 'maya@fernhill.example'
const to = (from: string, ...rest: string[]) => ({ from: [from], to: rest, cc: [], bcc: [] })

describe('contextOf', () => {
  it.each([
    [
      'an open deal before everything',
      to('ben@acme.example', me, 'lea@new.example', 'anna@acme.example'),
      'deals',
      'deal'
    ],
    [
      'the deal of somebody in Bcc',
      { ...to(me, 'ben@acme.example'), bcc: ['anna@acme.example'] },
      'deals',
      'deal'
    ],
    ['a contact without an open deal', to('ben@acme.example', me), 'contacts', 'contact'],
    ['a contact before a lead', to('lea@new.example', 'ben@acme.example'), 'contacts', 'contact'],
    ['a lead before a colleague', to('bo@fernhill.example', me, 'lea@new.example'), 'leads', 'lead'],
    ['a lead before a stranger', to('who@nowhere.example', 'lea@new.example'), 'leads', 'lead'],
    [
      'a colleague plus a contact is the contact’s',
      to('bo@fernhill.example', me, 'ben@acme.example'),
      'contacts',
      'contact'
    ],
    ['colleagues alone', to('bo@fernhill.example', me, 'new@fernhill.example'), 'colleagues', 'colleague'],
    ['a colleague by domain', to('new@fernhill.example', me), 'colleagues', 'colleague'],
    ['a user at a public mail domain', to('freelance@gmail.com', me), 'colleagues', 'colleague'],
    ['a public mail domain makes no colleague', to('stranger@gmail.com', me), 'others', 'unknown'],
    [
      'a colleague plus a stranger',
      to('bo@fernhill.example', me, 'who@nowhere.example'),
      'others',
      'unknown'
    ],
    ['a stranger at a known account', to('new@acme.example', me), 'others', 'knownDomain'],
    ['… and below its domain', to('robot@mail.acme.example', me), 'others', 'knownDomain'],
    ['a public domain is nobody’s account', to('x@outlook.com', me), 'others', 'unknown'],
    [
      'a user is never outside, though imported as a contact',
      to('both@fernhill.example', me),
      'colleagues',
      'colleague'
    ],
    ['a contact at an own domain stays a contact', to('insider@fernhill.example', me), 'contacts', 'contact'],
    ['contact before lead for one address', to('twice@two.example', me), 'contacts', 'contact'],
    ['nobody but me', to(me, 'maya+note@gmail.com'), 'others', 'onlyYou'],
    ['nobody at all', to('', ''), 'others', 'unknown'],
    ['an empty mail', { from: [], to: [], cc: [], bcc: [] }, 'others', 'onlyYou'],
    ['capitals', to('ANNA@Acme.Example', me), 'deals', 'deal'],
    ['a tag', to('ben+offers@acme.example', me), 'contacts', 'contact'],
    ['another spelling of a domain', to('Jörg@Müller.example', me), 'contacts', 'contact']
  ] as const)('%s', (_, participants, folder, kind) => {
    const found = contextOf(participants, index, own)
    expect([found.folder, found.reason.kind]).toEqual([folder, kind])
  })

  it('says which deal and which part in it', () => {
    expect(contextOf(to('anna@acme.example', me), index, own).reason).toEqual({
      kind: 'deal',
      address: 'anna@acme.example',
      name: 'anna',
      record: 'id of anna@acme.example',
      role: 'Technical buyer',
      deal: 'Acme renewal',
      dealName: 'Acme renewal',
      stage: 'Negotiation',
      moreDeals: 1
    })
  })

  it('names the stranger at a known account before one from nowhere', () => {
    const { reason } = contextOf(to('x@nowhere.example', 'new@acme.example'), index, own)
    expect(reason).toEqual({
      kind: 'knownDomain',
      address: 'new@acme.example',
      domain: 'acme.example',
      accountName: 'Acme'
    })
  })

  it('knows colleagues by the rep’s own domain alone', () => {
    const found = contextOf(to('new@fernhill.example', me), emptyIndex, own)
    expect(found).toEqual({
      folder: 'colleagues',
      reason: { kind: 'colleague', address: 'new@fernhill.example', name: '', by: 'domain' }
    })
  })
})

describe('codes', () => {
  it('combine to the same folder in every order', () => {
    const { deal, contact, lead, colleague, other, self } = contextCode
    expect(combine([])).toBe(other)
    expect(combine([self, self])).toBe(other)
    expect(combine([self, colleague])).toBe(colleague)
    for (const codes of [
      [colleague, other],
      [other, colleague, self]
    ])
      expect(combine(codes)).toBe(other)
    expect(combine([other, lead, colleague])).toBe(lead)
    expect(combine([lead, contact])).toBe(contact)
    expect(combine([other, deal, contact])).toBe(deal)
  })

  it('are found for any number of addresses without looking through the directory', () => {
    const asked = Array.from({ length: 100_000 }, (_, i) =>
      i % 3 ? `p${i}@nowhere.example` : 'anna@acme.example'
    )
    for (const address of asked) addressCode(address, index, own)
    const start = performance.now()
    for (const address of asked) addressCode(address, index, own)
    // some 150 ms; a look through all entries for each would take minutes
    expect(performance.now() - start).toBeLessThan(5_000)
  })
})
