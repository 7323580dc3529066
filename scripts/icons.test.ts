import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { allIcons } from './icons.ts'

it('every icon is what the drawing makes; else `npm run icons`', async () => {
  const stale = [...(await allIcons())].filter(
    ([name, bytes]) => !readFileSync(join(import.meta.dirname, '..', name)).equals(bytes)
  )
  expect(stale.map(([name]) => name)).toEqual([])
})
