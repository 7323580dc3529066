import { AppError, type ErrorCode } from '../../shared/errors.ts'
import { loginAdvice, network } from '../wire/failures.ts'

/** Response codes of RFC 2449, 3206 and 5034, and what some servers say in words. */
function refusal(reply: string, command: string): ErrorCode {
  const code = /^\[([^\]]*)\]/.exec(reply)?.[1]?.toUpperCase() ?? ''
  const login = command === 'AUTH' || command === 'USER' || command === 'PASS'
  if (code === 'IN-USE' || code === 'LOGIN-DELAY' || code === 'SYS/TEMP') return 'mail.busy'
  if (code === 'SYS/PERM') return 'auth.protocolDisabled'
  if (/too many|connection limit/i.test(reply)) return 'mail.limit'
  const advice = login || command === '' ? loginAdvice(reply) : null
  if (advice) return advice
  if (/\block(ed)?\b|in use|busy|try again|temporar/i.test(reply) && code !== 'AUTH') return 'mail.busy'
  if (
    login &&
    /(plain ?text|clear ?text).*(disabled|not allowed)|(requires?|need).*(tls|ssl|encryption)/i.test(reply)
  )
    return 'net.tlsRequired'
  if (login) return 'auth.wrongPassword'
  return /no such message|not? (such|exist)|deleted/i.test(reply) ? 'mail.messageGone' : 'mail.refused'
}

/** A command that was answered -ERR, by its first word: what follows it may be a secret. */
export function refused(reply: string, command: string): AppError {
  return new AppError(refusal(reply, command), { reply: reply.slice(0, 300), command })
}

/** What it was that failed, as an error of the closed list. */
export function fromPop3(error: unknown): AppError {
  if (error instanceof AppError) return error
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  const known = network[code]
  if (known) return new AppError(known, code === 'EAI_AGAIN' ? { dns: true } : {}, { cause: error })
  if (code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS'))
    return new AppError('net.wrongProtocol', { tls: code }, { cause: error })
  return new AppError(
    'mail.protocol',
    { detail: code || (error instanceof Error ? error.message.slice(0, 120) : '') },
    { cause: error }
  )
}
