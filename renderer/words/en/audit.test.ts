import { expect, it } from 'vitest'
import type { AuditEntry } from '../../../shared/contract/administration.ts'
import { auditSentence } from './audit.ts'

const names = {
  user: (id: string) => ({ m: 'Maya', a: 'Ada' })[id] ?? '',
  profile: (id: string) => ({ standard: 'Standard', x: 'Interns' })[id] ?? ''
}
const say = (act: string, was: AuditEntry['was'], now: AuditEntry['now'], who = 'Ada', about = '') =>
  auditSentence({ id: 1, at: 0, who, act, about, was, now }, names)

it('says each entry in plain words', () => {
  const maya = { name: 'Maya', sharing: 'choice', sharing_locked: null, deleted: null }
  expect(say('users.update', maya, { ...maya, sharing: 'public' })).toBe(
    'Ada changed Maya’s sharing from User Choice to Public'
  )
  expect(say('users.update', maya, { ...maya, sharing: 'public', sharing_locked: true })).toBe(
    'Ada changed Maya’s sharing from User Choice to Public and locked Maya’s sharing'
  )
  expect(say('users.update', maya, { ...maya, mail_off: 5 })).toBe('Ada deactivated the mail of Maya')
  expect(say('users.update', { ...maya, mail_off: 5 }, { ...maya, mail_off: 5, backed_up: 6 })).toBe(
    'Ada backed up the mail of Maya'
  )
  expect(say('users.update', maya, { ...maya, deleted: 7 })).toBe('Ada deleted Maya')
  expect(say('users.update', { ...maya, mail_off: 5, backed_up: 6 }, maya)).toBe(
    'Ada activated the mail of Maya'
  )
  expect(say('mail.read', null, { owner: 'm' }, 'Priya', 'Terms')).toBe('Priya read “Terms” of Maya')
  const box = { owner: 'm', address: 'maya@fernhill.example', protocol: 'imap', mode: 'private' }
  expect(say('mailboxes.insert', null, box, 'Maya')).toBe('Maya connected maya@fernhill.example by IMAP')
  expect(say('mailboxes.update', box, { ...box, mode: 'public' })).toBe(
    'Ada changed sharing of maya@fernhill.example of Maya from Private to Public'
  )
  expect(say('mailboxes.update', box, { ...box, never: ['x'] }, 'Maya')).toBe(
    'Maya changed the sharing rules of maya@fernhill.example'
  )
  const intent = { name: 'Visit', is_on: false, examples: 3, texts: 'a' }
  expect(say('intents.insert', null, intent)).toBe('Ada defined the intent Visit')
  expect(say('intents.update', intent, { ...intent, is_on: true })).toBe('Ada switched the intent Visit on')
  expect(say('intents.update', intent, { ...intent, texts: 'b' })).toBe(
    'Ada changed what the intent Visit looks for'
  )
  expect(say('intents.delete', intent, null)).toBe('Ada deleted the intent Visit')
  expect(say('excluded.insert', null, { entry: '@bank.example' })).toBe(
    'Ada excluded @bank.example from sharing'
  )
  expect(say('workspaces.update', { sharing_locked: false }, { sharing_locked: true })).toBe(
    'Ada locked sharing for everybody'
  )
})

it('has words for what it does not know, and for the owner of the database', () => {
  expect(say('mail.read', null, { owner: 'z' }, 'Priya')).toBe('Priya read a mail of a user who was deleted')
  expect(say('unheard.update', null, null)).toBe('Ada changed something')
  expect(say('profiles.delete', { name: 'Interns' }, null, '')).toBe(
    'The owner of the database removed the profile Interns'
  )
})
