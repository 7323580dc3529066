import { sql, type Kysely } from 'kysely'
import { migrations } from '../migrations/index.ts'
import type { Database } from '../schema.ts'

/** What a login is told of the workspace that it is in. */
export interface About {
  name: string
  user: string
  administrator: boolean
  readOnly: boolean
}

export async function readAbout(db: Kysely<Database>): Promise<About> {
  const { rows } = await sql<Omit<About, 'readOnly'> & { version: number }>`
    select w.name, coalesce(u.name, '') as user, member_administers(current_user) as administrator,
      (select version from schema_version) as version
    from workspaces w left join users u on u.workspace = w.id and u.id = member_user(current_user)
    where w.id = member_workspace(current_user)`.execute(db)
  const [found] = rows
  if (!found) return { name: '', user: '', administrator: false, readOnly: true }
  const { version, ...about } = found
  return { ...about, readOnly: isOther(version) }
}

/** An app writes the schema that it knows, and no other. */
export const isOther = (version: number): boolean => version !== migrations.length
