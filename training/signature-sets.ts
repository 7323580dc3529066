import { readdirSync, readFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'

/** A mail whose sign-off or signature somebody marked. */
export interface MarkedMail {
  id: string
  from: string
  text: string
  /** First line of closing, name and signature; null: none. Undefined: not marked in this set. */
  signOff?: number | null
  /** First line of the signature itself, without the closing. */
  signature?: number | null
}

const data = join(import.meta.dirname, 'data')

/** FNV-1a of the sender: all mails of one person are on one side. */
function isDev(key: string): boolean {
  let hash = 2166136261
  for (const byte of Buffer.from(key)) hash = Math.imul(hash ^ byte, 16777619) >>> 0
  return hash % 2 === 0
}

const read = (path: string): string => readFileSync(path, 'utf8')

/** The lines a `#sig#` mark stands before, and the text without the marks. */
function marked(id: string, from: string, body: string): MarkedMail {
  const given = body.replace(/\r\n?/g, '\n').split('\n')
  const at = given.findIndex((line) => line.startsWith('#sig#'))
  const lines = given.map((line) => line.replace(/^#(?:sig|reply)#/, ''))
  // a mark on an empty line begins with the next filled one
  let start = at
  while (start >= 0 && start < lines.length && lines[start]!.trim() === '') start++
  return { id, from, text: lines.join('\n'), signOff: at < 0 ? null : start }
}

export function forgeSet(part: 'dev' | 'test'): MarkedMail[] {
  const folder = join(data, 'forge-signatures')
  const mails: MarkedMail[] = []
  for (const kind of ['P', 'N']) {
    for (const file of readdirSync(join(folder, kind)).sort()) {
      if (!file.endsWith('_body')) continue
      const id = `${kind}/${file.slice(0, -5)}`
      const senderFile = join(folder, `${id}_sender`)
      const from = existsSync(senderFile) ? read(senderFile).trim() : ''
      if (isDev(from || id) !== (part === 'dev')) continue
      mails.push(marked(id, from, read(join(folder, `${id}_body`))))
    }
  }
  return mails
}

/** Talon's own few fixtures. They have no parts: all were seen while the reader was written. */
export function talonSet(): MarkedMail[] {
  const folder = join(data, 'talon-signatures/emails/stripped')
  return ['johndoeexamplecom', 'jeff', 'short_url'].map((id) => {
    const body = read(join(folder, `${id}_body`))
    const signature = read(join(folder, `${id}_signature`))
      .replaceAll('#sig#', '')
      .trim()
    const mail = marked(id, read(join(folder, `${id}_sender`)).trim(), body)
    const lines = mail.text.split('\n')
    const first = signature.split('\n')[0]!
    return { ...mail, signOff: lines.lastIndexOf(first) }
  })
}

/** Short mails in 14 languages and false friends, numbered from 1 where they are marked. */
export function sampleSet(): MarkedMail[] {
  const folder = join(data, 'signature-samples')
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const { id, text, signature_first_line } = JSON.parse(read(join(folder, file))) as {
        id: string
        text: string
        signature_first_line: number | null
      }
      return { id, from: '', text, signOff: signature_first_line === null ? null : signature_first_line - 1 }
    })
}

export interface SalesMail {
  id: string
  language: 'en' | 'de' | 'fr' | 'es'
  date: string
  from: string
  subject: string
  body: string
  signature: string | null
  person: {
    name?: string
    title?: string
    company?: string
    phones?: string[]
    address?: string
    web?: string
    social?: string
  } | null
  left?: { who: string; successor: string | null }
}

export function salesMails(file: 'train' | 'held-out'): SalesMail[] {
  return read(join(data, `sales-mails/${file}.jsonl`))
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as SalesMail)
}

export function salesSet(file: 'train' | 'held-out'): MarkedMail[] {
  return salesMails(file).map(({ id, from, body, signature }) => {
    const lines = body.split('\n')
    const trimmed = lines.map((line) => line.trimEnd())
    const wanted = signature?.trimEnd()
    // quoted lines never count; a line that stands twice is the block's first, after the greeting's name
    const at = wanted === undefined ? null : firstOf(lines, trimmed, signature!, wanted)
    return { id, from, text: body, signature: at }
  })
}
function firstOf(lines: string[], trimmed: string[], exact: string, wanted: string): number {
  const at = lines.indexOf(exact)
  return at >= 0 ? at : trimmed.indexOf(wanted)
}
