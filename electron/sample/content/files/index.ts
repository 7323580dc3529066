import { calendarTime, isoDay } from '../dates.ts'
import { longDate } from '../languages.ts'
import type { Person } from '../people.ts'
import { random } from '../random.ts'
import { docx, xlsx } from './office.ts'
import { pdf } from './pdf.ts'
import { chart, logo, photo } from './png.ts'

export { chart, logo, photo }

export interface Attached {
  name: string
  type: string
  body: Buffer
}

/** What a file is about: the mail it hangs on. */
export interface About {
  subject: string
  from: Person
  to: Person
  time: number
  text: string
}

const items = [
  'FS-200 flow sensor',
  'FS-400 flow sensor',
  'GW-8 gateway',
  'Commissioning, per day',
  'PT-12 pressure sensor',
  'Calibration certificate',
  'Spare seal kit',
  'Mounting bracket'
]

function table(name: string): string[][] {
  const numbers = random(name)
  const rows = numbers.shuffle(items).slice(0, numbers.between(3, 6))
  const lines = rows.map((item) => {
    const count = numbers.between(1, 60)
    const price = numbers.between(18, 420)
    return [item, String(count), String(price), String(count * price)]
  })
  const total = lines.reduce((sum, line) => sum + Number(line[3]), 0)
  return [['Item', 'Quantity', 'EUR each', 'EUR'], ...lines, ['Total', '', '', String(total)]]
}

function readings(name: string, time: number): string[][] {
  const numbers = random(name)
  const start = numbers.between(20, 60)
  return [
    ['time', 'sensor', 'flow_l_min', 'temperature_c'],
    ...Array.from({ length: 60 }, (_, i) => [
      new Date(time - (60 - i) * 900_000).toISOString().slice(0, 16),
      `FS-${numbers.between(1, 6)}`,
      (start + numbers.next() * 8).toFixed(2),
      (18 + numbers.next() * 6).toFixed(1)
    ])
  ]
}

export function invitation(about: About, start: number, minutes: number, uid: string): string {
  const line = (text: string) => text.replace(/[\\;,]/g, '\\$&')
  return [
    'BEGIN:VCALENDAR',
    'PRODID:-//Fernhill Systems//Calendar 4//EN',
    'VERSION:2.0',
    'CALSCALE:GREGORIAN',
    'METHOD:REQUEST',
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${calendarTime(about.time)}`,
    `DTSTART:${calendarTime(start)}`,
    `DTEND:${calendarTime(start + minutes * 60_000)}`,
    `SUMMARY:${line(about.subject)}`,
    'LOCATION:Online',
    `ORGANIZER;CN="${about.from.name}":mailto:${about.from.address}`,
    `ATTENDEE;CN="${about.to.name}";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:${about.to.address}`,
    'SEQUENCE:0',
    'STATUS:CONFIRMED',
    'TRANSP:OPAQUE',
    'END:VEVENT',
    'END:VCALENDAR',
    ''
  ].join('\r\n')
}

/** Makes the file that the name promises; throws for an ending that it does not know. */
export function attached(name: string, about: About): Attached {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  const seed = `${name} ${about.from.key} ${about.subject}`
  const title = name.replace(/\.\w+$/, '').replace(/[-_]+/g, ' ')
  const paragraphs = [
    `${about.from.company} · ${about.to.company} · ${longDate(about.time, 'en')}`,
    about.subject,
    ...about.text.split(/\n{2,}/).slice(0, 5)
  ]
  const csv = (rows: string[][]) => Buffer.from(rows.map((row) => row.join(';')).join('\r\n') + '\r\n')
  switch (ending) {
    case 'pdf':
      return {
        name,
        type: 'application/pdf',
        body: pdf({
          company: about.from.company,
          title,
          paragraphs,
          table: table(seed),
          foot: `${title} · ${isoDay(about.time)}`
        })
      }
    case 'xlsx':
      return {
        name,
        type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        body: xlsx(title, table(seed))
      }
    case 'docx':
      return {
        name,
        type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        body: docx(title, paragraphs)
      }
    case 'csv':
      return {
        name,
        type: 'text/csv',
        body: csv(/read|log|data|export/i.test(name) ? readings(seed, about.time) : table(seed))
      }
    case 'txt':
    case 'log':
      return {
        name,
        type: 'text/plain',
        body: Buffer.from(
          `${title}\r\n\r\n${readings(seed, about.time)
            .map((row) => row.join('  '))
            .join('\r\n')}\r\n`
        )
      }
    case 'png':
      return { name, type: 'image/png', body: /chart|trend|graph/i.test(name) ? chart(seed) : photo(seed) }
    default:
      throw new Error(`The sample makes no .${ending} files`)
  }
}
