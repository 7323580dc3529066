import { readFile } from 'node:fs/promises'
import { basename, extname, relative } from 'node:path'
import { corpusFiles } from '../corpora.ts'

export interface CorpusMail {
  name: string
  bytes: Uint8Array
}

const latin = (text: string): Uint8Array => Buffer.from(text, 'latin1')

/** Every mail of the corpora: messages as they are, mailboxes split, pages and texts as the body of a mail. */
export async function corpusMails(): Promise<CorpusMail[]> {
  const mails: CorpusMail[] = []
  for (const path of await corpusFiles()) {
    const name = relative(process.cwd(), path)
    const bytes = await readFile(path)
    const set = /corpora(?:-\d+)?\/([^/]+)/.exec(path)?.[1] ?? ''
    const kind = extname(path).toLowerCase()
    if (
      !/^[abc]-/.test(set) ||
      /^(?:\.ron|\.mjs|\.js|\.py|\.md|\.png|\.pdf|\.gif|\.jpg|\.tiff|\.zip|\.gz|\.gitattributes)$/.test(kind)
    )
      continue
    if (/^(?:LICENSE|LICENCE|COPYING|README|NOTICE)/i.test(basename(path))) continue
    if (kind === '.json') {
      if (set !== 'b-signature-samples') continue
      const { text } = JSON.parse(bytes.toString('utf8')) as { text: string }
      mails.push({ name, bytes: asBody(Buffer.from(text), 'text/plain') })
    } else if (kind === '.html' || kind === '.xhtml') mails.push({ name, bytes: asBody(bytes, 'text/html') })
    else if (kind === '.mbox' || /^From \S+.*\d{4}/.test(bytes.subarray(0, 200).toString('latin1'))) {
      const parts = bytes.toString('latin1').split(/^From .*\r?\n/m)
      parts.forEach(
        (part, at) => part.trim() !== '' && mails.push({ name: `${name}#${at}`, bytes: latin(part) })
      )
    } else if (set.startsWith('b-') && !hasHeader(bytes))
      mails.push({ name, bytes: asBody(bytes, 'text/plain') })
    else mails.push({ name, bytes })
  }
  return mails
}

function hasHeader(bytes: Buffer): boolean {
  return /^(?:Delivered-To|Return-Path|Received|From|MIME-Version|Date|X-[\w-]+|Message-ID): /i.test(
    bytes.subarray(0, 200).toString('latin1')
  )
}
function asBody(bytes: Uint8Array, type: string): Uint8Array {
  const head = `From: Probe <probe@probe.invalid>\r\nTo: you@example.invalid\r\nSubject: Sample\r\nMIME-Version: 1.0\r\nContent-Type: ${type}; charset=utf-8\r\n\r\n`
  return Buffer.concat([Buffer.from(head), bytes])
}
