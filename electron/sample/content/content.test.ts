import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { simpleParser, type ParsedMail } from 'mailparser'
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { contextCodeOf, folderOf, indexDirectory, ownSide } from '../../../shared/context/context-of.ts'
import type { Directory, DirectoryEntry } from '../../../shared/contract/workspace.ts'
import { loadCrm, peopleOf } from '../crm.ts'
import { sampleRecords } from '../records.ts'
import { loadScripts, makeMailbox, type Folder } from './mailbox.ts'

const resources = join(import.meta.dirname, '../../../resources/sample')
const crm = loadCrm(resources)
const make = (now: number): Folder[] => {
  const people = peopleOf(crm, now)
  return makeMailbox(resources, people, people.get('maya'), now)
}
const wednesday = new Date(2026, 10, 25, 9, 42).getTime()

interface Read {
  folder: string
  flags: string[]
  received: number
  raw: string
  mail: ParsedMail
}
const addressesOf = (field: ParsedMail['to'] | ParsedMail['from']): string[] =>
  [field ?? []].flat().flatMap((one) => one.value.map(({ address }) => address ?? ''))

function directory(now: number): Directory {
  const { records, ownDomains } = sampleRecords(crm, now)
  const entries: DirectoryEntry[] = []
  const accountDomains: [string, string][] = []
  for (const { key, draft } of records) {
    if (draft.kind === 'account')
      accountDomains.push(...draft.values.domains.map((one): [string, string] => [one, draft.values.name]))
    if (draft.kind !== 'user' && draft.kind !== 'contact' && draft.kind !== 'lead') continue
    const deals = records.flatMap(({ key: id, draft: deal }) =>
      deal.kind === 'deal' &&
      !['won', 'lost'].includes(deal.values.stage) &&
      deal.values.contacts.some((one) => one.contact === key)
        ? [
            {
              id,
              name: deal.values.name,
              stage: deal.values.stage,
              step: 0,
              amount: null,
              currency: 'EUR',
              closing: '',
              role: ''
            }
          ]
        : []
    )
    const kind = draft.kind === 'user' ? 'colleague' : draft.kind
    for (const address of draft.values.addresses)
      entries.push({
        address,
        kind,
        record: key,
        name: draft.values.name,
        title: '',
        account: null,
        accountName: '',
        deals
      })
  }
  return { version: 1, entries, ownDomains, accountDomains }
}

