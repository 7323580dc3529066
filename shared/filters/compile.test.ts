import { describe, expect, it } from 'vitest'
import { Flag } from '../mail/message.ts'
import { compile } from './compile.ts'
import type { FilterMail } from './mail.ts'
import type { Action, Condition, Rule, SimpleCondition, TextField, TextOp } from './model.ts'
import { settled } from './outcome.ts'

const now = new Date(2026, 10, 25, 12).getTime()

function mail(parts: Partial<FilterMail> = {}): FilterMail {
  return {
    subject: 'Your Invoice 2026-118, über alles',
    from: [['Anna Berg', 'Anna.Berg@acme.example']],
    to: [['Sales', 'sales@fernhill.example']],
    cc: [['', 'boss@fernhill.example']],
    bcc: [],
    replyTo: [],
    sent: new Date(2026, 10, 20, 9).getTime(),
    received: new Date(2026, 10, 20, 9).getTime(),
    size: 200_000,
    messageId: 'm1@acme.example',
    inReplyTo: '',
    references: [],
    listId: 'Sales EMEA <sales-emea.fernhill.example>',
    listPost: '',
    unsubscribe: '',
    parts: [],
    flags: 0,
    body: 'Please find the party contract attached.',
    places: ['inbox', 'inbox'],
    ...parts
  }
}

function rule(conditions: Condition[], parts: Partial<Rule> = {}): Rule {
  return {
    id: parts.name ?? 'r',
    name: '',
    enabled: true,
    account: null,
    onArrival: true,
    match: 'all',
    conditions,
    actions: [{ kind: 'star' }],
    origin: null,
    ...parts
  }
}
const text = (field: TextField, op: TextOp, value: string, header = ''): SimpleCondition => ({
  kind: 'text',
  field,
  header,
  op,
  value
})
const fits = (one: Rule, of = mail()): boolean => compile([one]).matching(of, now).length === 1

describe('one condition', () => {
  it.each<[string, SimpleCondition, boolean]>([
    ['contains, in whatever case', text('subject', 'contains', 'INVOICE'), true],
    ['contains, composed or not', text('subject', 'contains', 'u\u0308ber'), true],
    ['contains a part of a word', text('subject', 'contains', 'voic'), true],
    ["doesn't contain", text('subject', 'containsNot', 'invoice'), false],
    ['the name of a sender', text('from', 'contains', 'anna berg'), true],
    ['an address within the whole field', text('from', 'contains', '<anna.berg@'), true],
    ['is the address alone', text('from', 'is', 'anna.berg@ACME.example'), true],
    ['is not another address', text('from', 'isNot', 'anna.berg@acme.example'), false],
    ['begins with the address', text('from', 'begins', 'anna.berg@'), true],
    ['ends with the domain', text('from', 'ends', '@acme.example'), true],
    ['to or cc', text('toOrCc', 'contains', 'boss@'), true],
    ['to alone', text('to', 'contains', 'boss@'), false],
    ['all addresses', text('addresses', 'contains', '@acme.example'), true],
    ['is empty', text('cc', 'empty', ''), false],
    ["isn't empty", text('cc', 'notEmpty', ''), true],
    ['a list', text('list', 'contains', 'sales-emea'), true],
    ['a header that is kept', text('header', 'is', 'm1@acme.example', 'message-id'), true],
    ['a header that is not kept, whatever is asked', text('header', 'containsNot', 'x', 'x-mailer'), false],
    ['an empty text, which stands in everything', text('subject', 'contains', ''), false],
    ['size', { kind: 'size', op: 'greater', bytes: 100_000 }, true],
    ['size, less', { kind: 'size', op: 'less', bytes: 100_000 }, false],
    ['age', { kind: 'age', op: 'greater', days: 3 }, true],
    ['age of just so many days', { kind: 'age', op: 'is', days: 5 }, true],
    ['before a day', { kind: 'date', op: 'before', day: '2026-11-20' }, false],
    ['on a day', { kind: 'date', op: 'is', day: '2026-11-20' }, true],
    ['after a day', { kind: 'date', op: 'after', day: '2026-11-19' }, true],
    ['not read', { kind: 'state', state: 'read', is: false }, true],
    ['has an attachment', { kind: 'state', state: 'attachment', is: true }, false],
    ['everything', { kind: 'every' }, true],
    ['what nobody can look at', { kind: 'unknown', text: '(priority,is,High)' }, false]
  ])('%s', (_, condition, expected) => {
    expect(fits(rule([condition]))).toBe(expected)
  })

  it('sees flags', () => {
    const starred: SimpleCondition = { kind: 'state', state: 'starred', is: true }
    expect(fits(rule([starred]), mail({ flags: Flag.flagged }))).toBe(true)
    expect(fits(rule([starred]))).toBe(false)
  })
  it('knows junk by its folder too', () => {
    const junk: SimpleCondition = { kind: 'state', state: 'junk', is: true }
    expect(fits(rule([junk]), mail({ places: ['junk', 'spam'] }))).toBe(true)
  })
})

