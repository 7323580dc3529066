import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { managedParts, mayConnect, serversFor } from './managed.ts'

const page = readFileSync(join(import.meta.dirname, '../docs/managed-settings.md'), 'utf8')

/** Every setting with what is said of it, by its path; of a list, that of its entries. */
function described(schema: z.ZodType, path: string): [string, string][] {
  if (schema instanceof z.ZodOptional) {
    const inner = described(schema.unwrap() as z.ZodType, path)
    return schema.description === undefined
      ? inner
      : [[path, schema.description], ...inner.filter(([at]) => at !== path)]
  }
  const own: [string, string][] = schema.description === undefined ? [] : [[path, schema.description]]
  if (schema instanceof z.ZodArray) return [...own, ...described(schema.element as z.ZodType, `${path}[]`)]
  if (schema instanceof z.ZodObject)
    return [
      ...own,
      ...Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([key, one]) =>
        described(one, `${path}.${key}`)
      )
    ]
  return own
}
const all = Object.entries(managedParts).flatMap(([part, schema]) => described(schema, part))

it('is in the page for administrators, setting by setting, and nothing else is', () => {
  const rows = [...page.matchAll(/^\| `([\w.[\]]+)` *\| (.+?) *\|$/gm)].map(([, path, text]) => [path, text])
  expect(all.length).toBeGreaterThan(20)
  expect(rows).toEqual(all)
})

it('the example of the page is a good one', () => {
  const [, text = ''] = /```json\n([^]*?)```/.exec(page) ?? []
  const example = JSON.parse(text) as Record<string, unknown>
  expect(Object.keys(example)).toEqual(Object.keys(managedParts))
  for (const [part, schema] of Object.entries(managedParts)) schema.parse(example[part])
})

it('finds the servers of an address by its domain alone', () => {
  const one = { domain: 'acme.example' }
  const settings = { accounts: { servers: [one], onlyThese: true } }
  expect(serversFor(settings, 'A@b@Acme.Example ')).toBe(one)
  for (const other of ['x@sub.acme.example', 'x@acme.example.evil.example', 'acme.example.', ''])
    expect([other, serversFor(settings, other), mayConnect(settings, other)]).toEqual([other, null, false])
  expect(mayConnect({}, 'x@anywhere.example')).toBe(true)
})
