import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { startPglite } from '../electron/workspace/pglite.ts'
import { emptyWorkspace } from './empty-workspace.ts'

it('holds one database, in as few files as it needs: a first start lays out each of them', async () => {
  const bytes = await emptyWorkspace()
  const pglite = await startPglite(undefined, new Blob([bytes]))
  const { rows } = await pglite.query('select datname from pg_database')
  await pglite.close()
  expect(rows).toEqual([{ datname: 'postgres' }])
  const files = gunzipSync(bytes).toString('latin1').match(/ustar/g) ?? []
  expect(files.length).toBeLessThan(700)
})
