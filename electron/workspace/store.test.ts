import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../shared/contract/index.ts'
import { values, type RecordInput, type RecordKind, type RecordOf } from '../../shared/contract/records.ts'
import type { Organisation, RecordDraft } from '../../shared/contract/workspace.ts'
import { AppError } from '../../shared/errors.ts'
import type { WorkspaceCall } from './store.ts'
import { testEngines, testStore, type TestStore } from './testing.ts'

function draft<K extends RecordKind>(kind: K, given: RecordInput<K>): RecordDraft {
  return { kind, values: values[kind].parse(given) } as RecordDraft
}

describe.each(testEngines)('the workspace on $name', (engine) => {
  let store: TestStore
  beforeAll(async () => {
    store = await testStore(engine)
  }, 120_000)
  afterAll(() => store?.close())

  /** As the router does it: input and answer are checked against the contract. */
  async function call(name: WorkspaceCall, input: unknown): Promise<never> {
    const spec = contract.calls[name]
    const work = store.calls[name] as (input: unknown) => Promise<unknown>
    return spec.out.parse(await work(spec.in.parse(input))) as never
  }
  async function create<K extends RecordKind>(kind: K, given: RecordInput<K>): Promise<RecordOf<K>> {
    return call('workspace.create', { kind, values: given })
  }
  async function refused(work: Promise<unknown>): Promise<unknown[]> {
    const error = await work.then(
      () => 'nothing',
      (thrown: unknown) => thrown
    )
    return error instanceof AppError ? [error.code, error.params] : [error]
  }

  it('keeps every field of every kind', async () => {
    const owner = await create('user', {
      name: 'Maya Lindqvist',
      addresses: ['Maya@Fernhill.example'],
      title: 'Rep'
    })
    const account = await create('account', {
      name: 'Acme Ltd',
      domains: ['https://www.Acme.example/', 'müller.example'],
      website: 'https://acme.example',
      city: 'Leeds',
      owner: owner.id
    })
    const contact = await create('contact', {
      name: 'Dana Whitfield',
      title: 'Head of Operations',
      account: account.id,
      addresses: ['dana.whitfield@acme.example', 'dana@whitfield.example', 'DANA@whitfield.example'],
      phones: [{ kind: 'work', number: '+44 20 7946 0117' }],
      owner: owner.id,
      notes: 'Line one\nline "two"'
    })
    const deal = await create('deal', {
      name: 'Acme renewal',
      account: account.id,
      stage: 'negotiation',
      amount: 48_000.5,
      closing: '2026-12-31',
      contacts: [{ contact: contact.id, role: 'Technical buyer' }],
      owner: owner.id
    })
    const activity = await create('activity', {
      type: 'meeting',
      name: 'Contract review',
      due: 1_764_252_000_000,
      about: { kind: 'deal', id: deal.id }
    })
    const lead = await create('lead', { name: 'Lea', company: 'New Ltd', addresses: ['lea@new.example'] })

    expect(account).toMatchObject({
      domains: ['acme.example', 'xn--mller-kva.example'],
      ownerName: 'Maya Lindqvist'
    })
    expect(contact).toMatchObject({
      kind: 'contact',
      rev: 1,
      origin: 'rep',
      accountName: 'Acme Ltd',
      addresses: ['dana.whitfield@acme.example', 'dana@whitfield.example'],
      phones: [{ kind: 'work', number: '+44 20 7946 0117' }],
      notes: 'Line one\nline "two"'
    })
    expect(deal).toMatchObject({
      amount: 48_000.5,
      closing: '2026-12-31',
      stageName: 'Negotiation',
      step: 3,
      outcome: 'open',
      contacts: [
        {
          contact: contact.id,
          role: 'Technical buyer',
          name: 'Dana Whitfield',
          address: 'dana.whitfield@acme.example'
        }
      ]
    })
    expect(activity).toMatchObject({ about: { kind: 'deal', id: deal.id }, aboutName: 'Acme renewal' })
    expect(lead).toMatchObject({ company: 'New Ltd', owner: null })

    const seen: { view: unknown; nextActivity: { name: string } } = await call('workspace.person', {
      address: 'Dana+x@Whitfield.example'
    })
    expect(seen).toMatchObject({
      reason: { kind: 'deal', dealName: 'Acme renewal', role: 'Technical buyer' },
      view: { record: { id: contact.id }, account: { id: account.id }, deals: [{ id: deal.id }] },
      nextActivity: { name: 'Contract review' }
    })
    const around = await call('workspace.record', { kind: 'account', id: account.id })
    expect(around).toMatchObject({
      contacts: [{ id: contact.id }],
      deals: [{ id: deal.id }],
      activities: [{ id: activity.id }]
    })
  })

  it('gives the directory with open deals, and a version that grows with each change', async () => {
    const one = await call('workspace.directory', { known: -1 })
    expect(one).toMatchObject({
      accountDomains: [
        ['acme.example', 'Acme Ltd'],
        ['xn--mller-kva.example', 'Acme Ltd']
      ]
    })
    const { version, entries } = one as { version: number; entries: { address: string; kind: string }[] }
    expect(entries.map(({ address, kind }) => [address, kind]).sort()).toEqual([
      ['dana.whitfield@acme.example', 'contact'],
      ['dana@whitfield.example', 'contact'],
      ['lea@new.example', 'lead'],
      ['maya@fernhill.example', 'colleague']
    ])
    expect(entries.find(({ kind }) => kind === 'contact')).toMatchObject({
      name: 'Dana Whitfield',
      deals: [
        { name: 'Acme renewal', stage: 'Negotiation', step: 3, amount: 48_000.5, closing: '2026-12-31' }
      ]
    })
    expect(await call('workspace.directory', { known: version })).toBeNull()
    await create('lead', { name: 'Another' })
    expect(await call('workspace.directory', { known: version })).toMatchObject({ version: version + 1 })
    expect(store.versions.at(-1)).toBe(version + 1)
  })

  it('does not count deals that are won, lost or in the bin', async () => {
    const contact = await create('contact', { name: 'Count', addresses: ['count@x.example'] })
    const give = { stage: 'new', contacts: [{ contact: contact.id }] }
    const won = await create('deal', { ...give, name: 'Won', stage: 'won' })
    const first = await create('deal', { ...give, name: 'First' })
    const second = await create('deal', { ...give, name: 'Second' })
    const deals = async () => {
      const { entries }: { entries: { address: string; deals: { name: string }[] }[] } = await call(
        'workspace.directory',
        { known: -1 }
      )
      return entries.find(({ address }) => address === 'count@x.example')?.deals.map(({ name }) => name)
    }
    expect(await deals()).toEqual(['Second', 'First'])
    const { rev } = (await call('workspace.update', {
      id: first.id,
      rev: first.rev,
      draft: draft('deal', { ...give, name: 'First', amount: 3 })
    })) as RecordOf<'deal'>
    expect(await deals()).toEqual(['First', 'Second'])
    await call('workspace.delete', { kind: 'deal', id: first.id, rev })
    expect(await deals()).toEqual(['Second'])
    await call('workspace.restore', { kind: 'deal', id: first.id })
    expect(await deals()).toEqual(['First', 'Second'])
    expect(won.outcome).toBe('won')
    expect(second.contacts).toHaveLength(1)
  })

  it('loses nobody’s edit: the second editor is told', async () => {
    const made = await create('lead', { name: 'Edited' })
    const edit = (name: string) => ({
      id: made.id,
      rev: 1,
      draft: draft('lead', { name, addresses: ['e@e.example'] })
    })
    const first: RecordOf<'lead'> = await call('workspace.update', edit('By one'))
    expect(first).toMatchObject({ rev: 2, name: 'By one', addresses: ['e@e.example'] })
    expect(await refused(call('workspace.update', edit('By another')))).toEqual([
      'workspace.conflict',
      { kind: 'lead', rev: 2 }
    ])
    expect(await refused(call('workspace.delete', { kind: 'lead', id: made.id, rev: 1 }))).toEqual([
      'workspace.conflict',
      { kind: 'lead', rev: 2 }
    ])
    await call('workspace.delete', { kind: 'lead', id: made.id, rev: 2 })
    expect(await refused(call('workspace.update', { ...edit('Late'), rev: 3 }))).toEqual([
      'workspace.notFound',
      { kind: 'lead' }
    ])
    expect(await refused(call('workspace.record', { kind: 'lead', id: 'no id' }))).toEqual([
      'workspace.notFound',
      { kind: 'lead' }
    ])
  })

  it('two edits at one moment: one wins, one is told', async () => {
    const made = await create('lead', { name: 'Raced' })
    const edits = ['a', 'b', 'c'].map((name) =>
      refused(call('workspace.update', { id: made.id, rev: 1, draft: draft('lead', { name }) }))
    )
    const ends = (await Promise.all(edits)).map(([code]) => code)
    expect(ends.filter((code) => code === 'nothing')).toHaveLength(1)
    expect(ends.filter((code) => code === 'workspace.conflict')).toHaveLength(2)
  })

  it('names what is wrong with a record', async () => {
    const nowhere = '00000000-0000-7000-8000-000000000000'
    expect(await refused(create('lead', { name: 'x', addresses: ['no address'] }))).toEqual([
      'workspace.invalid',
      { field: 'addresses', value: 'no address' }
    ])
    expect(await refused(create('account', { name: 'x', domains: ['gmail.com'] }))).toEqual([
      'workspace.invalid',
      { field: 'domains', value: 'gmail.com' }
    ])
    expect(await refused(create('contact', { name: 'x', account: nowhere }))).toEqual([
      'workspace.invalid',
      { field: 'account', value: '' }
    ])
    expect(await refused(create('deal', { name: 'x', stage: 'nonsense' }))).toEqual([
      'workspace.invalid',
      { field: 'stage', value: '' }
    ])
    expect(
      await refused(create('deal', { name: 'x', stage: 'new', contacts: [{ contact: nowhere }] }))
    ).toEqual(['workspace.invalid', { field: 'contact', value: '' }])
  })

  it('pages by keyset through equal names, in each order, without a gap or a double', async () => {
    const names = [
      'Émile',
      'emile',
      'Zoë',
      '100% (A_B)',
      'Ångström',
      'emile',
      'müller',
      'Muller',
      'O’Neil',
      'a\\b'
    ]
    for (const [at, name] of names.entries()) {
      await create('deal', {
        name,
        stage: 'new',
        amount: at,
        closing: at % 3 ? `2027-01-0${at + 1 > 9 ? 9 : at + 1}` : ''
      })
    }
    for (const order of ['name', 'changed', 'date'] as const) {
      const all: { id: string; name: string; closing: string; changed: number }[] = []
      let cursor: string | null = null
      do {
        const page: { rows: typeof all; next: string | null; total: number | null } = await call(
          'workspace.list',
          {
            kind: 'deal',
            order,
            limit: 3,
            cursor
          }
        )
        expect(page.total === null).toBe(cursor !== null)
        all.push(...page.rows)
        cursor = page.next
      } while (cursor !== null)
      const whole: { rows: typeof all; total: number } = await call('workspace.list', {
        kind: 'deal',
        order,
        limit: 200
      })
      expect(all.map(({ id }) => id)).toEqual(whole.rows.map(({ id }) => id))
      expect(whole.total).toBe(all.length)
      if (order === 'date') {
        const days = all.map(({ closing }) => closing || '9')
        expect(days).toEqual([...days].sort())
      }
      if (order === 'changed') {
        const times = all.map(({ changed }) => -changed)
        expect(times).toEqual([...times].sort((a, b) => a - b))
      }
    }
    expect(await refused(call('workspace.list', { kind: 'lead', cursor: 'nonsense' }))).toMatchObject([
      'workspace.invalid',
      { field: 'cursor' }
    ])
  })

  it('finds by the beginnings of words, without accents, and by account, domain and address', async () => {
    const find = async (kind: RecordKind, search: string) => {
      const { rows }: { rows: { name: string }[] } = await call('workspace.list', { kind, search })
      return rows.map(({ name }) => name)
    }
    expect((await find('deal', 'EMIL')).sort()).toEqual(['emile', 'emile', 'Émile'])
    expect((await find('deal', 'muller')).sort()).toEqual(['Muller', 'müller'])
    expect(await find('deal', '100%')).toEqual(['100% (A_B)'])
    expect(await find('deal', '%')).toEqual([])
    expect(await find('deal', 'a\\b')).toEqual(['a\\b'])
    expect(await find('deal', 'acme ren')).toEqual(['Acme renewal'])
    expect(await find('contact', 'acme dana')).toEqual(['Dana Whitfield'])
    expect(await find('contact', 'whitfield.example')).toEqual(['Dana Whitfield'])
    expect(await find('contact', 'hitfield')).toEqual([])
    expect(await find('account', 'acme.exa')).toEqual(['Acme Ltd'])
    const hits: { name: string; detail: string }[] = await call('workspace.search', {
      text: 'acme',
      kinds: ['contact', 'account', 'deal'],
      limit: 3
    })
    expect(hits.map(({ name, detail }) => [name, detail])).toEqual([
      ['Acme Ltd', 'acme.example'],
      ['Acme renewal', 'Negotiation · Acme Ltd'],
      ['Dana Whitfield', 'Acme Ltd']
    ])
  })

  it('makes a record of a sender once, at the account of the domain', async () => {
    const ask = { kind: 'contact', name: '', address: 'New.One@ACME.example', account: '' }
    const made: { record: RecordOf<'contact'>; existed: boolean } = await call(
      'workspace.createFromSender',
      ask
    )
    expect(made).toMatchObject({
      existed: false,
      record: { name: 'new.one@acme.example', accountName: 'Acme Ltd', addresses: ['new.one@acme.example'] }
    })
    expect(await call('workspace.createFromSender', { ...ask, kind: 'lead' })).toMatchObject({
      existed: true,
      record: { kind: 'contact', id: made.record.id }
    })
    expect(
      await call('workspace.createFromSender', {
        ...ask,
        name: 'P',
        address: 'p@gmail.com',
        account: 'Pavel & Co'
      })
    ).toMatchObject({ record: { accountName: 'Pavel & Co' } })
    expect(
      await call('workspace.createFromSender', {
        ...ask,
        name: 'Q',
        address: 'q@pavel.example',
        account: 'pavel  & co'
      })
    ).toMatchObject({ record: { accountName: 'Pavel & Co' } })
  })

  it('keeps public mail domains out of the organisation, and its edits apart', async () => {
    const before: { rev: number } = await call('workspace.organisation', {})
    const wanted = { name: 'Fernhill', ownDomains: ['Fernhill.example'], currency: 'EUR', rev: before.rev }
    expect(await call('workspace.setOrganisation', wanted)).toMatchObject({
      ownDomains: ['fernhill.example']
    })
    expect(await refused(call('workspace.setOrganisation', wanted))).toMatchObject(['workspace.conflict', {}])
    expect(
      await refused(call('workspace.setOrganisation', { ...wanted, rev: 2, ownDomains: ['gmail.com'] }))
    ).toEqual(['workspace.invalid', { field: 'ownDomains', value: 'gmail.com' }])
    expect(await call('workspace.directory', { known: -1 })).toMatchObject({
      ownDomains: ['fernhill.example']
    })
  })

  it('changes the stages, spreads the steps anew, and lets none go while deals stand in it', async () => {
    const { name, currency, ownDomains, ...before }: Organisation = await call('workspace.organisation', {})
    const set = (rev: number, stages: unknown, moved = {}): Promise<Organisation> =>
      call('workspace.setOrganisation', { name, currency, ownDomains, stages, moved, rev })
    const { id, stage } = await create('deal', { name: 'Stands somewhere', stage: before.stages[1]!.id })
    const wanted = before.stages.filter((one) => one.id !== stage)
    expect(await refused(set(before.rev, wanted))).toEqual([
      'workspace.invalid',
      { field: 'stages', value: before.stages[1]!.name }
    ])
    expect(
      await refused(
        set(
          before.rev,
          wanted.filter(({ outcome }) => outcome !== 'lost')
        )
      )
    ).toMatchObject(['workspace.invalid', {}])
    expect(await refused(set(before.rev, [...wanted, { ...wanted[0]!, id: '' }]))).toMatchObject([
      'workspace.invalid',
      { value: wanted[0]!.name }
    ])
    const pilot = { id: '', name: 'Pilot', outcome: 'open' as const }
    const after = await set(before.rev, [pilot, ...wanted], { [stage]: wanted[1]!.id })
    expect(after.stages.map((one) => [one.name, one.step])).toEqual([
      ['Pilot', 0],
      ['New', 1],
      ['Proposal', 2],
      ['Negotiation', 3],
      ['Closing', 4],
      ['Closed won', 4],
      ['Closed lost', 0]
    ])
    expect(await call('workspace.record', { kind: 'deal', id })).toMatchObject({
      record: { stage: wanted[1]!.id, rev: 2 }
    })
    // a set without stages leaves them
    expect(
      await call('workspace.setOrganisation', { name, currency, ownDomains, rev: after.rev })
    ).toMatchObject({ stages: after.stages })
  })

  it('serves many callers at once', async () => {
    const work = Array.from({ length: 40 }, (_, at) =>
      at % 2
        ? create('lead', { name: `Busy ${at}` })
        : call('workspace.list', { kind: 'lead', search: 'busy' })
    )
    await Promise.all(work)
    expect(await call('workspace.list', { kind: 'lead', search: 'busy' })).toMatchObject({ total: 20 })
  })
})