describe("Gmail's search words", () => {
  it.each<[string, boolean]>([
    ['invoice', true],
    ['art', false],
    ['party', true],
    ['"party contract"', true],
    ['"contract party"', false],
    ['draft OR invoice', true],
    ['draft | quote', false],
    ['draft contract OR invoice', false],
    ['contract invoice OR draft', true],
    ['-draft', true],
    ['NOT invoice', false],
    ['{draft invoice}', true],
    ['{draft quote}', false],
    ['(contract -invoice) OR draft', false],
    ['from:(anna OR bob)', true],
    ['from:{x y}', false],
    ['subject:contract', false],
    ['to:sales@fernhill.example', true],
    ['list:"<sales-emea.fernhill.example>"', true],
    ['*@acme.example', true],
    ['from:anna.berg@acme.example', true],
    ['from:berg', true],
    ['+contract', true],
    ['larger:100k', true],
    ['smaller:100K', false],
    ['after:2026/11/01 before:2026/12/01', true],
    ['older_than:3d', true],
    ['newer_than:3d', false],
    ['is:unread', true],
    ['in:inbox', true],
    ['in:anywhere', true],
    ['has:attachment', false],
    ['rfc822msgid:m1@acme.example', true],
    ['has:drive', false],
    ['-has:drive', false],
    ['https://acme.example', false],
    ['a OR', false],
    ['(invoice', false],
    ['"invoice', false],
    ['', false]
  ])('%s', (value, expected) => {
    expect(fits(rule([text('anywhere', 'words', value)]))).toBe(expected)
  })

  it('stand in the field that they are asked of', () => {
    expect(fits(rule([text('subject', 'words', 'invoice -draft')]))).toBe(true)
    expect(fits(rule([text('subject', 'words', 'contract')]))).toBe(false)
    expect(fits(rule([text('anywhere', 'wordsNot', 'draft')]))).toBe(true)
    expect(fits(rule([text('anywhere', 'wordsNot', 'invoice OR draft')]))).toBe(false)
  })
  it('that nest beyond reason mean nothing, and end nobody', () => {
    expect(fits(rule([text('anywhere', 'words', `${'('.repeat(20_000)}invoice${')'.repeat(20_000)}`)]))).toBe(
      false
    )
  })
})

describe('several conditions', () => {
  const yes = text('subject', 'contains', 'invoice')
  const no = text('subject', 'contains', 'draft')
  const never: SimpleCondition = { kind: 'unknown', text: 'x' }
  it.each<[string, Rule['match'], Condition[], boolean]>([
    ['all of true and false', 'all', [yes, no], false],
    ['any of true and false', 'any', [no, yes], true],
    ['none at all', 'all', [], false],
    ['none at all of any', 'any', [], false],
    ['all with one that nobody knows', 'all', [yes, never], false],
    ['any with one that nobody knows', 'any', [never, yes], true],
    ['groups', 'any', [{ kind: 'group', of: [yes, no] }, no], false],
    [
      'groups of which one fits',
      'any',
      [no, { kind: 'group', of: [yes, text('from', 'ends', 'acme.example')] }],
      true
    ]
  ])('%s', (_, match, conditions, expected) => {
    expect(fits(rule(conditions, { match }))).toBe(expected)
  })
})

