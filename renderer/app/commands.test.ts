import { expect, it } from 'vitest'
import { breakpointOf } from './breakpoint.ts'
import { allCommands, commandOf, registerCommands, runCommand, runNamed } from './commands.ts'
import { binding, isGlobalKey } from './keys.ts'
import { hashOf, parseRoute, type Route } from './route.ts'

it('asks the later of two commands with one id, and the earlier once that is gone', () => {
  const ran: string[] = []
  const base = { id: 'mail.archive', words: 'Archive', group: 'mail' } as const
  const offFirst = registerCommands([{ ...base, run: () => ran.push('first') }])
  const offSecond = registerCommands([{ ...base, when: () => ran.length < 1, run: () => ran.push('second') }])
  expect(runCommand('mail.archive')).toBe(true)
  expect(runCommand('mail.archive')).toBe(false)
  offSecond()
  expect(runNamed('mail.archive', { ids: [1] })).toBe(true)
  expect(ran).toEqual(['second', 'first'])
  offFirst()
  expect(commandOf('mail.archive')).toBeUndefined()
  expect(allCommands()).toEqual([])
  expect(runCommand('mail.archive')).toBe(false)
})

it('writes keys for the listener', () => {
  expect(binding('Mod+k')).toBe('$mod+k')
  expect(binding('g d')).toBe('g d')
  expect(binding('?')).toBe('[Shift]+?')
  expect(binding('Mod+.')).toBe('$mod+[Shift]+.')
  expect(binding('Shift+i')).toBe('Shift+i')
  expect(isGlobalKey('Mod+Enter')).toBe(true)
  expect(isGlobalKey('Shift+F6')).toBe(true)
  expect(isGlobalKey('g d')).toBe(false)
  expect(isGlobalKey('#')).toBe(false)
})

it.each<Route>([
  { page: 'mail' },
  { page: 'setup' },
  { page: 'promises' },
  { page: 'records', kind: 'deal', id: null },
  { page: 'records', kind: 'contact', id: 'a/b c' },
  { page: 'settings', section: 'appearance', id: null },
  { page: 'settings', section: 'accounts', id: 'x' },
  { page: 'settings', section: 'accounts', id: null, part: 'Folder Mapping' },
  { page: 'window', shown: { kind: 'mail', id: 12 } },
  { page: 'window', shown: { kind: 'record', of: 'deal', id: 'd-1_2' } },
  { page: 'window', shown: { kind: 'compose', draft: 'a-b' } },
  { page: 'window', shown: { kind: 'file', hash: 'ab'.repeat(32) } }
])('keeps the route %j in the address', (route) => {
  expect(parseRoute(hashOf(route))).toEqual(route)
})

it('takes an unknown address for the mail', () => {
  expect(parseRoute('#/nonsense/1')).toEqual({ page: 'mail' })
  expect(parseRoute('#/window/mail/x')).toEqual({ page: 'mail' })
  expect(parseRoute('')).toEqual({ page: 'mail' })
})

it('has the columns that fit', () => {
  expect([1440, 1280, 1279, 1080, 1079, 820, 819, 600].map(breakpointOf)).toEqual([
    'four',
    'four',
    'three',
    'three',
    'icons',
    'icons',
    'one',
    'one'
  ])
})
