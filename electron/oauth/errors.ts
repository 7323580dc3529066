import * as oauth from 'oauth4webapi'
import { AppError, type ErrorCode } from '../../shared/errors.ts'

const network: Record<string, ErrorCode> = {
  ENOTFOUND: 'net.nameNotFound',
  ECONNREFUSED: 'net.refused',
  ECONNRESET: 'net.closed',
  EPIPE: 'net.closed',
  UND_ERR_SOCKET: 'net.closed',
  UND_ERR_CONNECT_TIMEOUT: 'net.timeout',
  ETIMEDOUT: 'net.timeout'
}
/** A refresh token is good no more (RFC 6749, 5.2; OpenID Connect Core, 3.1.2.6): the rep mends it by signing in again. */
const again = ['invalid_grant', 'interaction_required', 'login_required', 'consent_required']

/**
 * What it was that failed, as an error of the closed list. Of what the service says only its error's name goes along,
 * and Microsoft's number for it: its sentences may name people.
 * @param lapsed what a grant that is good no more means to who asked
 */
export function fromOAuth(error: unknown, service: string, asked: string, lapsed: ErrorCode): AppError {
  if (error instanceof AppError) return error
  const { host } = new URL(asked)
  const as = (code: ErrorCode, reason: string): AppError =>
    new AppError(code, { service, host, reason: reason.slice(0, 80) }, { cause: error })

  if (error instanceof oauth.AuthorizationResponseError) return as('auth.signInRefused', nameOf(error))
  if (error instanceof oauth.ResponseBodyError) {
    if (isBusy(error.status) || error.error === 'temporarily_unavailable')
      return as('net.unreachable', nameOf(error))
    return as(again.includes(error.error) ? lapsed : 'auth.signInRefused', nameOf(error))
  }
  if (!(error instanceof Error)) return as('app.internal', typeof error)
  if (error.name === 'TimeoutError') return as('net.timeout', 'timeout')
  if (error.name === 'AbortError') return as('contract.cancelled', '')
  // no answer that the standard knows: most often the page of somebody who stands between
  if (error.cause instanceof Response) {
    const { status } = error.cause
    return as(isBusy(status) ? 'net.unreachable' : 'mail.protocol', `http ${status}`)
  }
  if (error instanceof oauth.OperationProcessingError) return as('auth.signInRefused', error.code ?? '')
  const code = codeOf(error.cause) || codeOf(error)
  return as(network[code] ?? 'net.unreachable', code)
}

const isBusy = (status: number): boolean => status >= 500 || status === 429

function nameOf(error: oauth.AuthorizationResponseError | oauth.ResponseBodyError): string {
  const name = /^\w+$/.test(error.error) ? error.error : 'unknown'
  const number = /AADSTS\d+/.exec(error.error_description ?? '')?.[0]
  return number ? `${name} (${number})` : name
}

function codeOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : ''
  return typeof code === 'string' ? code : ''
}