describe('the mail of the sample', () => {
  let folders: Folder[]
  let mails: Read[]

  beforeAll(async () => {
    folders = make(wednesday)
    mails = []
    for (const { path, messages } of folders) {
      for (const { raw, flags, received } of messages) {
        const mail = await simpleParser(raw, {
          skipTextToHtml: true,
          skipImageLinks: true,
          skipTextLinks: true
        })
        mails.push({ folder: path, flags, received, raw: raw.toString('latin1'), mail })
      }
    }
  }, 120_000)

  it('is some 1,300 messages in eight folders, about 50 of them unread and all of these recent', () => {
    expect(mails.length).toBeGreaterThan(1150)
    expect(mails.length).toBeLessThan(1400)
    const count = (path: string) => folders.find((one) => one.path === path)?.messages.length ?? 0
    expect(folders.map(({ path }) => path)).toEqual([
      'INBOX',
      'Drafts',
      'Sent',
      'Archive',
      'Junk',
      'Trash',
      'Trade fairs',
      'Suppliers'
    ])
    expect(count('Drafts')).toBe(2)
    for (const path of ['INBOX', 'Sent', 'Archive']) expect(count(path)).toBeGreaterThan(200)
    for (const path of ['Junk', 'Trash', 'Trade fairs', 'Suppliers']) expect(count(path)).toBeGreaterThan(15)
    const unread = mails.filter(({ folder, flags }) => folder === 'INBOX' && !flags.includes('\\Seen'))
    expect(unread.length).toBeGreaterThanOrEqual(45)
    expect(unread.length).toBeLessThanOrEqual(60)
    const oldest = Math.min(...unread.map(({ received }) => received))
    expect(wednesday - oldest).toBeLessThan(24 * 86_400_000)
    expect(mails.filter(({ flags }) => flags.includes('\\Answered')).length).toBeGreaterThan(100)
    expect(mails.filter(({ flags }) => flags.includes('\\Flagged')).length).toBeGreaterThan(3)
    expect(mails.filter(({ flags }) => flags.includes('$Forwarded')).length).toBeGreaterThan(2)
  })

  it('begins with the mail of the pictures', () => {
    const newest = mails.filter(({ folder }) => folder === 'INBOX').sort((a, b) => b.received - a.received)
    expect(newest[0]?.mail.subject).toBe('Re: Renewal terms for 2027')
    expect(newest[0]?.mail.from?.text).toContain('Dana Whitfield')
    const subjects = newest.slice(0, 40).map(({ mail }) => (mail.subject ?? '').replace(/^(Re|AW): /, ''))
    for (const subject of [
      'Third late delivery this quarter',
      'Quote 4471, 60 flow sensors',
      'Prices for 200 flow sensors',
      'Kestrel security questionnaire',
      'Seven ways plants cut water use'
    ]) {
      expect(subjects).toContain(subject)
    }
  })

  it('fills every SalesInbox folder', () => {
    const index = indexDirectory(directory(wednesday))
    const own = ownSide(['maya@fernhill.example'], ['fernhill.example'])
    const all: Record<string, number> = {}
    const unread: Record<string, number> = {}
    for (const { folder, flags, mail } of mails) {
      if (['Drafts', 'Junk', 'Trash', 'Sent'].includes(folder)) continue
      const participants = {
        from: addressesOf(mail.from),
        to: addressesOf(mail.to),
        cc: addressesOf(mail.cc),
        bcc: []
      }
      const context = folderOf(contextCodeOf(participants, index, own))
      all[context] = (all[context] ?? 0) + 1
      if (!flags.includes('\\Seen')) unread[context] = (unread[context] ?? 0) + 1
    }
    expect(unread).toMatchObject({ leads: 4, colleagues: 3 })
    expect(unread.deals).toBeGreaterThanOrEqual(6)
    expect(unread.contacts).toBeGreaterThanOrEqual(9)
    expect(unread.others).toBeGreaterThan(20)
    for (const context of ['deals', 'contacts', 'others']) expect(all[context]).toBeGreaterThan(100)
    expect(all.leads).toBeGreaterThan(25)
    expect(all.colleagues).toBeGreaterThan(70)
  })

  it('has one Message-ID for each mail, and every reference leads to a mail of the sample', () => {
    const ids = mails.map(({ mail }) => mail.messageId)
    expect(new Set(ids).size).toBe(mails.length)
    const known = new Set(ids)
    let replies = 0
    for (const { mail } of mails) {
      const references = [mail.references ?? []].flat()
      for (const id of references) expect(known.has(id), `${mail.subject}: ${id}`).toBe(true)
      if (mail.inReplyTo) {
        replies++
        expect(references.at(-1)).toBe(mail.inReplyTo)
      }
    }
    expect(replies).toBeGreaterThan(500)
  })

  it('reads as written by people: few bodies twice, several languages, no template left open', () => {
    const bodies = new Map<string, number>()
    for (const { mail } of mails) {
      const own =
        (mail.text ?? '').split(/^(?:(?:On|Am|Le|Den|Em|El|Il) .*\d{4}|\d{4}年|>|_{10})/m)[0]?.trim() ?? ''
      expect(mail.text, mail.subject).not.toMatch(/[{}]|undefined|NaN|\[object/)
      expect(mail.subject).not.toMatch(/[{}|]|undefined/)
      expect(own.length, mail.subject).toBeGreaterThan(15)
      const mark = createHash('sha256').update(own).digest('hex')
      bodies.set(mark, (bodies.get(mark) ?? 0) + 1)
    }
    const twice = [...bodies.values()].filter((n) => n > 1).reduce((sum, n) => sum + n - 1, 0)
    expect(twice / mails.length).toBeLessThan(0.02)
    const languages = new Set(loadScripts(resources).map(({ lang }) => lang))
    expect([...languages].sort()).toEqual(['de', 'en', 'es', 'fr', 'it', 'ja', 'pt', 'sv'])
    expect(loadScripts(resources).filter(({ repeat }) => !repeat).length).toBeGreaterThan(80)
  })

  it('speaks of nobody real: every address and every host is reserved', () => {
    for (const { mail, raw } of mails) {
      for (const [, domain] of (mail.text ?? '').matchAll(/[\w.-]+@([\w.-]+\w)/g))
        expect(domain).toMatch(/\.example$/)
      for (const field of [mail.from, mail.to, mail.cc])
        for (const address of addressesOf(field)) expect(address).toMatch(/@[\w.-]+\.example$/)
      const html = typeof mail.html === 'string' ? mail.html : ''
      for (const [, host] of `${html} ${mail.text}`.matchAll(/https?:\/\/([^/\s"<>]+)/g)) {
        expect(host).toMatch(/\.example$|^schemas\.microsoft\.com$|^www\.w3\.org$/)
      }
      expect(raw).not.toMatch(/[^\r]\n/)
    }
  })

  it('has well-formed HTML whose pictures are in the mail, or far away', () => {
    const empty = new Set(['img', 'br', 'meta', '!doctype'])
    let remote = 0
    let embedded = 0
    for (const { mail, raw } of mails) {
      if (typeof mail.html !== 'string') continue
      const open: string[] = []
      for (const [, slash, name = '', , closed] of mail.html
        .replace(/<!--[^]*?-->/g, '')
        .matchAll(/<(\/?)([!\w:]+)((?:"[^"]*"|[^">])*?)(\/?)>/g)) {
        const tag = name.toLowerCase()
        if (empty.has(tag) || closed) continue
        if (slash) expect(open.pop(), mail.subject).toBe(tag)
        else open.push(tag)
      }
      expect(open, mail.subject).toEqual([])
      for (const [, id] of mail.html.matchAll(/src="cid:([^"]+)"/g)) {
        embedded++
        expect(raw).toContain(`Content-ID: <${id}>`)
      }
      if (/src="https:/.test(mail.html)) remote++
    }
    expect(remote).toBeGreaterThan(100)
    expect(embedded).toBeGreaterThan(100)
  })

  it('carries true files: PDFs that open, archives that unpack, pictures, invitations', async () => {
    const byType = new Map<string, Buffer[]>()
    for (const { mail } of mails) {
      for (const file of mail.attachments)
        byType.set(file.contentType, [...(byType.get(file.contentType) ?? []), file.content])
    }
    const pdfs = byType.get('application/pdf') ?? []
    expect(pdfs.length).toBeGreaterThan(100)
    for (const content of pdfs.filter((_, i) => i % 12 === 0)) {
      const document = await getDocument({ data: new Uint8Array(content), verbosity: VerbosityLevel.ERRORS })
        .promise
      const text = await (await document.getPage(1)).getTextContent()
      expect(text.items.length).toBeGreaterThan(8)
      await document.loadingTask.destroy()
    }
    for (const kind of ['spreadsheetml.sheet', 'wordprocessingml.document']) {
      const files = byType.get(`application/vnd.openxmlformats-officedocument.${kind}`) ?? []
      expect(files.length).toBeGreaterThan(5)
      for (const content of files) {
        expect(content.subarray(0, 4).toString('latin1')).toBe('PK\x03\x04')
        const size = content.readUInt32LE(18)
        const start = 30 + content.readUInt16LE(26) + content.readUInt16LE(28)
        expect(inflateRawSync(content.subarray(start, start + size)).toString()).toContain('<Types')
      }
    }
    expect(byType.get('image/png')?.every((one) => one.readUInt32BE(0) === 0x89504e47)).toBe(true)
    for (const type of ['text/csv', 'text/plain', 'application/ics'])
      expect(byType.get(type)?.length).toBeGreaterThan(0)
    expect(
      mails.filter(({ raw }) => /^Content-Type: text\/calendar; method=REQUEST/m.test(raw)).length
    ).toBeGreaterThan(5)
  })

  it('has newsletters that can be left, bounces and absence notes that say what they are', () => {
    const lists = mails.filter(
      ({ mail }) => mail.headers.has('list') && mail.headers.get('precedence') === 'bulk'
    )
    expect(lists.length).toBeGreaterThan(70)
    expect(mails.filter(({ raw }) => /report-type=delivery-status/.test(raw)).length).toBe(3)
    expect(mails.filter(({ raw }) => /^Auto-Submitted: auto-replied/m.test(raw)).length).toBeGreaterThan(4)
  })

  it('is the same bytes when it is made again', () => {
    const digest = (box: Folder[]) => {
      const sum = createHash('sha256')
      for (const { messages } of box)
        for (const { raw, flags } of messages) sum.update(raw).update(flags.join())
      return sum.digest('hex')
    }
    expect(digest(make(wednesday))).toBe(digest(folders))
  })
})

describe('the dates of the sample', () => {
  const moments = {
    'a Wednesday morning': wednesday,
    'just after midnight on a Monday': new Date(2027, 2, 1, 0, 4).getTime(),
    'a Saturday afternoon': new Date(2027, 5, 12, 15, 20).getTime(),
    'the day after the clocks went forward': new Date(2027, 2, 29, 8, 1).getTime(),
    'New Year': new Date(2028, 0, 1, 0, 0, 30).getTime()
  }
  it.each(Object.entries(moments))(
    'lie within the half year before %s, mostly in working hours',
    (_name, now) => {
      const box = make(now)
      const all = box.flatMap(({ messages }) => messages)
      expect(all.length).toBeGreaterThan(1100)
      let working = 0
      for (const { received } of all) {
        expect(received).toBeLessThanOrEqual(now)
        expect(now - received).toBeLessThan(200 * 86_400_000)
        const day = new Date(received)
        if (day.getDay() % 6 && day.getHours() >= 6 && day.getHours() < 20) working++
      }
      expect(working / all.length).toBeGreaterThan(0.95)
      const newest = Math.max(...all.map(({ received }) => received))
      expect(now - newest).toBeLessThan(15 * 60_000)
    }
  )
})
