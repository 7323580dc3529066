import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../../shared/contract/index.ts'
import type { ImportKind, ImportResult } from '../../../shared/contract/workspace.ts'
import { testEngines, testStore, type TestStore } from '../testing.ts'

describe.each(testEngines)('CSV import on $name', (engine) => {
  let store: TestStore
  beforeAll(async () => {
    store = await testStore(engine)
  }, 120_000)
  afterAll(() => store?.close())

  async function run(
    kind: ImportKind,
    file: string | Uint8Array<ArrayBuffer>,
    onDuplicate: 'skip' | 'update' = 'skip',
    change: (mapping: (string | null)[]) => (string | null)[] = (mapping) => mapping
  ): Promise<ImportResult> {
    const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file
    const preview = contract.calls['workspace.importPreview'].out.parse(
      await store.calls['workspace.importPreview']({ kind, bytes })
    )
    const mapping = change(preview.mapping)
    return contract.calls['workspace.importRun'].out.parse(
      await store.calls['workspace.importRun']({ kind, bytes, mapping, onDuplicate })
    )
  }
  async function find(kind: ImportKind, search: string) {
    const ask = contract.calls['workspace.list'].in.parse({ kind, search })
    return (await store.calls['workspace.list'](ask)).rows
  }

  it('shows what it will read before it reads it', async () => {
    const bytes = new TextEncoder().encode('\ufeffName;E-Mail;Firma\r\nAnna;anna@a.example;Acme\r\n')
    expect(await store.calls['workspace.importPreview']({ kind: 'contact', bytes })).toMatchObject({
      columns: ['Name', 'E-Mail', 'Firma'],
      sample: [['Anna', 'anna@a.example', 'Acme']],
      rows: 1,
      mapping: ['name', 'address', 'account'],
      encoding: 'utf-8',
      delimiter: ';'
    })
    expect(await find('contact', 'anna')).toEqual([])
  })

  it('reads what Excel on Windows writes, and makes accounts that were not known', async () => {
    const text =
      'Vorname;Nachname;E-Mail;Firma;Telefon;Notizen\r\nJörg;Müller;joerg@m.example;"Müller; Söhne";+49 1;"a ""b""\nc"\r\n'
    const bytes = Uint8Array.from(text, (char) => char.charCodeAt(0))
    expect(await run('contact', bytes)).toEqual({
      created: 1,
      updated: 0,
      skipped: 0,
      refused: [],
      refusedCount: 0
    })
    expect(await find('contact', 'jorg muller')).toMatchObject([
      {
        name: 'Jörg Müller',
        addresses: ['joerg@m.example'],
        accountName: 'Müller; Söhne',
        phones: [{ kind: 'work', number: '+49 1' }],
        notes: 'a "b"\nc',
        origin: 'import'
      }
    ])
    expect(await find('account', 'sohne')).toHaveLength(1)
  })

  it('refuses bad rows by their line and takes the good ones', async () => {
    const file = [
      'Name,Email,Owner',
      'Good,good@r.example,',
      'Bad,not an address,',
      ',,',
      ',,x',
      `${'long'.repeat(60)},long@r.example,`,
      'Wide,wide@r.example,,surplus',
      'Owned,owned@r.example,Nobody',
      '"Two',
      'lines",two@r.example,',
      'Late,late@@r.example,'
    ].join('\n')
    expect(await run('lead', file)).toEqual({
      created: 2,
      updated: 0,
      skipped: 0,
      refusedCount: 6,
      refused: [
        { line: 3, reason: 'badAddress', field: 'address', value: 'not an address' },
        { line: 5, reason: 'unknownOwner', field: 'owner', value: 'x' },
        { line: 6, reason: 'tooLong', field: 'name', value: 'long'.repeat(50) },
        { line: 7, reason: 'tooManyCells', field: '', value: '' },
        { line: 8, reason: 'unknownOwner', field: 'owner', value: 'Nobody' },
        { line: 11, reason: 'badAddress', field: 'address', value: 'late@@r.example' }
      ]
    })
    expect(await run('lead', 'Name,City\n,Leeds', 'skip')).toMatchObject({
      refused: [{ line: 2, reason: 'noName' }]
    })
  })

  it('finds duplicates by address: leaves them or fills them, never empties them', async () => {
    const first = 'Name,Email,Secondary Email,Title,City\nDana,dana@d.example,dana@home.example,Head,Leeds'
    expect(await run('contact', first)).toMatchObject({ created: 1 })
    expect(await run('contact', first)).toMatchObject({ created: 0, skipped: 1 })
    const second = 'Name,Email,Title,City,Phone\nDana Whitfield,DANA@home.example,Chief,,123'
    expect(await run('contact', second, 'update')).toMatchObject({ created: 0, updated: 1 })
    const [dana] = await find('contact', 'dana')
    expect(dana).toMatchObject({
      name: 'Dana Whitfield',
      rev: 2,
      title: 'Chief',
      city: 'Leeds',
      addresses: ['dana@d.example', 'dana@home.example'],
      phones: [{ number: '123' }]
    })
    expect(await run('contact', 'Email,City\ndana@d.example,York', 'update')).toMatchObject({ updated: 1 })
    expect(await find('contact', 'dana')).toMatchObject([
      { name: 'Dana Whitfield', city: 'York', title: 'Chief' }
    ])
  })

  it('sees two rows of one file with one address, and a lead who is a contact already', async () => {
    const twice = 'Name,Email\nOne,same@s.example\nTwo,Same@s.example\nDana,dana@d.example'
    expect(await run('lead', twice)).toMatchObject({ created: 1, skipped: 2 })
    expect(await find('lead', 'dana')).toEqual([])
  })

  it('reads deals with their stage, amount, day, account and contact', async () => {
    const file = [
      'Deal Name;Stage;Amount;Closing Date;Account Name;Contact Email;Contact role',
      'Renewal;negotiation;48.000,00 €;31.12.2026;Acme;dana@d.example;Buyer',
      'Bad stage;Dancing;1;;;;',
      'Bad contact;;1;;;who@nowhere.example;',
      'Bad amount;;much;;;;',
      'Bad day;;1;32.12.2026;;;',
      'Bare;;;;;;'
    ].join('\n')
    const result = await run('deal', file)
    expect(result).toMatchObject({ created: 2, refusedCount: 4 })
    expect(result.refused.map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'unknownStage'],
      [4, 'unknownContact'],
      [5, 'badAmount'],
      [6, 'badDate']
    ])
    expect(await find('deal', 'renewal')).toMatchObject([
      {
        stageName: 'Negotiation',
        amount: 48_000,
        currency: 'EUR',
        closing: '2026-12-31',
        accountName: 'Acme',
        contacts: [{ name: 'Dana Whitfield', role: 'Buyer' }]
      }
    ])
    expect(await run('deal', file)).toMatchObject({ created: 0, skipped: 2 })
  })

  it('wants a column that names the records, and tells a file that is none', async () => {
    await expect(run('lead', 'Name\nx', 'skip', () => [null])).rejects.toThrow('workspace.invalid')
    await expect(run('lead', new Uint8Array([1, 0, 2]))).rejects.toThrow('import.unreadable')
    await expect(run('lead', 'only a heading')).rejects.toThrow('import.unreadable')
  })

  it('takes 10,000 rows, and takes them again without doubling one', async () => {
    const rows = Array.from(
      { length: 10_000 },
      (_, at) => `Person ${at};p${at}@big.example;Company ${at % 700}`
    )
    const file = ['Name;Email;Company', ...rows].join('\r\n')
    const before = store.versions.length
    expect(await run('contact', file)).toMatchObject({ created: 10_000, refusedCount: 0 })
    expect(store.versions.length - before).toBe(1)
    expect(await run('contact', file)).toMatchObject({ created: 0, skipped: 10_000 })
    expect(await find('contact', 'person 9999')).toMatchObject([{ accountName: 'Company 199' }])
    // 50 ms for 5,000 on a machine that does nothing else; the tests' machine does.
    const start = performance.now()
    const directory = await store.calls['workspace.directory']({ known: -1 })
    expect(directory?.entries.length).toBeGreaterThan(10_000)
    expect(performance.now() - start).toBeLessThan(3000)
  }, 120_000)
})