describe('many rules', () => {
  it('find what each alone finds', () => {
    const fields = ['from', 'to', 'subject', 'toOrCc', 'addresses', 'list'] as const
    const words = [
      'invoice',
      'nv',
      'acme',
      'anna',
      'a',
      'berg@acme',
      'sales',
      'über',
      'e',
      'zzz',
      'acme.example>'
    ]
    const ops = ['contains', 'containsNot', 'is', 'begins', 'ends', 'words', 'wordsNot'] as const
    const rules = fields.flatMap((field) =>
      words.flatMap((word) =>
        ops.flatMap((op, i) => {
          const one = text(field, op, word)
          const other = text(fields[(i + 2) % fields.length]!, 'contains', words[(i * 3) % words.length]!)
          return [rule([one]), rule([one, other]), rule([one, other], { match: 'any' })]
        })
      )
    )
    const alone = rules.flatMap((one, place) => (fits(one) ? [place] : []))
    expect(alone.length).toBeGreaterThan(100)
    expect(compile(rules).matching(mail(), now)).toEqual(alone)
  })
})

describe('what is to be done', () => {
  const every: Condition = { kind: 'every' }
  const outcome = (...acts: Action[][]) =>
    compile(acts.map((actions, i) => rule([every], { name: `${i}`, actions }))).outcomeOf(mail(), now).outcome
  const to = (...path: string[]) => ({ path, source: '' })

  it('comes from all rules in their order, and the first place counts', () => {
    const done = outcome(
      [{ kind: 'read' }, { kind: 'move', folder: to('A') }],
      [{ kind: 'unread' }, { kind: 'move', folder: to('B') }, { kind: 'copy', folder: to('C') }]
    )
    expect(done).toMatchObject({ rules: ['0', '1'], read: false, to: ['A'], copies: [['C']] })
  })
  it('ends at a stop, after all else that its rule wants', () => {
    const done = outcome([{ kind: 'stop', implied: false }, { kind: 'star' }], [{ kind: 'trash' }])
    expect(done).toMatchObject({ rules: ['0'], star: true, to: null })
  })
  it('never forwards without consent, and only once to one address', () => {
    const forward = (consent: boolean): Action => ({ kind: 'forward', to: 'x@y.example', consent })
    expect(outcome([forward(false)]).forwards).toEqual([])
    expect(outcome([forward(true)], [forward(true)]).forwards).toEqual([{ rule: '0', to: 'x@y.example' }])
  })
  it('an archived mail with a label lies in the folder of the label', () => {
    const label = (name: string): Action => ({ kind: 'label', name, smart: '' })
    expect(settled(outcome([label('Work/Acme'), label('B'), { kind: 'archive' }]))).toEqual({
      to: ['Work', 'Acme'],
      copies: [['B']]
    })
    expect(settled(outcome([{ kind: 'archive' }])).to).toBe('archive')
    expect(settled(outcome([label('B')]))).toEqual({ to: null, copies: [['B']] })
  })
  it('a folder that nobody chose yet is no place', () => {
    expect(outcome([{ kind: 'move', folder: to() }]).to).toBeNull()
  })
})

describe('a text that is not here yet', () => {
  const asks = rule([text('body', 'contains', 'contract')], { name: 'body' })
  const star = rule([text('subject', 'contains', 'invoice')], { name: 'star' })
  it('is waited for, and nothing is done until then', () => {
    expect(compile([asks, star]).outcomeOf(mail({ body: null }), now).waits).toBe(true)
    expect(compile([star, asks]).outcomeOf(mail({ body: null }), now).waits).toBe(true)
  })
  it('is not waited for where it does not count', () => {
    const both = rule([text('subject', 'contains', 'draft'), text('body', 'contains', 'x')])
    expect(compile([both, star]).outcomeOf(mail({ body: null }), now)).toMatchObject({
      waits: false,
      outcome: { rules: ['star'] }
    })
    const stops = rule([text('subject', 'contains', 'invoice')], {
      actions: [{ kind: 'stop', implied: false }]
    })
    expect(compile([stops, asks]).outcomeOf(mail({ body: null }), now).waits).toBe(false)
  })
  it('that will never come is empty', () => {
    expect(compile([asks]).outcomeOf(mail({ body: '' }), now)).toMatchObject({
      waits: false,
      outcome: { rules: [] }
    })
  })
})
