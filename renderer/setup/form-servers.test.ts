import { expect, it } from 'vitest'
import { accountDraft, type Found } from '../../shared/contract/accounts.ts'
import { isAnother } from './AnotherMailbox.tsx'
import { withProtocol, withSecurity } from './form-servers.ts'
import { checkForm, draftOf, emptyForm, formOf } from './form-state.ts'
import { asNew } from '../../shared/new-account.ts'

const found: Found = {
  how: 'autoconfig',
  domain: 'acme.example',
  preset: null,
  incoming: { host: 'in.acme.example', port: 993, security: 'ssl', user: 'maya' },
  pop3: { host: 'pop.acme.example', port: 110, security: 'tls', user: 'maya-pop' },
  outgoing: { host: 'out.acme.example', port: 587, security: 'tls', user: 'maya' },
  elsewhere: []
}
const start = { preset: null, found }
const nothing = { preset: null, found: null }

it('fills what was found, with its login, as long as the address is of that domain', () => {
  const form = { ...emptyForm(null, 'maya@acme.example', found), password: 'x' }
  expect(accountDraft.parse(draftOf(form, null, null, found))).toMatchObject({
    address: 'maya@acme.example',
    protocol: 'imap',
    incoming: { host: 'in.acme.example', port: 993, security: 'ssl', user: 'maya' },
    outgoing: { host: 'out.acme.example', port: 587, security: 'tls', user: 'maya' },
    pop: { leave: true, days: null }
  })
  const other = draftOf({ ...form, address: 'bo@else.example' }, null, null, found)
  expect(other.incoming.user).toBe('bo@else.example')
})

it('the server follows the protocol and comes back with it; what was typed stays', () => {
  const imap = emptyForm(null, 'maya@acme.example', found)
  const pop = withProtocol(imap, 'pop3', start)
  expect(pop).toMatchObject({
    protocol: 'pop3',
    incomingHost: 'pop.acme.example',
    incomingPort: '110',
    useSsl: false,
    incomingOpen: 'tls'
  })
  expect(draftOf(pop, null, null, found).incoming).toMatchObject({ security: 'tls', user: 'maya-pop' })
  expect(withProtocol(pop, 'imap', start)).toEqual(imap)
  const typed = { ...emptyForm(null, ''), incomingHost: 'mail.x.example' }
  expect(withProtocol(typed, 'pop3', nothing)).toMatchObject({
    incomingHost: 'mail.x.example',
    incomingPort: '995'
  })
  expect(withProtocol({ ...typed, incomingPort: '1234' }, 'pop3', nothing).incomingPort).toBe('1234')
  expect(withSecurity(withProtocol(typed, 'pop3', nothing), { useSsl: false }).incomingPort).toBe('110')
  expect(withProtocol(emptyForm(null, 'a@b.example'), 'pop3', nothing).incomingHost).toBe('pop.b.example')
  expect(emptyForm(null, 'maya@acme.example', { ...found, incoming: null }).protocol).toBe('pop3')
})

it('what becomes of POP mail on the server is kept, and days that are none are said', () => {
  const form = { ...emptyForm(null, 'maya@acme.example', found), protocol: 'pop3' as const, password: 'x' }
  const pop = (change: object) => draftOf({ ...form, ...change }, null, null).pop
  expect(pop({})).toEqual({ leave: true, days: null })
  expect(pop({ leave: false, days: '14' })).toEqual({ leave: false, days: 14 })
  expect(pop({ leave: false, deleteAfter: 'once', days: 'x' })).toEqual({ leave: false, days: null })
  const wrong = (change: object) => checkForm({ ...form, ...change }, { needsPassword: true }).days
  expect([wrong({ days: 'x' }), wrong({ leave: false, deleteAfter: 'once', days: 'x' })]).toEqual([
    undefined,
    undefined
  ])
  for (const days of ['', '0', '1.5', '3651', 'x']) expect(wrong({ leave: false, days })).toBeDefined()
  for (const given of [
    pop({}),
    pop({ leave: false, days: '14' }),
    pop({ leave: false, deleteAfter: 'once' })
  ]) {
    const account = { ...asNew, ...draftOf(form, null, null), pop: given, id: 'a', position: 0 }
    expect(draftOf(formOf(account), null, account).pop).toEqual(given)
  }
})

it('another server or user is asked about; a port, a password or a kind of security is not', () => {
  const draft = draftOf({ ...emptyForm(null, 'maya@acme.example', found), password: 'x' }, null, null)
  const account = { ...asNew, ...draft, id: 'a', position: 0 }
  const changed = (incoming: object): boolean =>
    isAnother(account, { ...draft, incoming: { ...draft.incoming, ...incoming } })
  expect(changed({ port: 143, security: 'tls', host: 'IN.acme.example' })).toBe(false)
  expect([changed({ host: 'other.acme.example' }), changed({ user: 'bo' })]).toEqual([true, true])
})
