import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../shared/contract/index.ts'
import { values, type AnyRecord, type RecordKind } from '../../shared/contract/records.ts'
import type { RecordDraft } from '../../shared/contract/workspace.ts'
import { insertSample, type SampleRecords } from './sample.ts'
import { testEngines, testStore, type TestStore } from './testing.ts'

const one = (key: string, kind: RecordKind, given: unknown) => ({
  key,
  draft: { kind, values: values[kind].parse(given) } as RecordDraft
})
const sample: SampleRecords = {
  records: [
    one('bo', 'user', { name: 'Bo', addresses: ['bo@fernhill.example'] }),
    one('acme', 'account', { name: 'Acme', domains: ['acme.example'], owner: 'bo' }),
    one('dana', 'contact', { name: 'Dana', account: 'acme', addresses: ['dana@acme.example'], owner: 'bo' }),
    one('renewal', 'deal', {
      name: 'Renewal',
      account: 'acme',
      stage: 'new',
      contacts: [{ contact: 'dana' }]
    }),
    one('review', 'activity', { type: 'meeting', name: 'Review', about: { kind: 'deal', id: 'renewal' } }),
    one('lea', 'lead', { name: 'Lea', addresses: ['lea@new.example'] })
  ],
  ownDomains: ['fernhill.example']
}

describe.each(testEngines)('the sample on $name', (engine) => {
  let store: TestStore
  beforeAll(async () => {
    store = await testStore(engine)
  }, 120_000)
  afterAll(() => store?.close())

  const all = async (kind: RecordKind): Promise<AnyRecord[]> => {
    const ask = contract.calls['workspace.list'].in.parse({ kind, limit: 200 })
    return (await store.calls['workspace.list'](ask)).rows
  }
  const create = (kind: RecordKind, given: unknown) =>
    store.calls['workspace.create']({ kind, values: values[kind].parse(given) } as RecordDraft)

  it('comes by one statement a table: the first list waits for it', async () => {
    const { scope } = store
    let statements = 0
    const count: KyselyPlugin = {
      transformQuery: ({ node }) => (statements++, node),
      transformResult: async ({ result }) => result
    }
    const users = sample.records.filter(({ draft }) => draft.kind === 'user')
    const many = Array.from({ length: 30 }, (_, at) =>
      users.map(({ draft }) => ({ key: `many ${at}`, draft }))
    ).flat()
    await insertSample(
      { ...scope, db: scope.db.withPlugin(count) },
      { records: [...sample.records, ...many], ownDomains: [] },
      Date.now()
    )
    // six kinds, then addresses of three of them, domains and a deal's contacts
    expect(statements).toBe(11)
    await store.removeSample()
  })

  it('comes once and goes alone, edited or in the bin; the rep’s own stays without what it referred to', async () => {
    await create('lead', { name: 'Own lead', addresses: ['own@own.example'] })
    const organisation = await store.calls['workspace.organisation']({})
    await store.calls['workspace.setOrganisation']({ ...organisation, ownDomains: ['own.example'] })
    await store.insertSample(sample)
    await store.insertSample(sample)
    const [dana] = await all('contact')
    const [acme] = await all('account')
    const [bo] = await all('user')
    const [lea] = (await all('lead')).filter(({ name }) => name === 'Lea')
    if (dana?.kind !== 'contact' || acme?.kind !== 'account' || !bo || !lea)
      throw new Error('the sample is not there')
    expect(dana).toMatchObject({ origin: 'sample', accountName: 'Acme', ownerName: 'Bo' })
    expect(await all('deal')).toMatchObject([{ contacts: [{ name: 'Dana' }], accountName: 'Acme' }])
    expect(await all('activity')).toMatchObject([{ aboutName: 'Renewal' }])

    await store.calls['workspace.update']({
      id: dana.id,
      rev: dana.rev,
      draft: { kind: 'contact', values: values.contact.parse({ ...dana, name: 'Edited' }) }
    })
    await store.calls['workspace.delete']({ kind: 'lead', id: lea.id, rev: lea.rev })
    await create('deal', {
      name: 'Own deal',
      stage: 'new',
      account: acme.id,
      owner: bo.id,
      contacts: [{ contact: dana.id }]
    })
    await create('contact', { name: 'Own contact', account: acme.id })
    await create('activity', { type: 'call', name: 'Own call', about: { kind: 'contact', id: dana.id } })

    await store.removeSample()
    expect(await all('user')).toEqual([])
    expect(await all('account')).toEqual([])
    expect(await all('deal')).toMatchObject([{ name: 'Own deal', account: null, owner: null, contacts: [] }])
    expect(await all('contact')).toMatchObject([{ name: 'Own contact', account: null }])
    expect(await all('activity')).toMatchObject([{ name: 'Own call', about: null }])
    expect(await all('lead')).toMatchObject([{ name: 'Own lead' }])
    expect(await store.calls['workspace.directory']({ known: -1 })).toMatchObject({
      entries: [{ address: 'own@own.example' }],
      ownDomains: ['own.example'],
      accountDomains: []
    })
    await store.insertSample(sample)
    expect(await all('contact')).toHaveLength(2)
  })
})
