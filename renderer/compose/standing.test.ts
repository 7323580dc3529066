import { expect, it } from 'vitest'
import { newDraft } from '../cache/drafts.ts'
import type { Operation, OperationState } from '../cache/outbox-types.ts'
import { connectionOf, standingOf } from './standing.ts'

const now = Date.UTC(2026, 10, 25, 12)
const send = (state: OperationState, parts: Partial<Operation> = {}): Operation => ({
  id: 1,
  account: 'a',
  deed: { kind: 'send', draft: 'd' },
  state,
  notBefore: 0,
  attempts: 0,
  error: null,
  createdAt: now,
  doneAt: null,
  inverse: null,
  ...parts
})
const draft = (parts: Parameters<typeof newDraft>[2]) => newDraft('a', ['', 'rep@fernhill.example'], parts)

it('counts the undo seconds down, also while there is no network', () => {
  const mail = { draft: draft({ state: 'queued' }), operation: send('queued', { notBefore: now + 7200 }) }
  expect(standingOf(mail, 'offline', now)).toMatchObject({ label: 'Sends in 8 s', text: '' })
  expect(standingOf(mail, 'ready', now).acts).toEqual(['send', 'open', 'callOff'])
})

it('offers nothing for a mail that is on its way, and both answers for a doubt', () => {
  expect(
    standingOf({ draft: draft({ state: 'sending' }), operation: send('claimed') }, 'ready', now).acts
  ).toEqual([])
  const doubt = draft({ state: 'unsure', error: { code: 'send.unsure', params: {} } })
  const standing = standingOf({ draft: doubt, operation: send('unsure') }, 'ready', now)
  expect(standing).toMatchObject({ tone: 'warn', acts: ['wasSent', 'sendAgain'] })
  expect(standing.text).toContain('It may have been sent')
})

it('says why a mail was refused and what to do, and takes a certificate that stopped it for a refusal', () => {
  const error = { code: 'send.recipientRefused' as const, params: { address: 'nobody@acme.example' } }
  const refused = standingOf(
    { draft: draft({ state: 'failed', error }), operation: send('refused') },
    'ready',
    now
  )
  expect(refused.label).toBe('Not sent')
  expect(refused.text).toMatch(/does not deliver to nobody@acme\.example.*Correct the address/)
  const certificate = { code: 'net.certificate' as const, params: {} }
  const stopped = draft({ state: 'queued', error: certificate })
  expect(standingOf({ draft: stopped, operation: send('refused') }, 'ready', now).label).toBe('Not sent')
})

it('says when it is tried again, and that a mail without a network goes by itself', () => {
  const error = { code: 'send.temporary' as const, params: {} }
  const mail = {
    draft: draft({ state: 'queued', error }),
    operation: send('queued', { attempts: 2, notBefore: now + 600_000 })
  }
  expect(standingOf(mail, 'ready', now).label).toMatch(/^Tries again \d\d:\d\d/)
  expect(standingOf(mail, 'offline', now).label).toBe('Waiting for the network')
  expect(standingOf(mail, 'paused', now).label).toBe('Paused')
  expect(
    connectionOf('active', true, { state: 'waiting', error: null, retryAt: null, checkedAt: null })
  ).toBe('offline')
})
