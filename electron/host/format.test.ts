import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { guardFormat } from './format.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'salesinbox-format-'))
})
afterEach(() => rmSync(folder, { recursive: true }))
const marked = (): unknown => JSON.parse(readFileSync(join(folder, 'format'), 'utf8'))

it('keeps an older app off, names the version that is needed, gives the folder back and touches nothing', () => {
  guardFormat(folder, '1.0.0', () => undefined, 1)
  guardFormat(folder, '2.0.0', () => undefined, 2)
  expect(marked()).toEqual({ format: 2, version: '2.0.0' })
  // a later version of the same format needs no later one
  guardFormat(folder, '2.5.0', () => undefined, 2)
  const before = readFileSync(join(folder, 'format'))
  const unlock = vi.fn()
  expect(() => guardFormat(folder, '1.9.0', unlock, 1)).toThrow(
    expect.objectContaining({ code: 'disk.newer', params: { version: '2.0.0', current: '1.9.0' } })
  )
  expect(unlock).toHaveBeenCalledOnce()
  expect(readFileSync(join(folder, 'format'))).toEqual(before)
  expect(readdirSync(folder)).toEqual(['format'])
})

it.each(['', '{', '{"format":"7"}', '[]'])('marks a folder anew whose mark is %j', (text) => {
  writeFileSync(join(folder, 'format'), text)
  const unlock = vi.fn()
  guardFormat(folder, '1.0.0', unlock)
  expect(unlock).not.toHaveBeenCalled()
  expect(marked()).toEqual({ format: 1, version: '1.0.0' })
})
