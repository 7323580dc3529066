import { sql, type Kysely } from 'kysely'
import type { TeamState } from '../../../shared/contract/team.ts'
import { migrations } from '../migrations/index.ts'
import type { Database } from '../schema.ts'

/** What a login is told of the workspace that it is in. */
export interface About {
  name: string
  user: string
  userId: string
  administrator: boolean
  readOnly: boolean
  older: TeamState['older']
}

/** Who made the tables, and alone may change them. */
export const ownerOfTables = sql<string>`(select pg_get_userbyid(relowner)::text from pg_class where oid = 'public.workspaces'::regclass)`

export async function readAbout(db: Kysely<Database>): Promise<About> {
  const { rows } = await sql<Omit<About, 'readOnly' | 'older'> & { version: number; owner: string }>`
    select w.name, coalesce(u.name, '') as user, coalesce(u.id::text, '') as "userId", member_administers(current_user) as administrator,
      (select version from schema_version) as version, ${ownerOfTables} as owner
    from workspaces w left join users u on u.workspace = w.id and u.id = member_user(current_user)
    where w.id = member_workspace(current_user)`.execute(db)
  const [found] = rows
  if (!found) return { name: '', user: '', userId: '', administrator: false, readOnly: true, older: null }
  const { version: from, owner, ...about } = found
  const to = migrations.length
  return { ...about, readOnly: isOther(from), older: from < to ? { from, to, owner } : null }
}

/** An app writes the schema that it knows, and no other. */
export const isOther = (version: number): boolean => version !== migrations.length
