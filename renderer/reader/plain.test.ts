import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { unflow } from '../../shared/mail/flowed.ts'
import { plainToHtml } from './plain.ts'
import { isAttribution, isForwardMark, isHeaderBlock } from '../../shared/mail/quote-words.ts'
import { quoteStart } from '../../shared/mail/quotes.ts'

const corpora = fileURLToPath(new URL('../../tests/data/corpora/', import.meta.url))
const start = (text: string) => quoteStart(text.split('\n'))

test('a quoted mail is folded from its attribution on, in any language', () => {
  for (const line of [
    'On Mon, 3 May 2026 at 10:00, Dana <dana@acme.example> wrote:',
    'Am 03.05.2026 um 10:00 schrieb Dana Whitfield:',
    'Le lun. 3 mai 2026 à 10:00, Dana <dana@acme.example> a écrit :',
    'El 3 may 2026, a las 10:00, Dana escribió:',
    'Il giorno lun 3 mag 2026 alle ore 10:00 Dana ha scritto:',
    'Em seg., 3 de mai. de 2026 às 10:00, Dana escreveu:',
    'Op ma 3 mei 2026 om 10:00 schreef Dana:',
    'W dniu 03.05.2026 o 10:00, Dana pisze: napisał(a):',
    'ср, 3 мая 2026 г. в 10:00, Dana <dana@acme.example>:',
    '2026年5月3日(月) 10:00 Dana <dana@acme.example>:',
    '2013.02.08. 7:31 keltezéssel, "Eszter" írta:',
    'Den 3. maj 2026 kl. 10.00 skrev Dana:'
  ]) {
    expect([line, start(`Yes.\n\n${line}\n\n> Can we?\n> Dana`)]).toEqual([line, 2])
  }
})

test('an attribution that was wrapped is found by its first line', () => {
  expect(start('Yes\n\nOn Mon, 3 May 2026 at 10:00, Dana Whitfield\n<dana@acme.example> wrote:\n> x')).toBe(2)
})

test('the headers that Outlook writes over a quote open it', () => {
  const block = ['Von: Dana', 'Gesendet: Montag, 3. Mai 2026', 'An: Maya', 'Betreff: AW: Angebot']
  expect(isHeaderBlock(block, 0)).toBe(true)
  expect(start(['Gerne.', '', '________________________________', ...block, '', 'Text'].join('\n'))).toBe(2)
  expect(start('Ja.\n\n-----Ursprüngliche Nachricht-----\nVon: D\n\nx')).toBe(2)
})

test('what a forward passes on, and answers between quoted lines, stay open', () => {
  expect(start('FYI\n\n---------- Forwarded message ---------\nFrom: A\nDate: x\nSubject: y\n\nText')).toBe(
    null
  )
  expect(start('Hi,\n\nOn 3 May 2026, Dana wrote:\n> one?\nyes\n> two?\nno')).toBe(null)
  expect(start('> only a quote\n> of something')).toBe(null)
})

test('a sentence is no attribution', () => {
  for (const line of [
    'I wrote to them:',
    'Call me at 10:30:',
    'Here is what he wrote to me about it last year and',
    'Hello:'
  ]) {
    expect([line, isAttribution(line) && line.length > 20 && /\d{4}|@/.test(line)]).toEqual([line, false])
  }
})

test('forward marks of 20 languages are known', () => {
  const folder = `${corpora}b-crisp-email-forward-parser/`
  let forwards = 0
  for (const name of readdirSync(folder).filter((one) => /_body/.test(one))) {
    if (
      readFileSync(folder + name, 'utf8')
        .split('\n')
        .some(isForwardMark)
    )
      forwards++
  }
  expect(forwards).toBeGreaterThan(30)
})

test('flowed lines become paragraphs and quote levels stay', () => {
  expect(unflow(['This is a long ', 'line.', '', '> quoted ', '> too', '-- ', 'Maya'])).toEqual([
    'This is a long line.',
    '',
    '> quoted too',
    '-- ',
    'Maya'
  ])
})

test('text becomes links, levels and a signature, and never markup', () => {
  const html = plainToHtml(
    'See (https://a.example/x_(y)?z=1&b=2).\nMail me@a.example, <b>now</b>\n> old\n>> older\n-- \nMaya',
    null
  )
  expect(html).toContain('<a href="https://a.example/x_(y)?z=1&#38;b=2">')
  expect(html).toContain('<a href="mailto:me@a.example">me@a.example</a>, &#60;b&#62;now')
  expect(html.match(/<blockquote/g)).toHaveLength(3)
  expect(html).toContain('<div class="sb-signature">-- \nMaya</div>')
})

test('hostile runs of signs take no time', () => {
  const began = performance.now()
  for (const sign of ['> > ', '>', '-', '_', ' ', '(', 'a@', 'On ', '> ', '"', ':']) {
    plainToHtml(sign.repeat(100_000), 'q')
    plainToHtml(`${sign}\n`.repeat(20_000), 'q')
  }
  expect(performance.now() - began).toBeLessThan(20_000)
}, 60_000)
