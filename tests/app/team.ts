import { sql } from 'kysely'
import { prepareWorkspace } from '../../electron/workspace/found.ts'
import { openPostgres } from '../../electron/workspace/postgres.ts'
import type { Engine } from '../../electron/workspace/engine.ts'
import type { Scope } from '../../electron/workspace/scope.ts'
import { addUser, giveLogin } from '../../electron/workspace/team/owner.ts'
import { newPassword, scramVerifier } from '../../electron/workspace/team/scram.ts'
import type { TeamState } from '../../shared/contract/team.ts'
import { type TeamServer, writeInvitation } from '../../shared/team/invitation.ts'
import { type Certificates, makeCertificates } from '../servers/certificates.ts'
import { type Postgres, startPostgres } from '../servers/postgres.ts'
import type { App } from './app.ts'

export interface Person {
  id: string
  name: string
  address: string
  /** Serves once, as its text; `invite` makes another. */
  invitation: string
}
export interface TeamServers {
  postgres: Postgres
  certificates: Certificates
  /** The workspace as the owner of the database, whom no policy holds. */
  owner: Engine
  scope: Scope
  server: Omit<TeamServer, 'login'>
  people: Person[]
  /** A new invitation, on other terms where the test wants them. */
  invite(person: { id: string; name: string }, change?: Partial<TeamServer>): Promise<string>
  stop(): Promise<void>
}

/**
 * A real PostgreSQL over TLS with a workspace in it, whose owner is no superuser, and its users, the first of whom is
 * the administrator; addresses are those of the mail servers of tests: maya@fernhill.example.
 */
export async function startTeam(
  names = ['Maya', 'Otto'],
  /** The schema's, where an app is to find an older one. */
  { version }: { version?: number } = {}
): Promise<TeamServers> {
  const certificates = makeCertificates()
  const postgres = await startPostgres({ tls: certificates.good })
  const owner = openPostgres(await postgres.createDatabase({ owned: true }), 'owner')
  const database = await prepareWorkspace(owner.db, version).then(() => databaseOf(owner))
  const [row] = await owner.db.selectFrom('workspaces').select('id').execute()
  const scope = { db: owner.db, workspace: row!.id }
  const server = {
    host: '127.0.0.1',
    port: postgres.port,
    database,
    certificate: certificates.ca,
    tls: true
  }
  async function invite(
    person: { id: string; name: string },
    change: Partial<TeamServer> = {}
  ): Promise<string> {
    const password = newPassword()
    const { login } = await giveLogin(scope, person.id, await scramVerifier(password))
    return writeInvitation({
      server: { ...server, login, ...change },
      password,
      workspace: 'Fernhill',
      user: person.name,
      by: 'Maya'
    }).text
  }
  const people: Person[] = []
  for (const [at, name] of names.entries()) {
    const address = `${name.toLowerCase()}@fernhill.example`
    const profile = at === 0 ? 'administrator' : 'standard'
    const id = await addUser(scope, { name, address, profile }, Date.now())
    people.push({ id, name, address, invitation: await invite({ id, name }) })
  }
  return {
    postgres,
    certificates,
    owner,
    scope,
    server,
    people,
    invite,
    async stop() {
      await owner.close().catch(() => undefined)
      await postgres.stop()
    }
  }
}

async function databaseOf({ db }: Engine): Promise<string> {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db)
  return rows[0]!.name
}

/** What the rep does in Settings > Workspace. */
export async function joinTeam(app: Pick<App, 'client'>, invitation: string): Promise<TeamState> {
  const client = await app.client()
  try {
    return await client.call('team.join', { invitation })
  } finally {
    client.close()
  }
}
