import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ServerFolder } from '../../shared/contract/mail.ts'
import { assignRoles, foldName, type Listed, nameIndex, type NameTable } from './roles.ts'

const table = JSON.parse(
  readFileSync(new URL('../../resources/folder-names.json', import.meta.url), 'utf8')
) as NameTable
const names = nameIndex(table)

function folder(path: string, attributes: string[] = [], messages = 0, delimiter = '/'): Listed {
  const levels = path.split(delimiter)
  const name = levels.pop() ?? path
  const status = { messages, unseen: 0, uidNext: 1, uidValidity: '1', modseq: null }
  const parent = levels.join(delimiter)
  const made: ServerFolder = {
    path,
    name,
    delimiter,
    parent,
    role: '',
    roleFrom: '',
    selectable: true,
    subscribed: true,
    status
  }
  return { folder: made, attributes: new Set(attributes) }
}
function roles(listed: Listed[], chosen: Record<string, string> = {}): Record<string, string> {
  assignRoles(listed, chosen, names)
  return Object.fromEntries(
    listed.filter((l) => l.folder.role).map((l) => [l.folder.role, `${l.folder.path} ${l.folder.roleFrom}`])
  )
}

describe('folder roles', () => {
  it('takes the attribute before the name, and gives no role twice', () => {
    expect(roles([folder('INBOX'), folder('Sent'), folder('Outgoing', ['\\Sent'])])).toEqual({
      inbox: 'INBOX server',
      sent: 'Outgoing server'
    })
  })
  it('knows localised names, whatever their case and width', () => {
    const german = [
      folder('INBOX'),
      folder('Gesendet'),
      folder('ENTWÜRFE'),
      folder('Papierkorb'),
      folder('Spamverdacht')
    ]
    expect(Object.keys(roles(german)).sort()).toEqual(['drafts', 'inbox', 'junk', 'sent', 'trash'])
    expect(foldName('GÖNDERİLMİŞ')).toBe('gönderilmiş')
    expect(names.get(foldName('borradores'))).toBe('drafts')
    expect(names.get(foldName('Koš'))).toBe('trash')
    expect(names.get(foldName('Lixo eletrônico'))).toBe('junk')
  })
  it('knows every folder of a mailbox in each of 25 languages and more, and takes no name for two things', () => {
    const languages = Object.entries(table.languages)
    expect(languages.length).toBeGreaterThanOrEqual(25)
    const ambiguous = new Set(
      languages
        .flatMap(([, names]) => Object.values(names).flat())
        .filter((name) => !names.has(foldName(name)))
    )
    for (const [language, named] of languages) {
      for (const role of ['sent', 'drafts', 'trash', 'junk', 'archive']) {
        const known = (named[role] ?? []).filter((name) => names.get(foldName(name)) === role)
        expect(known, `${language} ${role}`).not.toEqual([])
      }
    }
    expect([...ambiguous]).toEqual([])
  })
  it('looks below INBOX (Courier) but not deeper, and prefers the folder that is used', () => {
    const courier = [
      folder('INBOX', [], 0, '.'),
      folder('INBOX.Sent', [], 0, '.'),
      folder('INBOX.Work.Trash', [], 9, '.')
    ]
    expect(roles(courier)).toEqual({ inbox: 'INBOX server', sent: 'INBOX.Sent name' })
    expect(roles([folder('Sent'), folder('Sent Items', [], 12)]).sent).toBe('Sent Items name')
  })
  it('lets the rep decide, and never remaps by a guess when the chosen folder is gone', () => {
    expect(roles([folder('Sent', ['\\Sent']), folder('Mine')], { sent: 'Mine' }).sent).toBe('Mine rep')
    expect(roles([folder('Sent')], { sent: 'Gone' }).sent).toBeUndefined()
    expect(roles([folder('Sent', ['\\Sent'])], { sent: '' }).sent).toBeUndefined()
  })
  it('does not take "Sent to clients" for Sent', () => {
    expect(roles([folder('Sent to clients')])).toEqual({})
  })
})
