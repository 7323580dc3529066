import 'fake-indexeddb/auto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startTestApp, type TestApp } from '../../electron/workspace/team/testing.ts'
import type { WorkspaceCall } from '../../electron/workspace/store.ts'
import type { Account } from '../../shared/contract/accounts.ts'
import type { Bridge } from '../../shared/contract/index.ts'
import { indexDirectory, ownSide } from '../../shared/context/context-of.ts'
import { asNew, usual } from '../../shared/new-account.ts'
import { startTeam, type TeamServers } from '../../tests/app/team.ts'
import { copyOf } from '../cache/columns.ts'
import { openMailDb } from '../cache/mail-db.ts'
import { openOutboxDb } from '../cache/outbox-db.ts'
import { sharingKey, type SharingState } from '../cache/sharing-state.ts'
import { LocalFlag } from '../cache/types.ts'
import { applyBatch } from './apply-batch.ts'
import { startChange, windowsOf } from './book.ts'
import { startPublisher } from './publisher.ts'
import { openStore } from './store.ts'
import { batch, folderRow, header } from './testing.ts'

/** A team's server that is gone for a day, and 5,000 mails that came meanwhile. */
const many = 5_000
const server = { host: 'localhost', port: 143, security: 'never', user: 'maya' } as const
const account: Account = {
  ...asNew,
  ...usual,
  id: '01890000-0000-7000-8000-00000000000b',
  displayName: 'Maya',
  address: 'maya@fernhill.example',
  service: null,
  protocol: 'imap',
  incoming: server,
  outgoing: { ...server, authentication: false, storeSent: false },
  period: { everything: true },
  sharing: 'public',
  position: 0
}

let team: TeamServers
let app: TestApp
beforeAll(async () => {
  team = await startTeam(['Maya', 'Otto'])
  app = startTestApp()
  await app.call('team.join', { invitation: team.people[0]!.invitation })
}, 60_000)
afterAll(async () => {
  await app?.close()
  await team?.stop()
})

it('shares all that waited, each once and the newest first, when a server is back, also where it goes again', async () => {
  const anna = { title: '', phone: '', account: '', name: 'Anna', address: 'anna@acme.example' }
  await app.call('workspace.createFromSender', { kind: 'contact', ...anna })
  const directory = (await app.call('workspace.directory', { known: -1 }))!
  const sides = {
    index: indexDirectory(directory),
    own: ownSide([account.address], directory.ownDomains)
  }
  const bridge = {
    on: () => () => undefined,
    onConnection: () => () => undefined,
    call: (name: string, input: never) =>
      name === 'sample.status' ? Promise.resolve({ account: null }) : app.call(name as WorkspaceCall, input)
  } as unknown as Bridge
  const mail = openMailDb('away')
  const outbox = openOutboxDb('away')
  const store = await openStore(mail)
  const start = () => {
    const deps = { bridge, store, outbox, sides: () => sides, firstWait: 50, startAfter: 0 }
    return startPublisher(deps, account)
  }
  const state = async () => (await mail.meta.get(sharingKey(account.id)))?.value as SharingState | undefined
  const isSaid = (what: object, timeout = 30_000) =>
    vi.waitFor(async () => expect(await state()).toMatchObject(what), { timeout, interval: 50 })

  let back = await team.postgres.halt()
  const folder = { ...folderRow(1), account: account.id }
  await store.write(() => {
    const headers = Array.from({ length: many }, (_, i) => header(i + 1))
    const plan = applyBatch(store.book, folder, batch(headers), () => 1, 0)
    return { written: { change: plan.change, messages: plan.messages }, result: true }
  })
  await store.write(() => {
    const change = startChange(store.book)
    const rest = { html: null, truncated: false, failed: null }
    const bodies = []
    for (const old of windowsOf(store.book, 1).values()) {
      const row = copyOf(old)
      for (let i = 0; i < row.id.length; i++) {
        row.flags[i]! |= LocalFlag.textHere
        bodies.push({ id: row.id[i]!, text: `Text ${row.uid[i]}`, ...rest })
      }
      change.windows.push(row)
    }
    return { written: { change, bodies }, result: true }
  })
  // the keeper is started twice in that day: each says what waits
  const waits = {
    state: 'waiting',
    published: 0,
    wanted: many,
    error: { code: 'workspace.unavailable' }
  }
  const early = start()
  await isSaid(waits)
  await early.stop()
  const publisher = start()
  await isSaid(waits)

  await back()
  const began = performance.now()
  await vi.waitFor(
    async () => {
      publisher.kick('all')
      expect((await state())?.published).toBeGreaterThan(0)
    },
    { timeout: 60_000, interval: 250 }
  )
  back = await team.postgres.halt()
  await isSaid({ state: 'waiting', wanted: many })
  await back()
  await vi.waitFor(
    async () => {
      if ((await state())?.state === 'waiting') publisher.kick('all')
      expect(await state()).toMatchObject({ state: 'done', published: many, wanted: many, error: null })
    },
    { timeout: 120_000, interval: 250 }
  )
  const seconds = (performance.now() - began) / 1000
  console.log(`${many} mails in ${seconds.toFixed(1)} s, with the server gone once more`)
  expect(seconds).toBeLessThan(120)

  const { rows } = await sql<{ mails: number; keys: number; bodies: number; grants: number }>`
    select count(*)::int as mails, count(distinct message)::int as keys,
      (select count(*) from mail_bodies)::int as bodies, (select count(*) from mail_grants)::int as grants
    from mails`.execute(team.owner.db)
  expect(rows).toEqual([{ mails: many, keys: many, bodies: many, grants: many }])
  // each batch is a transaction, and all of it is older than the one before
  const { rows: batches } = await sql<{ oldest: number; newest: number }>`
    select min(sent) as oldest, max(sent) as newest from mails group by xmin
    order by xmin::text::bigint`.execute(team.owner.db)
  expect(batches.length).toBeGreaterThan(40)
  for (const [i, { newest }] of batches.slice(1).entries()) expect(newest).toBeLessThan(batches[i]!.oldest)
  await publisher.stop()
  await store.close()
  mail.close()
  outbox.close()
}, 300_000)
