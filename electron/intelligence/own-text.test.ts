import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { forgeSet, salesSet, sampleSet, talonSet, type MarkedMail } from '../../training/signature-sets.ts'
import { readOwnText } from './own-text.ts'

const jane = { from: 'Jane Roe <jane.roe@acme.example>' }

/** What is marked in the sets counts "sent from my phone" to the sign-off. */
function startOf({ text, from }: MarkedMail, key: 'signOff' | 'signature'): number | null {
  const own = readOwnText(text, { from })
  const starts = [own[key]?.firstLine, key === 'signOff' ? own.phoneLine?.firstLine : undefined]
  const found = starts.filter((line) => line !== undefined)
  return found.length === 0 ? null : Math.min(...found)
}

describe('the first line of sign-off and signature, on the parts that may be seen', () => {
  test.each([
    { name: 'forge, dev part', mails: forgeSet('dev'), key: 'signOff', floor: 0.95 },
    { name: 'talon', mails: talonSet(), key: 'signOff', floor: 1 },
    { name: 'samples in 14 languages and false friends', mails: sampleSet(), key: 'signOff', floor: 1 },
    { name: 'sales mails, train', mails: salesSet('train'), key: 'signature', floor: 0.97 }
  ] as const)('$name', ({ mails, key, floor }) => {
    const right = mails.filter((mail) => startOf(mail, key) === mail[key]).length
    expect(right / mails.length).toBeGreaterThanOrEqual(floor)
  })
})

describe('what is whose', () => {
  test('a reply over a quote, with signature, notice and the phone line', () => {
    const text = [
      'Fine by me.',
      '',
      'Best regards,',
      'Jane',
      '',
      '-- ',
      'Jane Roe',
      'Head of Sales',
      '+44 20 7946 0018',
      '',
      'This e-mail is confidential and intended solely for the addressee.',
      '',
      'Sent from my iPhone',
      '',
      'On Mon, Jan 5, 2026 at 9:00 AM Bob <bob@b.example> wrote:',
      '> May I?'
    ].join('\n')
    const own = readOwnText(text, jane)
    expect(own.own).toBe('Fine by me.')
    expect(own.signOff?.firstLine).toBe(2)
    expect(own.signature).toMatchObject({
      firstLine: 5,
      text: '-- \nJane Roe\nHead of Sales\n+44 20 7946 0018'
    })
    expect(own.disclaimer?.firstLine).toBe(10)
    expect(own.phoneLine?.text).toBe('Sent from my iPhone')
    expect(own.quoted).toContain('May I?')
    expect(own.forwarded).toBeNull()
  })
  test('answers between quoted lines are own, the quote is not', () => {
    const own = readOwnText('> Price?\n\n12 euro.\n\n> When?\n\nMonday.\n\nJane', jane)
    expect(own.own).toBe('12 euro.\n\nMonday.')
    expect(own.quoted).toContain('Price?')
    expect(own.signature?.text).toBe('Jane')
  })
  test.each([
    [
      '---------- Weitergeleitete Nachricht ----------\nVon: A <a@b.example>\nDatum: Mo., 9. Feb. 2026\nBetreff: X\n\nText'
    ],
    ['-----Message transféré-----\nDe : A <a@b.example>\nEnvoyé : 2 avril 2025 16:10\nObjet : X\n\nTexte'],
    ['Begin forwarded message:\n\nFrom: A <a@b.example>\nSubject: X\nDate: 31 March 2025\n\nText']
  ])('what is passed on is not quoted: %s', (forwarded) => {
    const own = readOwnText(`See below.\n\nJane\n\n${forwarded}`, jane)
    expect(own.own).toBe('See below.')
    expect(own.forwarded?.firstLine).toBe(4)
    expect(own.quoted).toBe('')
  })
  test.each([
    'Costs:\n--\nA 10\nB 20\n\nPlease check the table above.',
    'To do\n- call Bob\n- mail Ann',
    'Sent from my desk, this is much easier than by phone.',
    'I received your letter in error, please send another.',
    'Thank you very much.'
  ])('no signature: %s', (text) => {
    const own = readOwnText(text, { from: 'Bob Stone <bob@b.example>' })
    expect(own.signature).toBeNull()
    expect(own.own).toBe(text)
  })
})

