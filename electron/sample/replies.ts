import { emptyLetter } from './content/letter.ts'
import { firstName, type Person } from './content/people.ts'
import { hash } from './content/random.ts'
import { renderBlocks, signature } from './content/render.ts'
import { write } from './content/write.ts'
import { decodeWords, field, split } from './imap/sections.ts'

/** What people of the sample say to a mail that they did not expect, by language. */
const sayings: Record<string, string[]> = {
  en: [
    'Thanks, I have it. Give me until tomorrow, I want to read it without a phone ringing.',
    'Thank you, that was quick! I pass it on inside and come back to you this week.',
    'Got it, thanks. One question will follow, I can already feel it.'
  ],
  de: [
    'vielen Dank, ist angekommen. Ich melde mich bis morgen Mittag.',
    'danke für die schnelle Nachricht. Ich bespreche es heute noch im Haus.'
  ],
  fr: [
    'merci, bien reçu. Je reviens vers vous demain dans la matinée.',
    'merci pour votre réactivité, j’en parle à mon équipe cet après-midi.'
  ],
  sv: [
    'Tack, det har kommit fram. Jag återkommer i morgon.',
    'Toppen, tack! Jag läser det i lugn och ro i kväll.'
  ],
  pt: [
    'Obrigada, recebido. Respondo amanhã de manhã.',
    'Recebido, obrigado pela rapidez. Vou ver com a equipa.'
  ],
  it: [
    'grazie, ricevuto. Le rispondo domani mattina.',
    'grazie della rapidità, ne parlo subito in produzione.'
  ],
  es: [
    'Gracias, recibido. Te contesto mañana por la mañana.',
    'Recibido, gracias por la rapidez. Lo comento con el equipo.'
  ],
  ja: ['ご連絡ありがとうございます。社内で確認のうえ、明日改めてご連絡いたします。']
}

/** A short answer of this person to the mail; its bytes as a latin1 string. */
export function reply(person: Person, me: Person, raw: string, now: number): string {
  const { header } = split(raw)
  const id = field(header, 'message-id').replace(/^<|>$/g, '')
  const subject = decodeWords(field(header, 'subject'))
  const base = subject.replace(/^((re|aw|sv|fwd|wg|vb|tr|r|i|rv): ?)+/i, '')
  const choices = sayings[person.lang] ?? sayings.en ?? []
  const said = choices[hash(id) % choices.length] ?? ''
  const letter = emptyLetter(`reply/${id}`, person, [me], `Re: ${base}`, now)
  letter.inReplyTo = id
  letter.references = [...field(header, 'references').matchAll(/<([^>\s]+)>/g)]
    .map(([, one]) => one ?? '')
    .filter((one) => one !== id)
  if (id) letter.references.push(id)
  letter.body = renderBlocks(
    `${person.lang === 'en' ? `Hi ${firstName(me)},\n\n` : ''}${said}\n\n${person.lang === 'ja' ? person.name : firstName(person)}`,
    new Map()
  )
  letter.tail.push(signature(person, null))
  letter.html = person.client !== 'plain' && person.client !== 'thunderbird'
  return write(letter, me).toString('latin1')
}

/** An answer is worth nothing to a machine's mail (RFC 3834 2). */
export function wantsReply(raw: string): boolean {
  const { header } = split(raw)
  return (
    !/^(auto-submitted|list-id|precedence)[ \t]*:(?![ \t]*no)/im.test(header) &&
    field(header, 'message-id') !== ''
  )
}
