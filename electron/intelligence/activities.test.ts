import { describe, expect, it } from 'vitest'
import { precision, recall, score } from '../../tests/bench/intelligence/right.ts'
import { activityCases } from '../../tests/bench/intelligence/sales-mails.ts'
import { readActivities } from './activities.ts'
import { clashesOf } from '../../shared/intelligence/clash.ts'
import { keepsPromise } from './promise-kept.ts'
import { readPromises } from './promises.ts'

const base = {
  subject: 'Re: The renewal',
  date: Date.parse('2026-03-05T09:00:00Z'),
  offset: 0,
  direction: 'received' as const
}

describe('activities in mails', () => {
  it.each([
    ['tune', 0.97, 0.95],
    ['dev', 0.95, 0.85]
  ] as const)('are no worse than they were on the part %s', (part, least, found) => {
    const total = score(
      activityCases(part),
      ({ mail }) => readActivities(mail),
      ({ labels }) => labels
    )
    expect(precision(total)).toBeGreaterThanOrEqual(least)
    expect(recall(total)).toBeGreaterThanOrEqual(found)
  })
  it('names what the record will show', () => {
    const [call] = readActivities({ ...base, text: 'Could you call me on Tuesday at 3pm?', other: 'Dana' })
    expect(call).toMatchObject({ kind: 'call', by: 'reader', title: 'Call with Dana: The renewal' })
  })
  it('reads who is asked to come for maintenance, and no notice of it', () => {
    const of = (text: string) => readActivities({ ...base, text }).map(({ kind, start }) => [kind, start])
    expect(of('Could your technician come for the maintenance on Friday at 10am?')).toEqual([
      ['meeting', '2026-03-06T10:00']
    ])
    expect(of('There will be maintenance on Friday at 10am.')).toEqual([])
  })
  it.each([
    ['en', 'The parcel should have been here on Tuesday.'],
    ['en', 'The site is down between 2 and 3 am on Sunday for maintenance.'],
    ['en', 'You said you would call me on Tuesday at 10.'],
    ['en', 'The contract runs until 31 December 2026.'],
    ['en', 'I am in meetings until 4pm today.'],
    ['de', 'Der Vertrag läuft bis zum 31. Dezember 2026.'],
    ['de', 'Bis Montag!'],
    ['fr', "Vous deviez m'appeler mardi à 10h."],
    ['fr', 'La livraison était prévue vendredi.'],
    ['es', 'Usted iba a llamarme el martes a las 10.'],
    ['es', 'El contrato dura hasta el 31 de diciembre de 2026.'],
    ['de', 'Am Montag um 10 Uhr hat Ihr Fahrer angerufen.'],
    ['de', 'Die Messe läuft vom 20. bis 23. April.'],
    ['de', 'Die zugesagte Gutschrift ist bis heute nicht eingegangen.'],
    ['de', 'Wir halten uns bis zum Monatsende an das Angebot gebunden.'],
    ['fr', 'Votre chauffeur est passé lundi à 10 h.'],
    ['fr', "Vous m'aviez promis les pièces pour vendredi."],
    ['es', 'El lunes a las 10 llamó su chofer.'],
    ['es', '¿Tendrían una furgoneta libre del 3 al 10 de mayo?']
  ])('suggests nothing of what was, lasts or was promised (%s): %s', (language, text) =>
    expect(readActivities({ ...base, language, text })).toEqual([])
  )
  it('says nothing of other languages and of nothing', () => {
    expect(readActivities({ ...base, text: '' })).toEqual([])
    expect(readActivities({ ...base, text: 'Ci sentiamo domani alle 15, grazie mille a tutti voi' })).toEqual(
      []
    )
  })
  it.each([
    ['word '.repeat(100_000)],
    ['x'.repeat(5_000_000)],
    ["I'll send, ".repeat(50_000)],
    ['ich rufe '.repeat(50_000)]
  ])('ends in time on a hostile text', (text) => {
    const begin = performance.now()
    for (const language of ['en', 'de', 'fr', 'es']) {
      readActivities({ ...base, text, language })
      readPromises({ ...base, text, language })
    }
    expect(performance.now() - begin).toBeLessThan(15_000)
  })
})

describe('promises', () => {
  const sent = { ...base, direction: 'sent' as const }
  it('are found with and without a day', () => {
    expect(readPromises({ ...sent, text: "Thanks. I'll send the quote by Friday." })[0]).toMatchObject({
      what: 'quote',
      due: { start: '2026-03-06' }
    })
    expect(
      readPromises({ ...sent, language: 'de', text: 'Ich schicke Ihnen bis Donnerstag die Unterlagen.' })[0]
    ).toMatchObject({ what: 'document', due: { start: '2026-03-12' } })
    expect(readPromises({ ...sent, text: 'I will get back to you on this.' })[0]).toMatchObject({
      what: 'answer',
      due: null
    })
    expect(readPromises({ ...sent, text: 'Will you send the quote? I will not send an offer.' })).toEqual([])
  })
  it('are kept by the mail that brings what was promised to who it was promised', () => {
    const [promise] = readPromises({ ...sent, text: "I'll send the quote by Friday." })
    const later = {
      recipients: ['dana@acme.example'],
      subject: 'Quote',
      text: 'Hi Dana, attached is our quote.',
      attachments: ['Quote_4411.pdf'],
      date: base.date + 1
    }
    const kept = (mail: Partial<typeof later>) =>
      keepsPromise(promise!, ['Dana@acme.example'], base.date, { ...later, ...mail })
    expect(kept({})).toEqual({ kept: true, reason: 'attached', shown: 'Quote_4411.pdf' })
    expect(kept({ recipients: ['bob@acme.example'] }).reason).toBe('other people')
    expect(kept({ subject: 'Re:', text: 'I will send the quote tomorrow.', attachments: [] }).kept).toBe(
      false
    )
    expect(kept({ date: base.date - 1 }).reason).toBe('earlier')
  })
})

describe('clashes', () => {
  const at = Date.parse('2026-03-10T10:00:00Z')
  const call = { kind: 'call' as const, at, minutes: 30 }
  it('are what overlaps, whatever the zone; neither days nor what ends as it begins', () => {
    expect(clashesOf(call, [{ kind: 'meeting', at: at - 1_800_000, minutes: 60 }])).toHaveLength(1)
    expect(clashesOf(call, [{ kind: 'meeting', at: at - 1_800_000, minutes: 30 }])).toHaveLength(0)
    expect(clashesOf(call, [{ kind: 'meeting', at: null, minutes: null }])).toHaveLength(0)
    expect(clashesOf({ ...call, kind: 'task', minutes: null }, [call])).toHaveLength(0)
  })
})
