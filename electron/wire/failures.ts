import type { AppError, ErrorCode } from '../../shared/errors.ts'

/** What Node and imapflow call it when a connection fails. */
export const network: Record<string, ErrorCode> = {
  ENOTFOUND: 'net.nameNotFound',
  ENODATA: 'net.nameNotFound',
  EAI_AGAIN: 'net.unreachable',
  ECONNREFUSED: 'net.refused',
  EHOSTUNREACH: 'net.unreachable',
  ENETUNREACH: 'net.unreachable',
  ENETDOWN: 'net.unreachable',
  EADDRNOTAVAIL: 'net.unreachable',
  ETIMEDOUT: 'net.timeout',
  CONNECT_TIMEOUT: 'net.timeout',
  GREETING_TIMEOUT: 'net.timeout',
  UPGRADE_TIMEOUT: 'net.timeout',
  ETIMEOUT: 'net.timeout',
  LockTimeout: 'net.timeout',
  ECONNRESET: 'net.closed',
  ECONNABORTED: 'net.closed',
  EPIPE: 'net.closed',
  NoConnection: 'net.closed',
  EConnectionClosed: 'net.closed',
  StateLogout: 'net.closed',
  ClosedAfterConnectText: 'net.closed',
  ClosedAfterConnectTLS: 'net.closed',
  STARTTLS_INJECTION: 'net.tlsRequired',
  ETHROTTLE: 'mail.busy',
  EPROTO: 'net.wrongProtocol'
}

/** Providers say in their own words why a right password is not enough; null: these say nothing of the kind. */
export function loginAdvice(text: string): 'auth.needsAppPassword' | 'auth.protocolDisabled' | null {
  if (
    /app(lication)?[- ]?(specific )?password|authori[sz]ation code|InvalidSecondFactor|web login required|two.?(factor|step)|授权码/i.test(
      text
    )
  )
    return 'auth.needsAppPassword'
  if (
    /(imap|pop3?) (access |service )?(is )?(disabled|not (enabled|allowed|available))|not enabled for (imap|pop)|disabled for (imap|pop|this)|basic ?auth\w* (is )?(disabled|blocked)|BasicAuthBlocked|protocol disabled|Unsafe Login/i.test(
      text
    )
  )
    return 'auth.protocolDisabled'
  return null
}

/** True when waiting and trying again may help; false when only a person can. */
export function isTransient(error: AppError): boolean {
  return (
    !error.code.startsWith('auth.') && error.code !== 'net.certificate' && error.code !== 'net.tlsRequired'
  )
}
