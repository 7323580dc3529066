import type { Ability, Account, AccountDraft, Server, TestReport } from '../../shared/contract/accounts.ts'
import type { ErrorParams, WireError } from '../../shared/errors.ts'
import type { Secret } from '../wire/login.ts'
import type { PresetEntry } from './presets.ts'

/** Logs in and answers what failed, or null. Nothing is read, sent or kept. */
export interface ConnectionTests {
  testIncoming(
    server: Server,
    secret: Secret,
    trusted: string[],
    protocol: Account['protocol'],
    learned?: (can: Ability[]) => void
  ): Promise<WireError | null>
  testOutgoing(
    server: Account['outgoing'],
    secret: Secret | null,
    trusted: string[],
    learned?: (sizeLimit: number | null, can: Ability[]) => void
  ): Promise<WireError | null>
}

type Step = TestReport['steps'][number]

/** Tries both servers at the same time. @param secret null: there is none, and nothing is connected */
export async function checkServers(
  tests: ConnectionTests,
  draft: AccountDraft,
  secret: Secret | null,
  preset: PresetEntry | null,
  learned: (sizeLimit: number | null) => void
): Promise<TestReport> {
  const trusted = draft.trustedCertificates
  const missing: WireError = { code: 'auth.missingSecret', params: {} }
  const can: Record<Step['side'], Ability[]> = { incoming: [], outgoing: [] }
  const needsSecret = draft.outgoing.authentication
  const [incoming, outgoing] = await Promise.all([
    secret === null
      ? missing
      : tests.testIncoming(
          draft.incoming,
          secret,
          trusted,
          draft.protocol,
          (found) => (can.incoming = found)
        ),
    secret === null && needsSecret
      ? missing
      : tests.testOutgoing(draft.outgoing, needsSecret ? secret : null, trusted, (limit, found) => {
          can.outgoing = found
          learned(limit)
        })
  ])
  const steps = [
    stepOf('incoming', incoming, preset, can.incoming),
    stepOf('outgoing', outgoing, preset, can.outgoing)
  ]
  return { ok: steps.every(({ ok }) => ok), steps }
}

/** What came of the login to one server. */
export function stepOf(
  side: Step['side'],
  error: WireError | null,
  preset: PresetEntry | null,
  can: Ability[]
): Step {
  if (error === null) return { side, ok: true, error: null, can, certificate: null }
  return { side, ok: false, error: withService(error, preset), can: [], certificate: certificateOf(error) }
}

/** A wrong password means more at a service that takes none but its own kind. */
function withService(error: WireError, preset: PresetEntry | null): WireError {
  if (preset === null || !error.code.startsWith('auth.')) return error
  const params: ErrorParams = { ...error.params, service: preset.name, help: preset.appPasswordHelp }
  if (error.code !== 'auth.wrongPassword') return { code: error.code, params }
  if (preset.auth.includes('password')) return { code: 'auth.wrongPassword', params }
  return {
    code: preset.auth.includes('app-password') ? 'auth.needsAppPassword' : 'auth.protocolDisabled',
    params
  }
}

function certificateOf({ code, params }: WireError): Step['certificate'] {
  if (code !== 'net.certificate') return null
  const text = (name: string): string => String(params[name] ?? '')
  return {
    expected: text('expected'),
    presented: text('presented'),
    issuer: text('issuer'),
    validFrom: text('validFrom'),
    validTo: text('validTo'),
    fingerprint: text('fingerprint'),
    reason: text('reason')
  }
}

/** "abcd efgh ijkl mnop" as Google shows it, pasted: the spaces are no part of it. Other passwords are kept as typed. */
export function cleanPassword(typed: string, preset: PresetEntry | null): string {
  const bare = typed.replace(/\s+/g, '')
  return preset?.appPasswordLetters === true && /^[a-z]{16}$/i.test(bare) ? bare : typed
}
