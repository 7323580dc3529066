import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { prepareWorkspace } from '../../electron/workspace/found.ts'
import { openPostgres } from '../../electron/workspace/postgres.ts'
import type { Scope } from '../../electron/workspace/scope.ts'
import { addUser, giveLogin } from '../../electron/workspace/team/owner.ts'
import { newPassword, scramVerifier } from '../../electron/workspace/team/scram.ts'
import { writeInvitation } from '../../shared/team/invitation.ts'
import { type Running, Trouble } from './server.ts'

export interface Invited {
  name: string
  link: string
  file: string
}

/**
 * Migrates, and invites the administrator: the one named, made when there is none by that address, else the first one.
 * Null: there was nothing to invite for.
 */
export async function prepare(
  server: Running,
  asked: { folder: string; admin?: string; invite: boolean }
): Promise<Invited | null> {
  const engine = openPostgres(server.url, 'owner')
  try {
    const scope = { db: engine.db, workspace: await prepareWorkspace(engine.db) }
    // members alone come in; the group is there from the third migration on
    await sql`grant connect on database ${sql.id(server.database)} to salesinbox_rep`.execute(engine.db)
    const known = asked.admin === undefined ? await firstAdministrator(scope) : null
    const admin = asked.admin === undefined ? known : await administrator(scope, asked.admin)
    if (!admin)
      throw new Trouble(
        'Nobody can join yet. Name the administrator: --admin "Maya Lindqvist <maya@company.com>"'
      )
    if (!asked.invite && !admin.fresh) return null
    const password = newPassword()
    const { login } = await giveLogin(scope, admin.id, await scramVerifier(password))
    const { host, port, database, certificate } = server
    const { text, link } = writeInvitation({
      server: { host, port, database, login, certificate, tls: true },
      password,
      workspace: '',
      user: admin.name,
      by: ''
    })
    const file = join(asked.folder, 'administrator.salesinbox-invitation')
    writeFileSync(file, text, { mode: 0o600 })
    return { name: admin.name, link, file }
  } finally {
    await engine.close()
  }
}

interface Admin {
  id: string
  name: string
  /** Nobody has invited them before. */
  fresh: boolean
}

async function firstAdministrator({ db, workspace }: Scope): Promise<Admin | null> {
  const found = await db
    .selectFrom('users as u')
    .innerJoin('members as m', (on) =>
      on.onRef('m.workspace', '=', 'u.workspace').onRef('m.account_of', '=', 'u.id')
    )
    .select(['u.id', 'u.name'])
    .where('u.workspace', '=', workspace)
    .where('u.profile', '=', 'administrator')
    .where('u.active', '=', true)
    .where('u.deleted', 'is', null)
    .orderBy('u.created')
    .executeTakeFirst()
  return found ? { ...found, fresh: false } : null
}

async function administrator(scope: Scope, given: string): Promise<Admin> {
  const [, name = '', address = ''] = /^\s*(.+?)\s*<\s*(\S+@\S+?)\s*>\s*$/.exec(given) ?? []
  if (!name) throw new Trouble('Write the administrator as "Maya Lindqvist <maya@company.com>"')
  const { db, workspace } = scope
  const known = await db
    .selectFrom('addresses as a')
    .innerJoin('users as u', (on) =>
      on.onRef('u.workspace', '=', 'a.workspace').onRef('u.id', '=', 'a.record')
    )
    .leftJoin('members as m', (on) =>
      on.onRef('m.workspace', '=', 'u.workspace').onRef('m.account_of', '=', 'u.id')
    )
    .select(['u.id', 'u.name', 'u.profile', 'm.login'])
    .where('a.workspace', '=', workspace)
    .where('a.kind', '=', 'user')
    .where('a.address', '=', address.toLowerCase())
    .where('u.deleted', 'is', null)
    .executeTakeFirst()
  if (!known) {
    const id = await addUser(scope, { name, address, profile: 'administrator' }, Date.now())
    return { id, name, fresh: true }
  }
  if (known.profile !== 'administrator')
    throw new Trouble(`${known.name} is a user already, and no administrator: an administrator changes that`)
  return { id: known.id, name: known.name, fresh: known.login === null }
}
