import type { Seed } from './dovecot.ts'

/** What a made mailbox looks like. The same numbers make the same mail. */
export interface Mailbox {
  count: number
  /** Address of the mailbox's owner. */
  owner?: string
  /** How many people write. */
  people?: number
  /** ms since 1970 of the newest mail; the others follow it backwards, some ten minutes apart. */
  newest?: number
  seed?: number
  /** Octets that a plain text body has at the least. */
  bodySize?: number
}

const subjects = [
  'Quote for flow sensors',
  'Angebot für 60 Sensoren',
  'Renewal terms',
  'Delivery of the pilot',
  'Facture 20931',
  'Security questionnaire',
  'Site visit on Thursday',
  'Änderung am Vertrag',
  'Purchase order',
  '会議の件'
]
const names = [
  'Dana Whitfield',
  'Ruth Okafor',
  'Jonas Weiler',
  'Amélie Roux',
  'Hiroshi Tanabe',
  'Samir Haddad',
  'Greta Olsson',
  'Peter Lund',
  'Carla Mendes',
  'Leon Fischer'
]
const sentence =
  'Thank you for the call. We looked at the numbers again and would like to go on with the second option if the price can hold. '

/** A generator (mulberry32) whose numbers do not depend on the machine. */
function random(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export function personOf(n: number): { name: string; address: string } {
  const name = names[n % names.length]!
  const local = name
    .normalize('NFD')
    .replace(/[^\w ]/g, '')
    .toLowerCase()
    .replace(' ', '.')
  return { name, address: `${local}.${n}@company${n % 97}.example` }
}

/**
 * Varied mail of a sales mailbox, oldest first: threads with References, plain and HTML and both, attachments, three
 * transfer encodings, UTF-8 and Latin-1. Some 20,000 a second.
 */
export function* mailOf(box: Mailbox): Generator<Seed> {
  const {
    count,
    owner = 'rep@fernhill.example',
    people = 500,
    newest = Date.UTC(2026, 10, 25, 8),
    bodySize = 600
  } = box
  const next = random(box.seed ?? 1)
  const idOf = (n: number): string => `<m${n}.${box.seed ?? 1}@company.example>`
  // what each of the last mails refers to, the start of its thread first
  const chains = new Map<number, number[]>()
  for (let i = 0; i < count; i++) {
    const received = newest - (count - 1 - i) * 600_000
    const person = personOf(Math.floor(next() * people))
    const parent = i > 20 && next() < 0.5 ? i - 1 - Math.floor(next() * 20) : null
    const above = parent === null ? [] : [...(chains.get(parent) ?? []), parent].slice(-10)
    chains.set(i, above)
    chains.delete(i - 21)
    const base = subjects[i % subjects.length]!
    const kind = next()
    const text = `${base} ${i}\r\n\r\n${sentence.repeat(Math.max(1, Math.ceil(bodySize / sentence.length)))}\r\n`
    const head = [
      `From: ${encoded(person.name)} <${person.address}>`,
      `To: <${owner}>`,
      `Subject: ${encoded(`${parent === null ? '' : 'Re: '}${base} ${i}`)}`,
      `Date: ${new Date(received - 2000).toUTCString().replace('GMT', '+0000')}`,
      `Message-ID: ${idOf(i)}`,
      ...(parent === null
        ? []
        : [`In-Reply-To: ${idOf(parent)}`, `References: ${above.map(idOf).join('\r\n ')}`]),
      'MIME-Version: 1.0'
    ]
    // a tenth in Latin-1, as far as that has the letters
    const latin = kind < 0.1 && !/[^\0-\xff]/.test(text)
    const mail = `${head.join('\r\n')}\r\n${latin ? latinBody(text) : bodyOf(kind, text)}`
    yield { bytes: latin ? Buffer.from(mail, 'latin1') : mail, received, flags: next() < 0.9 ? 'S' : '' }
  }
}

function latinBody(text: string): string {
  return `Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${text}`
}

function bodyOf(kind: number, text: string): string {
  const plain = `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${text}`
  const html = `Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html><body><p>${text
    .replace(/=/g, '=3D')
    .replace(/[^\r\n -~]/g, (c) =>
      [...Buffer.from(c)].map((b) => `=${b.toString(16).toUpperCase()}`).join('')
    )
    .replace(/(?:=..|[^=\r\n]){60}/g, '$&=\r\n')}</p></body></html>\r\n`
  if (kind < 0.5) return plain
  if (kind < 0.8)
    return `Content-Type: multipart/alternative; boundary=alt\r\n\r\n--alt\r\n${plain}\r\n--alt\r\n${html}\r\n--alt--\r\n`
  if (kind < 0.9) return html
  const file = Buffer.from('a file of no great weight '.repeat(40))
    .toString('base64')
    .replace(/(.{76})/g, '$1\r\n')
  return `Content-Type: multipart/mixed; boundary=mix\r\n\r\n--mix\r\n${plain}\r\n--mix\r\nContent-Type: application/pdf; name="terms.pdf"\r\nContent-Disposition: attachment; filename="terms.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\n${file}\r\n--mix--\r\n`
}

function encoded(text: string): string {
  return /^[ -~]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`
}
