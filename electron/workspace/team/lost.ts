import { AppError } from '../../../shared/errors.ts'
import { network } from '../../wire/failures.ts'
import { sqlState } from '../engine.ts'

/** What pg and pg-pool say without a code. */
const said = /^(Connection terminated|Query read timeout|timeout e|Client (was|has|does)|server conn crashed)/
/** The server ends, starts, or has no place left; 08 is the class of connections. */
const states = new Set(['57P01', '57P02', '57P03', '57P05', '53300'])

/** The connection, not the query, failed: another one may do. */
export function isLost(error: unknown): boolean {
  if (error instanceof AppError || !(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  const state = sqlState(error)
  return code in network || state.startsWith('08') || states.has(state) || said.test(error.message)
}

/** Why a server does not let this app in, for a person. */
export function asReachError(error: unknown, host: string, port: number): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error
  const params = { host, port, team: true }
  const code = 'code' in error ? String(error.code) : ''
  const state = sqlState(error)
  const says = (name: AppError['code'], more = {}): AppError =>
    new AppError(name, { ...params, ...more }, { cause: error })
  if (network[code]) return says(network[code])
  if (/^(ERR_TLS_CERT|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH)/.test(code))
    return says('net.certificate', { expected: host, reason: code })
  if (/^ERR_(SSL|TLS)_|^EPROTO/.test(code) || /SSL connection$/.test(error.message))
    return says('net.wrongProtocol')
  if (/does not support SSL/.test(error.message)) return says('net.tlsRequired')
  if (/timeout/i.test(error.message)) return says('net.timeout')
  // no such login, wrong password
  if (state === '28P01' || state === '28000') return says('team.usedInvitation')
  // no such database, or one without a workspace that this login may enter
  if (['3D000', '42P01', '42501', '42883'].includes(state)) return says('workspace.notMember')
  return isLost(error) ? says('net.closed') : error
}
