import { describe, expect, it } from 'vitest'
import { tooLarge } from './checks.ts'

const file = (size: number, cid = '') => ({ upload: 1, hash: null, name: 'a', type: 'a/b', size, cid })
const draft = (...attachments: ReturnType<typeof file>[]) => ({ html: '<p></p>', attachments })

describe('a mail is too large', () => {
  it('by what its server said, encoded as it will be', () => {
    expect(tooLarge(draft(file(7_000_000)), 10_000_000)).toBeNull()
    expect(tooLarge(draft(file(7_500_000)), 10_000_000)?.text).toContain('up to 10 MB')
    expect(tooLarge(draft(file(30_000_000)), 50_000_000)).toBeNull()
  })
  it('by what most servers take where it said nothing', () => {
    expect(tooLarge(draft(file(17_000_000)))).toBeNull()
    expect(tooLarge(draft(file(19_000_000)))?.text).toContain('25 MB')
  })
  it('not by a picture that was taken out of the text', () => {
    const picture = file(30_000_000, 'p@x')
    expect(tooLarge(draft(picture))).toBeNull()
    expect(tooLarge({ ...draft(picture), html: '<img src="cid:p@x">' })).not.toBeNull()
  })
})
