import { describe, expect, it } from 'vitest'
import type { SentMail } from '../../shared/contract/promises.ts'
import { keptElsewhere } from './kept-elsewhere.ts'

const day = 24 * 3600_000
const sent = Date.parse('2026-11-30T09:00:00Z')
const promise = {
  ...{ what: 'quote' as const, words: "I'll send the quote for the pressure sensors by Friday." },
  ...{ to: 'dana@acme.example', subject: 'Re: Visit', sent, at: [0] }
}
const mail = (text: string, files: string[], more: Partial<SentMail> = {}): SentMail => ({
  ...{ subject: 'Prices', text, files, from: ['Maya Lindqvist', 'maya@fernhill.example'] },
  ...{ to: ['dana@acme.example'], sent: sent + day, offset: 60 },
  ...more
})
const by = (
  later: SentMail,
  of: Partial<typeof promise> | { what: 'call' | 'meeting' | 'answer'; words?: string } = {}
) => keptElsewhere({ asked: [{ ...promise, ...of }], mails: [later] })[0]

describe('a promise is kept by a mail of another conversation', () => {
  it.each([
    [
      'a file of that name, and the matter in the text',
      mail('Hi Dana, here are the sensors.', ['Quote_44.pdf'])
    ],
    ['handed over in words with a file', mail('Attached is our quote for ten sensors.', ['FH-2026.pdf'])],
    [
      'the matter in the subject',
      mail('Please find it attached.', ['quote.pdf'], { subject: 'Pressure sensors' })
    ],
    ['the matter in the name of the file', mail('Please see the file.', ['Quote sensors.pdf'])]
  ])('%s', (_, later) => {
    expect(by(later)).toMatchObject({ by: 0, how: 'attached' })
  })
  it.each([
    [
      'Ich sende Ihnen das Angebot für die Drucksensoren bis Freitag.',
      'Anbei das Angebot zu den Drucksensoren.'
    ],
    ["Je vous envoie le devis pour les capteurs d'ici vendredi.", 'Ci-joint le devis pour vos capteurs.'],
    ['Le envío el presupuesto de los sensores antes del viernes.', 'Adjunto el presupuesto de los sensores.']
  ])('in the four languages: %s', (words, text) => {
    expect(by(mail(text, ['FH-2026.pdf']), { words, subject: '' })).toMatchObject({ how: 'attached' })
  })
  it('where nothing says what it is about, by the word for it', () => {
    const bare = { words: "I'll send the quote tomorrow.", subject: 'Hello' }
    expect(by(mail('As promised, attached is our quote.', ['Quote.pdf']), bare)).not.toBe(null)
    expect(by(mail('Attached is our quote.', ['Quote.pdf']), bare)).toBe(null)
  })
  it('a call that was made', () => {
    const call = { what: 'call' as const, words: "I'll call you tomorrow." }
    for (const text of [
      'Thanks for the call just now.',
      'Vielen Dank für das Telefonat.',
      'Suite à notre appel, voici la liste.',
      'Gracias por la llamada.'
    ])
      expect(by(mail(text, []), call)).toMatchObject({ how: 'said' })
    expect(by(mail('Attached is the list.', ['list.pdf']), call)).toBe(null)
  })
  it('the first of several', () => {
    const mails = [mail('See you on Monday.', []), mail('The sensors, attached.', ['Quote.pdf'])]
    expect(keptElsewhere({ asked: [{ ...promise, at: [0, 1] }], mails })[0]).toMatchObject({ by: 1 })
  })
})

describe('it stays open', () => {
  it.each<[string, SentMail, Parameters<typeof by>[1]?]>([
    ['another matter', mail('Attached is our quote for the valves.', ['Quote_valves.pdf'])],
    ['words without a file', mail('As discussed, the quote for the sensors is 4,500 EUR.', [])],
    ['another person', mail('The sensors.', ['Quote.pdf'], { to: ['bob@rival.example'] })],
    ['sent before', mail('The sensors.', ['Quote.pdf'], { sent: sent - day })],
    ['another thing', mail('Attached the data sheet of the sensors, and soon the quote.', ['Datasheet.pdf'])],
    [
      'promised again',
      mail("Attached a drawing of the sensors. I'll send the quote on Monday.", ['draw.png'])
    ],
    ['what was quoted', mail('See below.\n\nOn Monday Dana wrote:\n> the sensors', ['Quote_7.pdf'])],
    [
      'another project',
      mail('Attached is our quote for project Lindqvist.', ['Quote.pdf']),
      { words: "I'll send the quote for project Harbour." }
    ],
    [
      'another customer, said in German',
      mail('Anbei das Angebot für den Kunden Lindqvist zum Projekt Nord.', ['Angebot.pdf']),
      { words: 'Ich sende Ihnen das Angebot für den Kunden Berg und sein Projekt Hafen.' }
    ],
    [
      'a call that is ahead',
      mail('Before our call on Thursday, here is the agenda.', ['Agenda.pdf']),
      { what: 'call' as const, words: "I'll call you on Thursday." }
    ],
    [
      'thanks for something else than a call',
      mail('Thanks for your time.', []),
      { what: 'call' as const, words: "I'll call you on Thursday." }
    ],
    ['her name and company alone', mail('Attached our quote for Dana, Acme.', ['Quote.pdf'])]
  ])('%s', (_, later, of) => {
    expect(by(later, of)).toBe(null)
  })
  it('an answer and a visit, which no mail elsewhere tells apart', () => {
    const long = mail('Thanks for the call. '.repeat(10) + 'The sensors are in stock.', [])
    expect(by(long, { what: 'answer' })).toBe(null)
    expect(by(long, { what: 'meeting' })).toBe(null)
  })
})
