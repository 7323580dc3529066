import { describe, expect, test } from 'vitest'
import { salesMails } from '../../training/signature-sets.ts'
import { readLeavers } from './left.ts'
import { fold } from './names.ts'
import { readOwnText } from './own-text.ts'

const read = (text: string, from = 'Ann Reed <ann.reed@acme.example>') =>
  readLeavers(readOwnText(text, { from }), text, { from })

describe('who left, and who follows', () => {
  test.each([
    [
      'Please note that John Carter is no longer with Acme. Please contact Mary Poole (mary.poole@acme.example) instead.',
      'John Carter',
      'Mary Poole',
      'mary.poole@acme.example'
    ],
    [
      'Hi,\n\nSusan Lee has left the company at the end of May. Her replacement is Paul Ortiz.',
      'Susan Lee',
      'Paul Ortiz',
      null
    ],
    [
      'Tom Baker no longer works here. Kate Winslow has taken over his accounts.',
      'Tom Baker',
      'Kate Winslow',
      null
    ],
    [
      'Frau Anna Weber ist seit dem 1. Mai nicht mehr bei uns tätig. Bitte wenden Sie sich an Herrn Max Vogt, m.vogt@firma.example.',
      'Anna Weber',
      'Max Vogt',
      'm.vogt@firma.example'
    ],
    [
      'Herr Krause ist zum 30.06. aus dem Unternehmen ausgeschieden. Frau Sommer übernimmt seine Kunden.',
      'Krause',
      'Sommer',
      null
    ],
    [
      'Monsieur Paul Girard ne fait plus partie de notre société. Merci de contacter Claire Petit : c.petit@societe.example',
      'Paul Girard',
      'Claire Petit',
      'c.petit@societe.example'
    ],
    [
      "Sophie Martin a quitté l'entreprise fin mars. Elle est remplacée par Luc Bernard.",
      'Sophie Martin',
      'Luc Bernard',
      null
    ],
    [
      'Le informamos que María Gómez ya no trabaja en la empresa. Puede contactar con Luis Pérez (luis@empresa.example).',
      'María Gómez',
      'Luis Pérez',
      'luis@empresa.example'
    ],
    ['Javier Ruiz ha dejado la compañía. La sustituye Elena Soto.', 'Javier Ruiz', 'Elena Soto', null]
  ])('%s', (text, who, name, address) => {
    const [leaver] = read(text)
    expect(leaver?.who).toBe(who)
    expect(leaver?.successor).toEqual({ name, address })
  })

  test('one other whole name beside words of taking over', () => {
    const text =
      'Peter Lang has resigned. As of June all of this is handled for you, like his other accounts, through Nina Holt.'
    expect(read(text)[0]).toMatchObject({ who: 'Peter Lang', successor: { name: 'Nina Holt' } })
  })
  test.each([
    ['Oliver Stone moved to another company last month. His desk is now run by Petra Novak.', 'Petra Novak'],
    ['Helen Marsh has handed in her notice. Until then all orders go through Ian Webb.', 'Ian Webb'],
    ["Kevin isn't with us any more. My name is Ann Reed and I have picked up his accounts.", 'Ann Reed'],
    [
      'Linda Cho is no longer at Brightwell. I am copying in Marcus Lee, who has inherited her projects.',
      'Marcus Lee'
    ],
    [
      'You wrote to Sarah Pike, who left the business two weeks ago. Try Omar Hadid, he has her job now.',
      'Omar Hadid'
    ],
    [
      'Unser Einkaufsleiter Bernd Stahl ist nicht mehr im Unternehmen. Den Einkauf leitet seit Mai Frau Silke Horn.',
      'Silke Horn'
    ],
    ['Herr Öztürk ist leider nicht mehr da. Melden Sie sich einfach bei Frau Kiefer.', 'Kiefer'],
    ['Jens Pohl arbeitet nicht mehr für uns. Ich, Ann Reed, bin seine Nachfolgerin.', 'Ann Reed'],
    ['Philippe Gaudin a pris sa retraite fin juin. Votre nouvel interlocuteur : Karim Saïdi.', 'Karim Saïdi'],
    ["Notre acheteur, Marc Dubois, a quitté l'entreprise. Voyez maintenant avec Léa Colin.", 'Léa Colin'],
    ['Rocío Vega ya no está con nosotros. De su cartera se ocupa ahora Iván Prieto.', 'Iván Prieto'],
    ['Andrés Mora renunció la semana pasada. Quedo yo a cargo de su cuenta.', 'Ann Reed']
  ])('as people say it: %s', (text, name) => expect(read(text)[0]?.successor?.name).toBe(name))

  test('two names that may follow: none is chosen', () => {
    const text =
      'Peter Lang has resigned. New in the team, with his accounts between them, are Nina Holt and Karl Moss.'
    expect(read(text)[0]).toMatchObject({ who: 'Peter Lang', successor: null })
  })

  test('an automatic reply speaks of its own sender', () => {
    const text =
      'Automatic reply: I am no longer with Acme. Please write to Bob Stone, bob.stone@acme.example.'
    expect(read(text)[0]).toMatchObject({
      who: 'Ann Reed',
      successor: { name: 'Bob Stone', address: 'bob.stone@acme.example' }
    })
  })

  test.each([
    'Is John Carter no longer with you?',
    'If John Carter has left the company, who do we write to?',
    'The old model is no longer available. We left the keys at the front desk.',
    'I left the office early, and the Berlin office is no longer in use.',
    'Wenn Frau Weber nicht mehr bei Ihnen arbeitet, sagen Sie es mir bitte.',
    'Das Angebot ist nicht mehr gültig. Herr Krause hat die Unterlagen nicht mehr gefunden.',
    "Ce produit n'est plus disponible et Paul n'a plus de stock.",
    'El modelo ya no está disponible. Luis dejó el paquete en recepción.',
    'John is no longer happy with the price.',
    'Tom Baker left the meeting early. Please contact Jane Roe about the minutes.',
    'Herr Braun hat das Büro schon verlassen, Frau Kunz ist noch da.',
    'Marie Roy a quitté la réunion avant la fin, voyez avec Luc Blot.',
    'Pedro Gil dejó la caja en recepción, hable con Ana Ruiz.',
    'I have left a voicemail and I have left early.',
    '> John Carter is no longer with Acme.\n\nThanks for telling me.'
  ])('nobody left: %s', (text) => expect(read(text)).toEqual([]))

  test('labelled sales mails: nobody is sent away who stayed', () => {
    let right = 0
    let found = 0
    let wanted = 0
    for (const mail of salesMails('train')) {
      const leavers = read(mail.body, mail.from)
      if (mail.left) wanted++
      found += leavers.length
      if (mail.left && leavers.some(({ who }) => fold(who).includes(fold(mail.left!.who).split(' ').at(-1)!)))
        right++
    }
    expect(right / Math.max(found, 1)).toBeGreaterThanOrEqual(0.9)
    expect(right / Math.max(wanted, 1)).toBeGreaterThanOrEqual(0.7)
  })
})
