import { expect, it } from 'vitest'
import { compareVersions, isVersion } from './version.ts'

it('orders versions as semver does', () => {
  const ordered = [
    'nonsense',
    '0.9.10',
    '1.0.0-alpha',
    '1.0.0-alpha.1',
    '1.0.0-alpha.beta',
    '1.0.0-beta.2',
    '1.0.0-beta.11',
    '1.0.0-rc.1',
    '1.0.0',
    '1.0.1',
    '1.2.0',
    '1.10.0',
    '10.0.0'
  ]
  for (const [i, a] of ordered.entries())
    for (const [j, b] of ordered.entries())
      expect([a, b, Math.sign(compareVersions(a, b))]).toEqual([a, b, Math.sign(i - j)])
})

it.each(['', '1', '1.2', '1.2.3.4', 'v1.2.3', '1.2.3-', '1.2.3+build', ' 1.2.3', '1.2.99999999999'])(
  'takes "%s" for no version',
  (text) => expect(isVersion(text)).toBe(false)
)
