import { describe, expect, it } from 'vitest'
import { isPersonalFolder, liesIn, personalBy, renamedIn } from './personal.ts'

describe('a mail looks personal', () => {
  it.each(['personal', 'Private', ' Company-Confidential '])('where its sender says %s', (sensitivity) => {
    expect(personalBy({ subject: 'Lunch', sensitivity })).toBe('sender')
  })
  it.each([
    'Personal: lunch',
    'privat',
    'Re: AW: Persönlich - Gehalt',
    'Lunch [private]',
    'Lunch (Confidentiel)',
    'CONFIDENCIAL: nómina',
    'Fwd: Privé — maison'
  ])('where its subject says “%s”', (subject) => expect(personalBy({ subject })).toBe('subject'))

  it.each([
    'Private cloud offer',
    'Personal data protection',
    'Personnel costs',
    'A confidential-grade safe',
    'Re: Offer',
    ''
  ])('but not where “%s” says something else', (subject) => expect(personalBy({ subject })).toBeNull())

  it('but not by what is no sensitivity', () => {
    expect(personalBy({ subject: 'x', sensitivity: 'normal' })).toBeNull()
  })
  it('where its folder is called so', () => {
    expect(['Personal', 'privat', 'Privé', 'Persönlich'].every(isPersonalFolder)).toBe(true)
    expect(['INBOX', 'Private offers', ''].some(isPersonalFolder)).toBe(false)
  })
})

describe('a folder that was marked', () => {
  it('holds what lies below it, and not what only begins alike', () => {
    expect(liesIn('Family', ['Family'], '/')).toBe(true)
    expect(liesIn('Family/Summer', ['Family'], '/')).toBe(true)
    expect(liesIn('Family.Summer', ['Family'], '/')).toBe(false)
    expect(liesIn('Familyware', ['Family'])).toBe(false)
    expect(liesIn('Family', ['Family/Summer'])).toBe(false)
  })
  it('keeps its mark by another name, its own or that of one above it', () => {
    expect(renamedIn(['A/B', 'A', 'AB'], 'A', 'C', '/')).toEqual(['C/B', 'C', 'AB'])
  })
})
