import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type AttachmentStream, MailParser, type MessageText } from 'mailparser'
import { type Dovecot, type Seed, startDovecot } from '../../servers/dovecot.ts'
import { mailOf } from '../../servers/messages.ts'
import type { BenchOptions } from '../run.ts'
import { median, repeat, type Row, spreadOf } from '../stats.ts'

const area = 'configuration'
/** Octets of a message. */
const size = 12_000
const large = 100 * 1024 * 1024

interface Brought {
  messages: number
  texts: number
  took: number
  /** MB */
  peak: number
}

/** POP3 against mailparser's stream alone over the same bytes in the same run, and what it holds in memory. */
export async function rows({ runs, mails }: BenchOptions): Promise<Row[]> {
  const dovecot = await startDovecot()
  try {
    const count = Math.min(10_000, mails)
    const seeds = [...seedsOf(count)]
    dovecot.seed('rate', 'INBOX', seeds)
    const bytes = seeds.map((seed) => Buffer.from(seed.bytes))
    const rates = await repeat(runs, async () => {
      const peer = await parseAll(bytes)
      const { messages, texts, took } = await bring(dovecot, 'rate')
      if (messages !== count || texts !== count)
        throw new Error(`${messages} messages, ${texts} texts of ${count}`)
      return peer / took
    })
    const [few, many] = [Math.min(1_000, mails), Math.min(20_000, mails * 2)]
    dovecot.seed('few', 'INBOX', seedsOf(few))
    dovecot.seed('many', 'INBOX', seedsOf(many))
    dovecot.seed('large', 'INBOX', [...seedsOf(few), { bytes: largeMail(), received: Date.now() }])
    const peaks = await repeat(Math.min(3, runs), async () => ({
      few: (await bring(dovecot, 'few')).peak,
      many: (await bring(dovecot, 'many')).peak,
      large: (await bring(dovecot, 'large')).peak
    }))
    const growth = peaks.map((one) => one.many / one.few)
    const more = peaks.map((one) => Math.max(0, one.large - one.few))
    return [
      row('POP3, parsed, readable and on disk / mailparser alone', rates, 'x', 0.5, 'higher'),
      row('POP3, memory at 20,000 messages / at 1,000', growth, 'x', 1.3, 'lower'),
      row('POP3, memory that a message of 100 MB adds', more, 'MB', 40, 'lower')
    ]
  } finally {
    await dovecot.stop()
  }
}

function row(name: string, values: number[], unit: string, bar: number, better: Row['better']): Row {
  return { area, name, value: median(values), unit, bar, better, n: values.length, spread: spreadOf(values) }
}

const seedsOf = (count: number): Generator<Seed> => mailOf({ count, bodySize: size - 1000, seed: 9 })

async function bring(dovecot: Dovecot, user: string): Promise<Brought> {
  const script = join(import.meta.dirname, 'pop3-rate.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [script, String(dovecot.pop3), user])
  return JSON.parse(stdout) as Brought
}

/** ms for all of them, one after another: no network, no disk. */
async function parseAll(messages: Buffer[]): Promise<number> {
  const began = performance.now()
  for (const bytes of messages) {
    const parser = new MailParser({
      skipHtmlToText: true,
      skipTextLinks: true,
      skipImageLinks: true,
      ignoreEmbedded: true,
      checksumAlgo: false
    })
    await new Promise<void>((done, fail) => {
      parser.on('error', fail)
      parser.on('end', done)
      parser.on('data', (found: AttachmentStream | MessageText) => {
        if (found.type === 'text') return
        found.content.resume()
        found.content.on('end', () => found.release?.())
      })
      parser.end(bytes)
    })
  }
  return performance.now() - began
}

function largeMail(): Buffer {
  const head =
    'From: Ann <ann@b.example>\r\nSubject: A film\r\nMessage-ID: <film@b.example>\r\nMIME-Version: 1.0\r\n' +
    'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHere it is.\r\n--b\r\n' +
    'Content-Type: video/mp4; name="film.mp4"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
  const line = `${'QUJD'.repeat(19)}\r\n`
  return Buffer.concat([Buffer.from(head), Buffer.alloc(large, line), Buffer.from('\r\n--b--\r\n')])
}
