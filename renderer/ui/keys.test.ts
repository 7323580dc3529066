import { expect, it } from 'vitest'
import { initialsOf } from './Avatar.tsx'
import { ariaKeys, keyLabel } from './keys.ts'

it('writes keys as each platform does', () => {
  expect(keyLabel('Mod+k', false)).toBe('Ctrl K')
  expect(keyLabel('Mod+k', true)).toBe('⌘K')
  expect(keyLabel('g d', false)).toBe('G D')
  expect(keyLabel('Mod+Shift+Enter', false)).toBe('Ctrl Shift ↵')
  expect(keyLabel('?', false)).toBe('?')
  expect(ariaKeys('Mod+k', true)).toBe('Meta+k')
  expect(ariaKeys('g d')).toBeUndefined()
})

it('makes initials of names and addresses', () => {
  expect(initialsOf('Dana Whitfield')).toBe('DW')
  expect(initialsOf('Ørsted')).toBe('Ø')
  expect(initialsOf('p.torres@acme.example')).toBe('p.')
  expect(initialsOf('Åsa Marie 李')).toBe('Å李')
  expect(initialsOf('')).toBe('')
})
