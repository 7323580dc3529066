import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Rule } from '../../shared/filters/model.ts'
import { writeGmail } from './gmail-write.ts'
import { readFilters } from './read.ts'
import { writeThunderbird } from './thunderbird-write.ts'

const folder = join(import.meta.dirname, '../../tests/data/filters')
const owner = { user: 'mira@harbourtools.example', host: 'imap.harbourtools.example' }
const read = (bytes: Uint8Array): Rule[] => readFilters(bytes, 'a', owner).filters.map(({ rule }) => rule)
const sample = (name: string): Rule[] => read(readFileSync(join(folder, name)))
const bare = (rules: Rule[]) => rules.map(({ id: _, ...rest }) => rest)

describe('the round trip keeps every rule', () => {
  it.each([
    'g01-basic.xml',
    'g02-all-properties.xml',
    'g04-unicode-entities.xml',
    'g05-empty-feed.xml',
    'g11b-utf8-bom-crlf.xml',
    'g12-same-criteria-several-labels.xml',
    'g13-other-prefix-double-quotes.xml',
    'g13b-no-namespace.xml'
  ])('%s through Gmail', (name) => {
    const rules = sample(name)
    const { bytes, left, written } = writeGmail(rules, new Date(0))
    expect(left).toEqual([])
    expect(written).toBe(rules.length)
    expect(bare(read(bytes))).toEqual(bare(rules))
  })

  it.each([
    't01-basic.dat',
    't02-all-actions-attributes-operators.dat',
    't04-unicode.dat',
    't05b-header-only.dat',
    't06-malformed.dat',
    't10-version6-relative-folders.dat',
    't12-match-all-and-order.dat',
    't13-other-targets.dat',
    't14-html-in-name.dat'
  ])('%s through Thunderbird', (name) => {
    const rules = sample(name)
    const { bytes, left } = writeThunderbird(rules, () => owner)
    expect(left).toEqual([])
    expect(bare(read(bytes))).toEqual(bare(rules))
  })
})

const made = (parts: Partial<Rule>): Rule => ({
  id: 'r',
  name: 'Made here',
  enabled: true,
  account: 'a',
  onArrival: true,
  match: 'all',
  conditions: [{ kind: 'text', field: 'from', header: '', op: 'contains', value: '@acme.example' }],
  actions: [{ kind: 'star' }],
  origin: null,
  ...parts
})

describe('values that a format could break on', () => {
  it.each([
    'a) b',
    'He said "hi"',
    ' leading',
    '"quoted"',
    'a,b,c',
    'x\\',
    '<b>&amp;</b>',
    "it's",
    'a OR b',
    '(a'
  ])('%s', (value) => {
    const rules = [
      made({
        conditions: [
          { kind: 'text', field: 'subject', header: '', op: 'contains', value },
          { kind: 'text', field: 'to', header: '', op: 'isNot', value: 'x' }
        ]
      })
    ]
    const { bytes } = writeThunderbird(rules, () => owner)
    // a backslash at the end is one that Thunderbird itself cannot write
    if (!value.endsWith('\\')) expect(read(bytes)[0]!.conditions).toEqual(rules[0]!.conditions)
    else expect(() => read(bytes)).not.toThrow()
  })

  it('a group of conditions comes back as it was', () => {
    const word = (value: string) =>
      ({ kind: 'text', field: 'subject', header: '', op: 'contains', value }) as const
    const rules = [
      made({ match: 'any', conditions: [{ kind: 'group', of: [word('a'), word('b')] }, word('c')] })
    ]
    const { bytes } = writeThunderbird(rules, () => owner)
    expect(read(bytes)[0]).toMatchObject({ match: 'any', conditions: rules[0]!.conditions })
  })

  it('a folder chosen here is named as Thunderbird names it', () => {
    const rules = [
      made({ actions: [{ kind: 'move', folder: { path: ['Kunden', 'Über uns'], source: '' } }] })
    ]
    const { bytes } = writeThunderbird(rules, () => owner)
    expect(new TextDecoder().decode(bytes)).toContain(
      'actionValue="imap://mira%40harbourtools.example@imap.harbourtools.example/Kunden/%C3%9Cber%20uns"'
    )
    expect(read(bytes)[0]!.actions[0]).toMatchObject({ folder: { path: ['Kunden', 'Über uns'] } })
  })
})

describe('from one program to the other', () => {
  it('a move is a label without the inbox in Gmail', () => {
    const rules = [made({ actions: [{ kind: 'move', folder: { path: ['INBOX', 'Acme'], source: '' } }] })]
    const { bytes } = writeGmail(rules, new Date(0))
    expect(read(bytes)[0]!.actions).toEqual([{ kind: 'label', name: 'Acme', smart: '' }, { kind: 'archive' }])
  })
  it('any of several conditions is a search in Gmail', () => {
    const word = (field: 'from' | 'subject', value: string) =>
      ({ kind: 'text', field, header: '', op: 'contains', value }) as const
    const rules = [
      made({ match: 'any', conditions: [word('from', 'a@x.example'), word('subject', 'big deal')] })
    ]
    expect(new TextDecoder().decode(writeGmail(rules, new Date(0)).bytes)).toContain(
      "value='{from:a@x.example subject:&quot;big deal&quot;}'"
    )
  })
  it.each([
    ['a tag', made({ actions: [{ kind: 'tag', key: '$label1' }] }), 'tag'],
    ['one that is off', made({ enabled: false }), 'off'],
    ['a stop', made({ actions: [{ kind: 'star' }, { kind: 'stop', implied: false }] }), 'stop'],
    [
      'a header',
      made({ conditions: [{ kind: 'text', field: 'header', header: 'x-a', op: 'is', value: 'b' }] }),
      'b'
    ]
  ])('Gmail has no words for %s, which is said', (_, rule, what) => {
    expect(writeGmail([rule], new Date(0))).toMatchObject({ written: 0, left: [{ rule: 'r', what }] })
  })
  it.each([
    ['an archive', made({ actions: [{ kind: 'archive' }] }), 'archive'],
    [
      'a search',
      made({ conditions: [{ kind: 'text', field: 'from', header: '', op: 'words', value: 'a OR b' }] }),
      'a OR b'
    ]
  ])('Thunderbird has no words for %s, which is said', (_, rule, what) => {
    expect(writeThunderbird([rule], () => owner)).toMatchObject({ written: 0, left: [{ rule: 'r', what }] })
  })
})
