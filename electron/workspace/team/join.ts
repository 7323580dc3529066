import { sql } from 'kysely'
import { enterWorkspace } from '../found.ts'
import { openPostgres, type Login } from '../postgres.ts'
import { readAbout, type About } from './about.ts'
import { asReachError } from './lost.ts'
import { scramVerifier } from './scram.ts'

/** A statement of a login is given up by the server after so long, and so is a transaction in which nothing happens. */
const ofLogin = [
  `alter role current_user set statement_timeout = '120s'`,
  `alter role current_user set idle_in_transaction_session_timeout = '60s'`
]

/**
 * Enters with an invitation's password and puts `next` in its place, so that the invitation serves no second time. The
 * server is told a verifier: no password stands in its log. `keep` is awaited in between: whatever dies, either the
 * invitation or what was kept opens the door. Throws net.*, team.usedInvitation, workspace.notMember.
 */
export async function enterWith(login: Login, next: string, keep: () => Promise<void>): Promise<About> {
  const { host, port } = login.server
  const engine = openPostgres(login)
  try {
    await enterWorkspace(engine.db)
    const about = await readAbout(engine.db)
    const verifier = await scramVerifier(next)
    await keep()
    await engine.db.transaction().execute(async (tx) => {
      await sql`alter role current_user password ${sql.lit(verifier)}`.execute(tx)
      for (const statement of ofLogin) await sql.raw(statement).execute(tx)
    })
    return about
  } catch (error) {
    throw asReachError(error, host, port)
  } finally {
    await engine.close().catch(() => undefined)
  }
}

/** Whether a login gets in, and what it is told there. Throws as enterWith. */
export async function enterAgain(login: Login): Promise<About> {
  const engine = openPostgres(login)
  try {
    await enterWorkspace(engine.db)
    return await readAbout(engine.db)
  } catch (error) {
    throw asReachError(error, login.server.host, login.server.port)
  } finally {
    await engine.close().catch(() => undefined)
  }
}
