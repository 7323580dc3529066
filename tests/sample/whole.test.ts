import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCore, type Core } from '../../electron/core.ts'
import { createNodeHost } from '../../electron/host/node.ts'
import { contextCodeOf, folderOf, indexDirectory, ownSide } from '../../shared/context/context-of.ts'
import { contractVersion, type CallName, type Input, type Output } from '../../shared/contract/index.ts'
import { eventually } from '../../electron/sample/testing.ts'
import { values } from '../../shared/contract/records.ts'
import { fromWire } from '../../shared/errors.ts'
import { unpackBatch } from '../../shared/mail/codec.ts'
import type { HeaderRow } from '../../shared/mail/message.ts'

/** The sample in the whole core, as a page would use it: real servers, real rounds, the real workspace. */
describe('the sample in the app', () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'sample-core-'))
  let core: Core
  let calls = 0
  const call = async <N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> => {
    const answer = await core.router.handle(
      { version: contractVersion, id: ++calls, name, input },
      { id: 1, refused: null }
    )
    if (!answer) throw new Error('no answer')
    if ('error' in answer) throw fromWire(answer.error)
    return answer.value as Output<N>
  }
  const boot = async () => {
    const host = createNodeHost({
      dataFolder,
      resourcesFolder: resolve(import.meta.dirname, '../../resources'),
      version: '0.0.0',
      openSample: false,
      strict: true,
      origin: () => 'http://127.0.0.1'
    })
    host.settings.set('sampleReplyAfter', null)
    core = await createCore(host)
  }
  const allHeaders = async (lease: number, account: string) => {
    const rows = new Map<string, HeaderRow[]>()
    for (const folder of await call('mail.folders', { lease, account })) {
      const { round } = await call('mail.openRound', {
        lease,
        account,
        folder: folder.path,
        cursor: null,
        since: null,
        known: [],
        digests: null,
        batchSize: 500
      })
      const here: HeaderRow[] = []
      for (let complete = false; !complete;) {
        const batch = unpackBatch(await call('mail.nextBatch', { lease, round, unknown: [] }))
        here.push(...batch.headers)
        complete = batch.complete
      }
      rows.set(folder.role || folder.path, here)
    }
    return rows
  }

  beforeAll(boot)
  afterAll(async () => {
    await core?.close()
    rmSync(dataFolder, { recursive: true, force: true })
  })

  it('comes by one call, is sorted by its own records, and goes without what the rep made', async () => {
    await eventually(() => call('workspace.directory', { known: -1 }).catch(() => null), 150_000)
    await call('workspace.create', {
      kind: 'lead',
      values: values.lead.parse({ name: 'Own lead', addresses: ['own@own.example'] })
    })
    const { account } = await call('sample.install', {})
    // a workspace that is being made for the first time has its records a little later
    await eventually(
      async () => (await call('workspace.list', { kind: 'activity', limit: 50 })).rows.length > 20,
      60_000
    )
    expect(await call('sample.status', {})).toEqual({ installed: true, account })
    const { lease } = await call('mail.lease', {})
    const rows = await allHeaders(lease, account)
    expect([...rows.keys()].sort()).toEqual([
      'Suppliers',
      'Trade fairs',
      'archive',
      'drafts',
      'inbox',
      'junk',
      'sent',
      'trash'
    ])
    expect([...rows.values()].flat().length).toBeGreaterThan(1150)

    const directory = await call('workspace.directory', { known: -1 })
    if (!directory) throw new Error('no directory')
    const own = ownSide(['maya@fernhill.example'], directory.ownDomains)
    const index = indexDirectory(directory)
    const counts: Record<string, number> = {}
    for (const { from, to, cc, bcc } of rows.get('inbox') ?? []) {
      const only = (list: HeaderRow['from']) => list.map(([, address]) => address)
      const code = contextCodeOf({ from: only(from), to: only(to), cc: only(cc), bcc: only(bcc) }, index, own)
      counts[folderOf(code)] = (counts[folderOf(code)] ?? 0) + 1
    }
    for (const context of ['deals', 'contacts', 'colleagues', 'others'])
      expect(counts[context]).toBeGreaterThan(25)
    expect(counts.leads).toBeGreaterThan(10)
    const dana = directory.entries.find(({ address }) => address === 'dana.whitfield@acme.example')
    expect(dana?.deals.map(({ name, stage, amount }) => [name, stage, amount])).toEqual([
      ['Acme renewal', 'Negotiation', 48000],
      ['Acme Leeds sensors', 'Qualified', 13500]
    ])

    await core.close()
    await boot()
    expect(await call('sample.status', {})).toEqual({ installed: true, account })
    const again = await call('mail.lease', {})
    const after = await allHeaders(again.lease, account)
    expect([...after.values()].flat().length).toBe([...rows.values()].flat().length)

    await call('sample.remove', {})
    expect((await call('accounts.list', {}))[0]?.state).toBe('removing')
    const last = await call('mail.lease', {})
    await call('accounts.removed', { lease: last.lease, id: account })
    expect(await call('accounts.list', {})).toEqual([])
    const leads = await call('workspace.list', { kind: 'lead', limit: 50 })
    expect(leads.rows.map(({ name }) => name)).toEqual(['Own lead'])
    expect((await call('workspace.list', { kind: 'contact', limit: 50 })).rows).toEqual([])
    expect(existsSync(join(dataFolder, 'sample'))).toBe(false)
  }, 300_000)
})
