import type { Server, TestReport } from '../../shared/contract/accounts.ts'
import { AppError } from '../../shared/errors.ts'
import type { Secret } from '../wire/login.ts'
import { cleanPassword, type ConnectionTests, stepOf } from './check.ts'
import { loadPresets } from './presets.ts'

export interface MailboxTry {
  address: string
  server: Server
  password?: string | undefined
  grant?: string | undefined
  trustedCertificates: string[]
}

/**
 * Logs in to a mailbox that is no account of this app, and answers what logged in, which is kept nowhere here. A grant
 * that did is used up. Throws auth.missingSecret, auth.signInLate.
 */
export async function tryMailbox(
  deps: Pick<ConnectionTests, 'testIncoming'> & {
    resourcesFolder: string
    grantToken(grant: string): string
    useGrant(grant: string): void
  },
  { address, server, grant, ...ask }: MailboxTry
): Promise<{ step: TestReport['steps'][number]; secret: Secret }> {
  const presets = loadPresets(deps.resourcesFolder)
  const preset = presets.find(presets.discover(address)?.id ?? null)
  const typed = ask.password === undefined ? null : cleanPassword(ask.password, preset)
  const secret = grant === undefined ? typed : { accessToken: deps.grantToken(grant) }
  if (secret === null) throw new AppError('auth.missingSecret')
  const error = await deps.testIncoming(server, secret, ask.trustedCertificates, 'imap')
  if (error === null && grant !== undefined) deps.useGrant(grant)
  return { step: stepOf('incoming', error, preset, []), secret }
}
