import { expect, it } from 'vitest'
import { contract } from './index.ts'

it('fills nothing into a change of one preference, or of one thing about an account', () => {
  const theme = { theme: 'dark' }
  expect(contract.calls['app.setPreferences'].in.parse(theme)).toEqual(theme)
  const change = { id: 'a', patch: { signature: 'Maya' } }
  expect(contract.calls['accounts.change'].in.parse(change)).toEqual(change)
})
