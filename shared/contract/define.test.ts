import { expect, it } from 'vitest'
import { accounts } from './accounts.ts'
import { app } from './app.ts'

it('a change of one thing says nothing of the others', () => {
  expect(app.calls['app.setPreferences'].in.parse({ theme: 'dark' })).toEqual({ theme: 'dark' })
  const change = { id: 'a', patch: { signature: 'Maya' } }
  expect(accounts.calls['accounts.change'].in.parse(change)).toEqual(change)
})

it('what is given is checked all the same', () => {
  expect(app.calls['app.setPreferences'].in.safeParse({ theme: 'blue' }).success).toBe(false)
})
