import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Rule } from '../../shared/filters/model.ts'
import { createFilters } from './service.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'salesinbox-filters-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const context = { signal: new AbortController().signal, caller: 1 }
const service = (emitted: unknown[] = []) =>
  createFilters({
    host: { dataFolder: folder },
    emit: (_, payload) => emitted.push(payload),
    accounts: () => []
  }).handlers
const rule = (id: string): Rule => ({
  id,
  name: id,
  enabled: true,
  account: null,
  onArrival: true,
  match: 'all',
  conditions: [{ kind: 'every' }],
  actions: [{ kind: 'star' }],
  origin: null
})
const sample = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(join(import.meta.dirname, '../../tests/data/filters', name)))

describe('the list of filters', () => {
  it('is kept over a restart, for this user alone, and told to every window', async () => {
    const emitted: unknown[] = []
    expect(await service()['filters.list']({}, context)).toEqual({ rev: 0, rules: [] })
    await service(emitted)['filters.save']({ rev: 0, rules: [rule('a')] }, context)
    expect(emitted).toEqual([{ rev: 1, rules: [rule('a')] }])
    expect(await service()['filters.list']({}, context)).toEqual({ rev: 1, rules: [rule('a')] })
    expect(statSync(join(folder, 'filters.json')).mode & 0o777).toBe(0o600)
  })

  it('is not overwritten by a window that saw an older one', async () => {
    const handlers = service()
    const both = await Promise.allSettled([
      handlers['filters.save']({ rev: 0, rules: [rule('a')] }, context),
      handlers['filters.save']({ rev: 0, rules: [rule('b')] }, context)
    ])
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect((await handlers['filters.list']({}, context)).rules).toEqual([rule('a')])
  })

  it('loses those of an account with it', async () => {
    const filters = createFilters({ host: { dataFolder: folder }, emit: () => undefined, accounts: () => [] })
    const rules = [rule('all'), { ...rule('own'), account: 'a' }]
    await filters.handlers['filters.save']({ rev: 0, rules }, context)
    await filters.removeAccount('a')
    expect(await filters.handlers['filters.list']({}, context)).toEqual({ rev: 2, rules: [rule('all')] })
  })

  it.each([
    ['broken', '{"version":1,"rev":'],
    ['of a later version', '{"version":2,"rev":1,"rules":[]}']
  ])('that is %s is neither used nor overwritten', async (_, text) => {
    writeFileSync(join(folder, 'filters.json'), text)
    const handlers = service()
    await expect(handlers['filters.list']({}, context)).rejects.toThrow('filters.unavailable')
    await expect(handlers['filters.save']({ rev: 0, rules: [] }, context)).rejects.toThrow(
      'filters.unavailable'
    )
    expect(readFileSync(join(folder, 'filters.json'), 'utf8')).toBe(text)
  })
})

describe('a file', () => {
  it('is read apart, and changes nothing', async () => {
    const found = await service()['filters.preview'](
      { account: null, bytes: sample('g01-basic.xml') },
      context
    )
    expect(found.filters).toHaveLength(4)
    expect(readdirSync(folder)).toEqual([])
  })
  it('that is refused says why', async () => {
    const call = service()['filters.preview'](
      { account: null, bytes: sample('g08-entity-bomb.xml') },
      context
    )
    await expect(call).rejects.toThrow('filters.entities')
  })
  it('of 50 MB is not looked into', async () => {
    const call = service()['filters.preview']({ account: null, bytes: new Uint8Array(50_000_000) }, context)
    await expect(call).rejects.toThrow('filters.tooLarge')
  })
  it('is written with what could not be said in it', async () => {
    const handlers = service()
    await handlers['filters.save']({ rev: 0, rules: [rule('a')] }, context)
    const dat = await handlers['filters.export']({ format: 'thunderbird', account: null }, context)
    expect(dat).toMatchObject({ name: 'msgFilterRules.dat', written: 1, left: [] })
    const xml = await handlers['filters.export']({ format: 'gmail', account: null }, context)
    expect(xml).toMatchObject({ name: 'mailFilters.xml', written: 0, left: [{ rule: 'a' }] })
  })
})
