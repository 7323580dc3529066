import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import { stateOf } from '../../shared/filters/issues.ts'
import { readFilters } from './read.ts'

const folder = join(import.meta.dirname, '../../tests/data/filters')
const owner = { user: 'mira@harbourtools.example', host: 'imap.harbourtools.example' }
const bytesOf = (name: string): Uint8Array => readFileSync(join(folder, name))
const read = (name: string) => readFilters(bytesOf(name), 'a', owner)
const states = (name: string) => read(name).filters.map(({ issues }) => stateOf(issues))
const rules = (name: string) => read(name).filters.map(({ rule }) => rule)

function errorOf(bytes: Uint8Array): AppError | null {
  try {
    readFilters(bytes, 'a', owner)
    return null
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

describe('samples of Gmail', () => {
  it.each([
    ['g01-basic.xml', 4, ['ready', 'ready', 'ready', 'ready']],
    ['g02-all-properties.xml', 6, ['partly', 'ready', 'ready', 'ready', 'ready', 'ready']],
    ['g04-unicode-entities.xml', 6, Array(6).fill('ready')],
    ['g05-empty-feed.xml', 0, []],
    ['g11b-utf8-bom-crlf.xml', 1, ['ready']],
    ['g12-same-criteria-several-labels.xml', 3, ['ready']],
    ['g13-other-prefix-double-quotes.xml', 1, ['ready']],
    ['g13b-no-namespace.xml', 1, ['ready']]
  ])('%s', (name, count, expected) => {
    expect(read(name).read).toBe(count)
    expect(states(name)).toEqual(expected)
  })

  it.each([
    ['g05b-zero-bytes.xml', 'filters.empty'],
    ['g06-malformed-truncated.xml', 'filters.unreadable'],
    ['g07-xxe.xml', 'filters.entities'],
    ['g08-entity-bomb.xml', 'filters.entities'],
    ['g15-not-filters-rss.xml', 'filters.notFilters']
  ])('%s is refused whole', (name, code) => {
    expect(errorOf(bytesOf(name))?.code).toBe(code)
  })

  it('says where a file breaks off', () => {
    expect(errorOf(bytesOf('g06-malformed-truncated.xml'))?.params.line).toBeGreaterThan(1)
  })

  it('leaves a size operator without a size out, and reads three units', () => {
    expect(
      rules('g01-basic.xml').flatMap(({ conditions }) => conditions.map(({ kind }) => kind))
    ).not.toContain('size')
    const sizes = rules('g02-all-properties.xml').flatMap(({ conditions }) =>
      conditions.flatMap((one) => (one.kind === 'size' ? [`${one.op} ${one.bytes}`] : []))
    )
    expect(sizes).toEqual([`greater ${3 * 1_048_576}`, `less ${200 * 1024}`, 'less 4096'])
  })

  it('never lets a file give consent to forward', () => {
    const forward = rules('g02-all-properties.xml')[0]!.actions.find(({ kind }) => kind === 'forward')
    expect(forward).toEqual({ kind: 'forward', to: 'archive@harbourtools.example', consent: false })
  })

  it('joins entries of one filter, with all their labels', () => {
    expect(rules('g12-same-criteria-several-labels.xml')[0]!.actions).toEqual([
      { kind: 'label', name: 'A', smart: '' },
      { kind: 'label', name: 'B', smart: '' },
      { kind: 'star' }
    ])
  })

  it('decodes entities once, and keeps the form of a label as it was written', () => {
    const text = JSON.stringify(rules('g04-unicode-entities.xml'))
    expect(text).not.toMatch(/&(amp|lt|quot|#39);/)
    expect(text).toContain('&')
  })
})

describe('samples of Thunderbird', () => {
  it.each([
    ['t01-basic.dat', 3, ['ready', 'ready', 'ready']],
    ['t02-all-actions-attributes-operators.dat', 4, ['off', 'ready', 'partly', 'ready']],
    ['t04-unicode.dat', 3, ['ready', 'ready', 'ready']],
    ['t05b-header-only.dat', 0, []],
    ['t06-malformed.dat', 3, ['ready', 'off', 'off']],
    ['t06b-truncated-midvalue.dat', 1, ['off']],
    ['t10-version6-relative-folders.dat', 2, ['off', 'off']],
    ['t12-match-all-and-order.dat', 2, ['ready', 'ready']],
    ['t13-other-targets.dat', 7, ['off', 'ready', 'ready', 'off', 'off', 'off', 'off']],
    ['t14-html-in-name.dat', 1, ['partly']]
  ])('%s', (name, count, expected) => {
    expect(read(name).read).toBe(count)
    expect(states(name)).toEqual(expected)
  })

  it('reads an arbitrary header, and a filter that is off stays so', () => {
    const [, , off] = rules('t01-basic.dat')
    expect(off).toMatchObject({ enabled: false, onArrival: false })
    expect(off!.conditions).toEqual([
      { kind: 'text', field: 'list', header: '', op: 'contains', value: 'news.harbourtools.example' }
    ])
  })

  it('runs by hand alone what Thunderbird runs after sending', () => {
    const [, junk, sent] = read('t02-all-actions-attributes-operators.dat').filters
    expect(junk!.rule.onArrival).toBe(true)
    expect(sent!.rule.onArrival).toBe(false)
    expect(sent!.issues.map(({ code }) => code)).toEqual(['onlyByHand'])
  })

  it("takes isn't for what it is, and not for is", () => {
    const [all] = rules('t02-all-actions-attributes-operators.dat')
    const froms = all!.conditions.flatMap((one) =>
      one.kind === 'text' && one.field === 'from' ? [`${one.op} ${one.value}`] : []
    )
    expect(froms).toEqual(['is c@x.example', 'isNot d@x.example'])
  })

  it('decodes folders of both encodings', () => {
    const paths = rules('t04-unicode.dat').flatMap(({ actions }) =>
      actions.flatMap((one) => (one.kind === 'move' ? [one.folder.path] : []))
    )
    expect(paths).toEqual([
      ['INBOX', 'Über'],
      ['INBOX', 'Über', '日本語']
    ])
  })

  it('says where it stopped, and keeps what came before', () => {
    expect(read('t06-malformed.dat').stoppedAt).toEqual({ line: 18 })
  })

  it('reads the umlauts of a file of before UTF-8, and adds running by hand', () => {
    const [old] = rules('t10-version6-relative-folders.dat')
    expect(old!.name).toMatch(/^Alte Regel [äöüÄÖÜß]$/)
    expect(old!.origin?.kept.some(({ name }) => name === 'type')).toBe(false)
  })

  it('ends by itself after a move, as Thunderbird does, and not twice where it is told', () => {
    const stops = (name: string) =>
      rules(name).map(({ actions }) => actions.filter(({ kind }) => kind === 'stop'))
    expect(stops('t01-basic.dat')).toEqual([
      [{ kind: 'stop', implied: true }],
      [],
      [{ kind: 'stop', implied: true }]
    ])
    expect(stops('t12-match-all-and-order.dat')[0]).toEqual([{ kind: 'stop', implied: false }])
  })

  it('keeps a name that looks like markup as a name', () => {
    expect(rules('t14-html-in-name.dat')[0]!.name).toBe('<img src=x onerror=alert(1)>')
  })
})

describe('a bad file', () => {
  const text = (words: string): Uint8Array => new TextEncoder().encode(words)
  it.each([
    ['larger than any is', new Uint8Array(10 * 1024 * 1024 + 1), 'filters.tooLarge'],
    [
      'not UTF-8 though it says so',
      new Uint8Array([...text('version="9"\nname="'), 0xff, 0xfe]),
      'filters.encoding'
    ],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), 'filters.encoding'],
    ['of an encoding nobody has', text("<?xml version='1.0' encoding='x-none'?><feed/>"), 'filters.encoding'],
    ['a letter', text('Dear Anna, I hope'), 'filters.notFilters'],
    [
      'a feed of news',
      text('<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>x</title></entry></feed>'),
      'filters.notFilters'
    ],
    [
      'with an entity of its own making',
      text('<feed><entry><property name="from" value="&who;"/></entry></feed>'),
      'filters.unreadable'
    ],
    ['blank', text(' \n\t '), 'filters.empty']
  ])('%s', (_, bytes, code) => {
    expect(errorOf(bytes)?.code).toBe(code)
  })

  it('with 20,001 filters is refused whole', () => {
    const many = `version="9"\n${'name="a"\nenabled="yes"\naction="Mark read"\ncondition="ALL"\n'.repeat(20_001)}`
    expect(errorOf(text(many))?.code).toBe('filters.tooMany')
  })

  it('of the largest size taken is read in a second or two', () => {
    const one = `<entry><property name="from" value="${'x'.repeat(400)}"/><property name="label" value="L"/></entry>`
    const many = `<feed>${one.repeat(19_000)}</feed>`
    expect(text(many).length).toBeLessThan(10 * 1024 * 1024)
    // all entries are one filter with one label
    expect(readFilters(text(many), null, null).filters).toHaveLength(1)
  }, 30_000)
})

describe('what a file asks for and nobody here can do', () => {
  const gmail = (properties: string) =>
    readFilters(new TextEncoder().encode(`<feed><entry>${properties}</entry></feed>`), null, null).filters[0]!
  const property = (name: string, value: string): string => `<property name="${name}" value="${value}"/>`
  const label = property('label', 'L')

  it('an unknown property switches the filter off: it may be a condition', () => {
    const { rule, issues } = gmail(property('from', 'a') + property('onlyOnTuesdays', 'true') + label)
    expect(rule.enabled).toBe(false)
    expect(issues).toEqual([{ code: 'unknownCondition', what: 'onlyOnTuesdays true' }])
    expect(rule.origin?.kept).toEqual([{ name: 'onlyOnTuesdays', value: 'true' }])
  })
  it('a template that is sent is left out and said', () => {
    const { rule, issues } = gmail(property('from', 'a') + property('cannedResponse', 'x1') + label)
    expect(rule.enabled).toBe(true)
    expect(issues.map(({ code }) => code)).toEqual(['unknownAction'])
  })
  it('a search that has no meaning is off', () => {
    const { rule, issues } = gmail(property('hasTheWord', 'a OR') + label)
    expect(rule.enabled).toBe(false)
    expect(issues.map(({ code }) => code)).toEqual(['badQuery'])
  })
  it('what asks for the state of a mail runs by hand alone', () => {
    const { rule } = gmail(property('hasTheWord', 'is:unread older_than:5d') + label)
    expect(rule).toMatchObject({ enabled: true, onArrival: false })
  })
  it.each([
    ['no conditions', label, 'noConditions'],
    ['no actions', property('from', 'a'), 'noActions']
  ])('%s', (_, properties, code) => {
    const { rule, issues } = gmail(properties)
    expect(rule.enabled).toBe(false)
    expect(issues.map((one) => one.code)).toEqual([code])
  })
})
