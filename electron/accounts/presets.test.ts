import { join } from 'node:path'
import { expect, test } from 'vitest'
import { preset } from '../../shared/contract/accounts.ts'
import { loadPresets } from './presets.ts'

const presets = loadPresets(join(import.meta.dirname, '../../resources'))

test('the popular services come first, under the names on their tiles', () => {
  const popular = presets.list().filter((one) => one.popular)
  expect(popular.map((one) => one.name)).toEqual([
    'Gmail',
    'Office 365',
    'Outlook',
    'Zoho Mail',
    'Yahoo Mail',
    'iCloud Mail',
    'Fastmail'
  ])
  expect(presets.list().slice(0, popular.length)).toEqual(popular)
})

test('no preset is in clear text, each has its servers and a source or two words on where it is from', () => {
  for (const one of presets.list()) {
    const servers = [one.incoming, one.pop3, one.outgoing].filter((server) => server !== null)
    expect(servers.map(({ security }) => security)).not.toContain('never')
    expect([
      one.id,
      one.incoming !== null,
      one.outgoing !== null,
      one.hint !== '',
      one.auth.length > 0
    ]).toEqual([one.id, true, true, true, true])
    if (one.appPasswordHelp !== null) expect(new URL(one.appPasswordHelp).protocol).toBe('https:')
    // what the page gets is the contract's shape and no more
    expect(preset.strict().parse(one)).toEqual(one)
  }
})

test('a domain belongs to one preset', () => {
  const domains = presets.list().flatMap((one) => one.domains)
  expect(new Set(domains).size).toBe(domains.length)
})

test.each([
  ['anna@gmail.com', 'gmail'],
  ['ANNA@GoogleMail.com ', 'gmail'],
  ['a@b@hotmail.de', 'outlook'],
  ['a@me.com', 'icloud'],
  ['a@gmail.com.evil.example', undefined],
  ['a@mail.gmail.com', undefined],
  ['gmail.com', 'gmail'],
  ['', undefined]
])('%j is found as %s, by the exact domain only', (address, id) => {
  expect(presets.discover(address)?.id).toBe(id)
})

test('who files sent mail itself', () => {
  const files = (id: string) => presets.find(id)?.filesSentItself
  expect([files('gmail'), files('office365'), files('outlook'), files('fastmail'), files('zoho-us')]).toEqual(
    [true, true, true, false, null]
  )
})
