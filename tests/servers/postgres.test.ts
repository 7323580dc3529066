import pg from 'pg'
import { expect, it } from 'vitest'
import { startPostgres } from './postgres.ts'

it('gives each test a database of its own, and leaves nothing behind', async () => {
  const server = await startPostgres()
  const urls = [await server.createDatabase(), await server.createDatabase()]
  for (const url of urls) {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query('create table only_here (id int)')
    const { rows } = await client.query<{ superuser: string }>(
      "select current_setting('is_superuser') superuser"
    )
    expect(rows).toEqual([{ superuser: 'on' }])
    await client.end()
  }
  await server.stop()
  await expect(new pg.Client({ connectionString: urls[0] }).connect()).rejects.toThrow(/ECONNREFUSED/)
})
