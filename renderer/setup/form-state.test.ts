import { expect, it } from 'vitest'
import type { Preset } from '../../shared/contract/accounts.ts'
import { accountDraft } from '../../shared/contract/accounts.ts'
import { asNew } from '../../shared/new-account.ts'
import { withSecurity } from './form-servers.ts'
import { checkForm, draftOf, emptyForm, formOf } from './form-state.ts'
import { periodOf } from '../ui/period.ts'
import { reasonWords } from './CertificateCard.tsx'

const yahoo: Preset = {
  id: 'yahoo',
  name: 'Yahoo Mail',
  domains: ['yahoo.com'],
  incoming: { host: 'imap.mail.yahoo.com', port: 993, security: 'ssl' },
  pop3: null,
  outgoing: { host: 'smtp.mail.yahoo.com', port: 465, security: 'ssl' },
  userForm: 'email',
  auth: ['app-password'],
  filesSentItself: true,
  hint: 'App password',
  appPasswordHelp: null,
  appPasswordSteps: null,
  popular: true
}

it('fills a known service, and guesses the servers of an unknown domain', () => {
  const known = draftOf({ ...emptyForm(yahoo, 'maya@yahoo.com'), password: 'x' }, yahoo, null)
  expect(accountDraft.parse(known)).toMatchObject({
    address: 'maya@yahoo.com',
    incoming: { host: 'imap.mail.yahoo.com', port: 993, security: 'ssl', user: 'maya@yahoo.com' },
    outgoing: { security: 'ssl', storeSent: false, authentication: true }
  })
  expect(emptyForm(null, 'maya@fernhill.example')).toMatchObject({
    incomingHost: 'imap.fernhill.example',
    outgoingHost: 'smtp.fernhill.example'
  })
  expect(emptyForm(null, '')).toMatchObject({ incomingHost: '', outgoingHost: '' })
})

it('lets a mere user name log in, with the address beside the outgoing server', () => {
  const form = {
    ...emptyForm(null, ''),
    address: 'maya',
    outgoingUser: 'maya@fernhill.example',
    password: 'x'
  }
  const draft = draftOf(form, null, null)
  expect(draft.address).toBe('maya@fernhill.example')
  expect(draft.incoming.user).toBe('maya')
  expect(draft.outgoing.user).toBe('maya')
  expect(checkForm({ ...form, outgoingUser: '' }, { needsPassword: true }).outgoingUser).toBeDefined()
  // the page of the account shows each where it was typed
  const account = { ...asNew, ...draft, id: 'a', position: 0 }
  expect(formOf(account)).toMatchObject({ address: 'maya', outgoingUser: 'maya@fernhill.example' })
  expect(draftOf(formOf(account), null, account)).toEqual({ ...draft, password: undefined })
})

it('never makes clear text of SSL off, but to this very computer', () => {
  const security = (host: string, open: 'never' | 'tls' | null = null): string =>
    draftOf({ ...emptyForm(null, ''), incomingHost: host, useSsl: false, incomingOpen: open }, null, null)
      .incoming.security
  expect(security('imap.fernhill.example')).toBe('tls')
  expect(security('127.0.0.1')).toBe('never')
  expect(security('localhost', 'tls')).toBe('tls')
  expect(security('imap.fernhill.example', 'never')).toBe('never')
})

it('keeps a typed port when the security changes, and follows with the usual one', () => {
  const form = emptyForm(null, '')
  expect(withSecurity(form, { outgoingSecurity: 'tls' }).outgoingPort).toBe('587')
  expect(withSecurity({ ...form, outgoingPort: '2525' }, { outgoingSecurity: 'tls' }).outgoingPort).toBe(
    '2525'
  )
  expect(withSecurity(form, { useSsl: false }).incomingPort).toBe('143')
})

it('names each field that is wrong', () => {
  const form = {
    ...emptyForm(null, ''),
    incomingPort: '0',
    incomingHost: 'a b',
    period: 'date' as const,
    date: '2999-01-01'
  }
  expect(Object.keys(checkForm(form, { needsPassword: true })).sort()).toEqual(
    ['address', 'date', 'incomingHost', 'incomingPort', 'outgoingHost', 'password'].sort()
  )
  const good = { ...emptyForm(yahoo, 'maya@yahoo.com'), password: 'x' }
  expect(checkForm(good, { needsPassword: true })).toEqual({})
})

it('keeps what an account has, without its password', () => {
  const draft = draftOf(
    { ...emptyForm(yahoo, 'maya@yahoo.com'), period: 'date', date: '2026-03-09' },
    yahoo,
    null
  )
  const account = { ...asNew, ...draft, id: 'a', position: 0 }
  const again = draftOf(formOf(account), yahoo, account)
  expect(again).toEqual(draft)
  expect(periodOf(formOf(account))).toEqual({ from: new Date(2026, 2, 9).getTime() })
})

it('says what is wrong with a certificate', () => {
  expect(reasonWords('ERR_TLS_CERT_ALTNAME_INVALID')).toMatch(/another name/)
  expect(reasonWords('DEPTH_ZERO_SELF_SIGNED_CERT')).toMatch(/server itself/)
  expect(reasonWords('CERT_HAS_EXPIRED')).toMatch(/run out/)
  expect(reasonWords('UNABLE_TO_VERIFY_LEAF_SIGNATURE')).toMatch(/Nobody/)
})
