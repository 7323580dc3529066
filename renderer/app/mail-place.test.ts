import { expect, it } from 'vitest'
import { emptyIndex } from '../../shared/context/context-of.ts'
import type { Ledger } from '../cache/index.ts'
import { firstPlace, parsePlace, placeHash } from './mail-place.ts'

it('keeps folder and mail in the address, and leaves searches out', () => {
  expect(placeHash({ kind: 'context', code: 0 }, 12)).toBe('#/mail/deals/12')
  expect(parsePlace('#/mail/deals/12')).toEqual({ source: { kind: 'context', code: 0 }, mail: 12 })
  expect(parsePlace(placeHash({ kind: 'folder', folder: 7 }, null)!)).toEqual({
    source: { kind: 'folder', folder: 7 },
    mail: null
  })
  expect(parsePlace(placeHash({ kind: 'outbox' }, null)!).source).toEqual({ kind: 'outbox' })
  expect(placeHash({ kind: 'ids', ids: [1] }, 1)).toBeNull()
  expect(parsePlace('#/mail')).toEqual({ source: null, mail: null })
  expect(parsePlace('#/settings/about')).toEqual({ source: null, mail: null })
})

it('looks first at the inbox while the CRM knows nobody', () => {
  const entry = { role: 'inbox', id: 4 }
  const folders = new Map([[4, entry]]) as unknown as Ledger['folders']
  const known = { ...emptyIndex, entries: new Map([['a@b.example', {}]]) } as unknown as Ledger['directory']
  expect(firstPlace({ loaded: false, directory: emptyIndex, folders })).toBeNull()
  expect(firstPlace({ loaded: true, directory: emptyIndex, folders: new Map() })).toBeNull()
  expect(firstPlace({ loaded: true, directory: emptyIndex, folders })).toEqual({ kind: 'folder', folder: 4 })
  expect(firstPlace({ loaded: true, directory: known, folders })).toEqual({ kind: 'context', code: 0 })
})
