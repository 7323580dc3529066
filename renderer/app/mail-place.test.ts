import { expect, it } from 'vitest'
import { parsePlace, placeHash } from './mail-place.ts'

it('keeps folder and mail in the address, and leaves searches out', () => {
  expect(placeHash({ kind: 'context', code: 0 }, 12)).toBe('#/mail/deals/12')
  expect(parsePlace('#/mail/deals/12')).toEqual({ source: { kind: 'context', code: 0 }, mail: 12 })
  expect(parsePlace(placeHash({ kind: 'folder', folder: 7 }, null)!)).toEqual({
    source: { kind: 'folder', folder: 7 },
    mail: null
  })
  expect(placeHash({ kind: 'ids', ids: [1] }, 1)).toBeNull()
  expect(parsePlace('#/mail')).toEqual({ source: null, mail: null })
  expect(parsePlace('#/settings/about')).toEqual({ source: null, mail: null })
})
