import { expect, it } from 'vitest'
import type { FoundActivity, PersonFact, Verdict } from '../../shared/contract/intelligence.ts'
import type { RecordOf } from '../../shared/contract/records.ts'
import type { Person } from '../../shared/contract/workspace.ts'
import type { MessageRow } from '../cache/index.ts'
import { isFillable } from './fill.ts'
import { findSuggestions } from './find.ts'

const now = new Date(2026, 10, 25, 12).getTime()
const at = new Date(2026, 10, 26, 10, 30).getTime()
const kept = { rev: 1, origin: 'rep', created: 0, changed: 0, ownerName: '', owner: null, notes: '' } as const
const dana: RecordOf<'contact'> = {
  ...{ ...kept, kind: 'contact', id: 'c1', name: 'Dana', title: '', account: null, accountName: '' },
  ...{ addresses: ['dana@acme.example'], phones: [], city: '' }
}
const deal = (id: string, outcome: 'open' | 'won'): RecordOf<'deal'> => ({
  ...{ ...kept, kind: 'deal', id, name: id, account: null, stage: 's', amount: null, currency: 'EUR' },
  ...{ closing: '', contacts: [], accountName: '', stageName: '', step: 0, outcome }
})
const person = (more: Partial<NonNullable<Person['view']>> = {}): Person => ({
  address: 'dana@acme.example',
  reason: { kind: 'unknown', address: 'dana@acme.example' },
  view: { record: dana, account: null, contacts: [], deals: [], activities: [], ...more },
  nextActivity: null
})
const call: FoundActivity = {
  ...{ kind: 'call', by: 'both', title: 'Call with Dana', words: 'tomorrow at 10:30', zone: 'Europe/London' },
  ...{ start: '2026-11-26T10:30', at, minutes: null, confidence: 0.9 }
}
const title: PersonFact = {
  ...{ field: 'title', value: 'Buyer', e164: null, kind: null, line: 'Buyer', confidence: 0.97 }
}
const verdict: Verdict = {
  ...{ language: 'en', sentiment: null, emotion: null, intents: [], custom: [] },
  ...{ person: [title], activities: [call, { ...call }], leavers: [] }
}
const mail = {
  messageId: 'm@acme.example',
  sent: now - 3_600_000,
  from: [],
  subject: ''
} as unknown as MessageRow
const all = { activities: true, meetings: true, calls: true, tasks: true, enrichment: true }
const found = (who = person(), wants = all, of = mail, said = verdict) =>
  findSuggestions(of, said, who, wants, now)

it('suggests one moment once, before what the signature says', () => {
  expect(found().map(({ kind }) => kind)).toEqual(['activity', 'change'])
})
it('names the only open deal as what an activity is about, else the sender', () => {
  const about = (deals: RecordOf<'deal'>[]) => {
    const [first] = found(person({ deals }))
    return first?.kind === 'activity' ? first.about.id : null
  }
  expect(about([])).toBe('c1')
  expect(about([deal('d1', 'open'), deal('d2', 'won')])).toBe('d1')
  expect(about([deal('d1', 'open'), deal('d2', 'open')])).toBe('c1')
})
it('leaves out what the record has at that moment, and what is switched off', () => {
  const activity: RecordOf<'activity'> = {
    ...{ ...kept, kind: 'activity', id: 'x', type: 'meeting', name: 'x', due: at, done: true, about: null },
    aboutName: ''
  }
  expect(found(person({ activities: [activity] })).map(({ kind }) => kind)).toEqual(['change'])
  expect(found(person(), { ...all, activities: false }).map(({ kind }) => kind)).toEqual(['change'])
  expect(found(person(), { ...all, enrichment: false }).map(({ kind }) => kind)).toEqual(['activity'])
})
it('suggests of meetings, calls and tasks what each is switched on for', () => {
  const some = (['meeting', 'call', 'task'] as const).map((kind, i) => ({
    ...{ ...call, kind, at: at + i * 3_600_000 }
  }))
  const types = (wants: Partial<typeof all>) =>
    found(person(), { ...all, ...wants }, mail, { ...verdict, activities: some }).flatMap((one) =>
      one.kind === 'activity' ? [one.plan.type] : []
    )
  expect(types({})).toEqual(['meeting', 'call', 'task'])
  expect(types({ meetings: false })).toEqual(['call', 'task'])
  expect(types({ calls: false })).toEqual(['meeting', 'task'])
  expect(types({ tasks: false })).toEqual(['meeting', 'call'])
})
it('takes no news from an old signature, and suggests nothing for a stranger', () => {
  const old = { ...mail, sent: now - 200 * 24 * 3_600_000 }
  expect(found(person(), all, old).map(({ kind }) => kind)).toEqual(['activity'])
  expect(found({ ...person(), view: null })).toEqual([])
})
it('is remembered by the record and the value, not by the mail', () => {
  const other = { ...mail, messageId: 'other@acme.example' }
  const keys = (of: MessageRow) => found(person(), all, of).map(({ key }) => key)
  expect(keys(other)[1]).toBe(keys(mail)[1])
  expect(keys(other)[0]).not.toBe(keys(mail)[0])
  expect(keys(mail).join()).not.toContain('acme')
})
it('fills by itself only what is empty and 95% sure, never a name', () => {
  const fillable = (fact: Partial<PersonFact>, record: Partial<typeof dana> = {}) =>
    found(person({ record: { ...dana, ...record } }), all, mail, {
      ...verdict,
      activities: [],
      person: [{ ...title, ...fact }]
    }).map((one) => one.kind === 'change' && isFillable(one.change))
  expect(fillable({})).toEqual([true])
  expect(fillable({ confidence: 0.94 })).toEqual([false])
  expect(fillable({}, { title: 'CEO' })).toEqual([false])
  expect(fillable({ field: 'name', value: 'Dana Whitfield' })).toEqual([false])
  const phone = { field: 'phone', value: '+44 20 7946 0182' } as const
  expect(fillable(phone)).toEqual([true])
  expect(fillable(phone, { phones: [{ kind: 'home', number: '+44 20 7946 0000' }] })).toEqual([false])
})
