import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compileMessage } from '../../electron/message/compile.ts'
import type { OutgoingService } from '../../electron/smtp/service.ts'
import { createMail } from '../../electron/sync/mail.ts'
import type { Draft, Operation } from '../../renderer/cache/outbox-types.ts'
import type { OutboxDb } from '../../renderer/cache/outbox-db.ts'
import { playDraft } from '../../renderer/keeper/sending.ts'
import type { Store } from '../../renderer/keeper/store.ts'
import type { Account, Filing } from '../../shared/contract/accounts.ts'
import type { Bridge } from '../../shared/contract/index.ts'
import { asNew, usual } from '../../shared/new-account.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'
import { elsewhere } from '../servers/imap.ts'
import { context, outgoing, quiet, server, temporaryFolder } from './fixture.ts'

type Mail = ReturnType<typeof createMail>

let dovecot: Dovecot
beforeAll(async () => {
  dovecot = await startDovecot()
}, 60_000)
afterAll(() => dovecot.stop())

const draftOf = (messageId: string): Draft => ({
  id: 'd',
  account: 'a1',
  from: ['Maya', 'maya@fernhill.example'],
  to: [['Dana', 'dana@acme.example']],
  cc: [],
  bcc: [],
  subject: 'Renewal',
  html: '',
  text: 'Hello',
  attachments: [],
  messageId,
  inReplyTo: '',
  references: [],
  origin: null,
  state: 'sent',
  error: null,
  rev: 1,
  updatedAt: Date.UTC(2026, 10, 27),
  server: null,
  rejected: []
})
const operation: Operation = {
  account: 'a1',
  deed: { kind: 'file', draft: 'd', find: true },
  state: 'claimed',
  notBefore: 0,
  attempts: 0,
  error: null,
  createdAt: 0,
  doneAt: null,
  inverse: null
}

/** What the settings file says of the account; it outlives whatever dies. */
function accountOf(user: string, filing: Filing): Account {
  return {
    ...asNew,
    ...usual,
    id: 'a1',
    displayName: 'Maya',
    address: 'maya@fernhill.example',
    service: null,
    protocol: 'imap',
    incoming: { host: '127.0.0.1', port: dovecot.imap, security: 'never', user },
    outgoing: server(1),
    filing,
    period: { everything: true },
    position: 0
  }
}

class Died extends Error {}

/** Plays the filing of one sent mail until the `nth` call, and dies right before it reaches main, or right after main did it. */
async function play(
  services: { mail: Mail; outgoing: OutgoingService },
  draft: Draft,
  account: Account,
  dies: { nth: number; after: boolean } | null
): Promise<void> {
  let calls = 0
  const handlers = { ...services.mail.handlers, ...services.outgoing.handlers } as Record<
    string,
    (input: unknown, given: unknown) => Promise<unknown>
  >
  const call = async (name: string, input: unknown): Promise<unknown> => {
    const last = dies !== null && ++calls === dies.nth
    if (last && !dies.after) throw new Died()
    const answer = await handlers[name]!(input, context())
    if (last) throw new Died()
    return answer
  }
  const sent = { id: 1, account: 'a1', path: 'Sent', role: 'sent', selectable: true }
  await playDraft(
    {
      bridge: { call } as unknown as Bridge,
      store: { book: { folders: new Map([[1, sent]]) } } as unknown as Store,
      outbox: { drafts: { get: async () => draft } } as unknown as OutboxDb,
      lease: 1,
      account: 'a1',
      settings: () => account,
      onPlayed: () => undefined
    },
    operation
  )
}

describe.each([
  ['by itself', true],
  ['not at all', false]
])('a server that files sent mail %s', (_name, itself) => {
  const moments = [1, 2].flatMap((nth) => [false, true].map((after) => ({ nth, after })))
  test.each([null, ...moments])(
    'has one copy of it, whatever dies: %j',
    async (dies) => {
      const user = `${itself ? 'self' : 'none'}-${dies ? `${dies.nth}${dies.after ? 'after' : 'before'}` : 'alive'}`
      const draft = draftOf(`${user}@fernhill.example`)
      let filing: Filing['by'] = 'unknown'
      const { folder, remove } = await temporaryFolder()
      const start = () => {
        const mail = createMail({
          host: {
            resourcesFolder: join(import.meta.dirname, '../../resources'),
            dataFolder: folder,
            log: quiet,
            onWake: () => () => undefined
          },
          emit: () => undefined,
          account: async () => ({
            account: accountOf(user, { by: filing, at: null }),
            password: 'pass',
            trustedCertificates: [],
            signedInAt: null
          }),
          accessToken: async () => '',
          onAccountsChanged: () => undefined,
          files: { putStream: () => Promise.reject(new Error()), read: () => Promise.reject(new Error()) },
          compile: (content) => compileMessage(content, [], { keepBcc: true })
        })
        const sending = outgoing(folder, server(1), {
          searchSent: mail.hasMessage,
          filing: () => filing,
          filed: (_account, by) => void (filing = by)
        })
        return { mail, outgoing: sending }
      }
      if (itself) {
        const content = { ...draft, replyTo: [], attachments: [], date: draft.updatedAt }
        const bytes = Buffer.from(await compileMessage(content, []))
        await elsewhere(dovecot, user, null, (client) => client.append('Sent', bytes))
      }
      for (const death of [dies, null, null]) {
        const services = start()
        const account = accountOf(user, { by: filing, at: null })
        await play(services, draft, account, death).catch((error: unknown) => {
          if (!(error instanceof Died)) throw error
        })
        await services.mail.close()
        await services.outgoing.close()
      }
      expect(filing).toBe(itself ? 'server' : 'app')
      const copies = await elsewhere(dovecot, user, 'Sent', (client) => client.search({ all: true }))
      expect(copies).toHaveLength(1)
      await remove()
    },
    60_000
  )
})
