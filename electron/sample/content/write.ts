import { hash } from './random.ts'
import { mailDate } from './dates.ts'
import type { Letter } from './letter.ts'
import { address, filePart, fold, message, multipart, textPart, words, type Part } from './mime.ts'
import type { Person } from './people.ts'
import { page, wrap } from './render.ts'

const programs: Record<Person['client'], string> = {
  outlook: 'X-Mailer: Microsoft Outlook 16.0',
  apple: 'X-Mailer: Apple Mail (2.3826.200.121)',
  thunderbird: 'User-Agent: Mozilla Thunderbird',
  plain: 'User-Agent: Mutt/2.2.13',
  gmail: ''
}

const domainOf = (person: Person) => person.address.split('@')[1] ?? 'mail.example'

function fields(letter: Letter, own: Person): [string, string][] {
  const list = (people: Person[]) =>
    fold(
      people.map((one) => address(one.name, one.address)),
      ','
    )
  const out: [string, string][] = []
  if (letter.from.address !== own.address) {
    const ip = `192.0.2.${(hash(domainOf(letter.from)) % 250) + 1}`
    out.push(['Return-Path', `<${letter.from.address}>`])
    out.push([
      'Received',
      `from mx2.${domainOf(letter.from)} (${ip})\r\n by mx.${domainOf(own)} with ESMTPS; ${mailDate(letter.time + 4000, own.zone)}`
    ])
  }
  out.push(['From', address(letter.from.name, letter.from.address)])
  out.push(['To', list(letter.to)])
  if (letter.cc.length) out.push(['Cc', list(letter.cc)])
  out.push(['Subject', words(letter.subject)])
  out.push(['Date', mailDate(letter.time, letter.from.zone)])
  out.push(['Message-ID', `<${letter.messageId}>`])
  if (letter.inReplyTo) out.push(['In-Reply-To', `<${letter.inReplyTo}>`])
  if (letter.references.length)
    out.push([
      'References',
      fold(
        letter.references.map((one) => `<${one}>`),
        ''
      )
    ])
  out.push(...letter.headers)
  const [name, value] = programs[letter.from.client].split(': ')
  if (name && value && !letter.headers.some(([field]) => /^(List-Id|Auto-Submitted)$/.test(field)))
    out.push([name, value])
  return out
}

function report(letter: Letter, text: Part): Part {
  const status = `Reporting-MTA: dns; mx.${domainOf(letter.from)}\r\n\r\nFinal-Recipient: rfc822; ${letter.bounced}\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\r\n`
  const parts: Part[] = [
    text,
    { type: 'message/delivery-status', body: Buffer.from(status), encoding: '7bit' }
  ]
  if (letter.inReplyTo) {
    const headers = `To: ${letter.bounced}\r\nMessage-ID: <${letter.inReplyTo}>\r\n`
    parts.push({ type: 'text/rfc822-headers', body: Buffer.from(headers), encoding: '7bit' })
  }
  return { type: 'multipart/report; report-type=delivery-status', parts }
}

function content(letter: Letter): Part {
  const blocks = [letter.body, ...letter.tail]
  const joined = blocks.map((block) => block.text).join('\n\n')
  const plainProgram = letter.from.client === 'plain' || letter.from.client === 'thunderbird'
  const latin = letter.from.client === 'plain' && !/[\u0100-\uffff]/.test(joined)
  const text = textPart('text/plain', plainProgram ? wrap(joined) : joined, latin ? 'iso-8859-1' : 'utf-8')
  if (letter.bounced) return report(letter, text)
  let body = text
  if (letter.html) {
    const html = textPart(
      'text/html',
      letter.document || page(letter.from.client, blocks.map((block) => block.html).join('\n'))
    )
    const forms = [text, html]
    if (letter.calendar) forms.push(textPart('text/calendar; method=REQUEST', letter.calendar))
    body = multipart('alternative', forms)
    if (letter.inline.length) {
      body = multipart('related', [
        body,
        ...letter.inline.map(({ id, file }) => filePart(file.type, file.name, file.body, id))
      ])
    }
  }
  const files = letter.files.map((file) => filePart(file.type, file.name, file.body))
  return files.length ? multipart('mixed', [body, ...files]) : body
}

/** The message as it lies on the server. */
export function write(letter: Letter, own: Person): Buffer {
  return message(fields(letter, own), content(letter), letter.key)
}