describe("other reply parsers' fixtures", () => {
  const fixture = (name: string) =>
    readFileSync(new URL(`../../training/data/${name}.txt`, import.meta.url), 'utf8')
  test.each([
    ['reply-parser-crisp/email_unquoted_reply', 'This is my reply.', undefined, undefined],
    [
      'reply-parser-crisp/correct_sig',
      'this is an email with a correct -- signature.',
      '--\nrick',
      undefined
    ],
    [
      'reply-parser-crisp/email_multi_word_sent_from_my_mobile_device',
      'Here is another email',
      undefined,
      'Sent from my Verizon Wireless BlackBerry'
    ],
    [
      'reply-parser-crisp/email_with_regards',
      'Hi, \n\nI still have the same problem....\n\nCan you help?',
      'John Doe\nCEO @ Acme !',
      undefined
    ],
    [
      'reply-parser-crisp/email_thread',
      'This is new email reply in thread from bellow.',
      undefined,
      undefined
    ],
    [
      'reply-parser-crisp/email_sent_from_my_not_signature',
      'Here is another email\n\nSent from my desk, is much easier then my mobile phone.',
      undefined,
      undefined
    ],
    ['reply-parser-zapier/email_headers_no_delimiter', 'And another reply!', undefined, undefined]
  ])('%s', (name, text, signature, phoneLine) => {
    const own = readOwnText(fixture(name), { from: '' })
    expect(own.own).toBe(text)
    expect(own.signature?.text).toBe(signature)
    expect(own.phoneLine?.text).toBe(phoneLine)
  })
  test.each(['crisp', 'zapier'])('no quoted line stays in what is own: %s', (set) => {
    const folder = new URL(`../../training/data/reply-parser-${set}/`, import.meta.url)
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.txt'))) {
      const { own } = readOwnText(readFileSync(new URL(file, folder), 'utf8'), { from: '' })
      expect(
        own.split('\n').filter((line) => line.startsWith('>')),
        file
      ).toEqual([])
    }
  })
})

describe('hostile input ends in time', () => {
  const large = 5_000_000
  test.each([
    ['nothing', ''],
    ['5 MB of text', 'Lorem ipsum dolor sit amet. '.repeat(large / 28)],
    ['100,000 words without a space', 'word'.repeat(100_000)],
    ['only line ends', '\n'.repeat(large)],
    ['only quote marks', '>'.repeat(large)],
    ['quote marks on lines', '>\n'.repeat(200_000)],
    ['at signs', '@'.repeat(large)],
    ['digits and spaces', '1 '.repeat(200_000)],
    ['one digit, then spaces', `1${' '.repeat(200_000)}x`],
    ['dashes on lines', '--\n'.repeat(100_000)],
    ['closings', 'Best regards,\n'.repeat(50_000)],
    ['attributions', 'On 1 May 2026, A wrote:\n'.repeat(50_000)],
    ['headers', 'From: a\nSent: b\nTo: c\n'.repeat(50_000)],
    ['brackets', '('.repeat(100_000) + '['.repeat(100_000)],
    ['dots in a name', 'a.b-'.repeat(100_000)],
    ['blank and filled by turns', ' \n\t\nx\n'.repeat(80_000)]
  ])('%s', (_, text) => {
    const start = performance.now()
    const own = readOwnText(text, { from: `${text.slice(0, 5000)} <x@y.example>` })
    expect(performance.now() - start).toBeLessThan(2000)
    expect(own.own.length).toBeLessThanOrEqual(text.length)
  })
})
