import { expect, it } from 'vitest'
import { account, accounts } from './contract/accounts.ts'
import { usualTerms } from './contract/sharing-rule.ts'
import { asNew, usual } from './new-account.ts'
import { ruleOf, sameRule } from './sharing-rule.ts'

const server = { host: 'x.example', port: 143, security: 'never', user: '' }

it('reads accounts that were saved before there were rules', () => {
  const { sharingRule: _, ...old } = { ...asNew, ...usual }
  const read = account.parse({
    ...old,
    id: 'a',
    displayName: '',
    address: 'a@x.example',
    service: null,
    protocol: 'imap',
    incoming: server,
    outgoing: { ...server, authentication: true, storeSent: true },
    period: { everything: true },
    position: 0
  })
  expect(read.sharingRule).toEqual(usualTerms)
})

it('leaves the rule alone where another setting is changed', () => {
  const { patch } = accounts.calls['accounts.change'].in.parse({ id: 'a', patch: { signature: 'x' } })
  expect(patch).toEqual({ signature: 'x' })
})

it('sends what the administrator decided, with no more of the terms than the mode has a say in', () => {
  const sharingRule = {
    ...usualTerms,
    records: 'deals' as const,
    people: ['@Acme.example'],
    never: ['X@y.example']
  }
  expect(ruleOf({ sharing: 'private', sharingRule }, 'public')).toEqual({
    ...usualTerms,
    mode: 'public',
    never: ['x@y.example']
  })
  const custom = ruleOf({ sharing: 'custom', sharingRule }, 'choice')
  expect(custom).toMatchObject({ mode: 'custom', records: 'deals', people: ['@acme.example'], chosen: [] })
  expect(sameRule(custom, { ...custom, never: [...custom.never].reverse() })).toBe(true)
  expect(sameRule(custom, { ...custom, level: 'subject' })).toBe(false)
})
