import { AppError, type ErrorCode, type ErrorParams } from '../../shared/errors.ts'
import { loginAdvice, network } from '../wire/failures.ts'

/** The fields that imapflow and Node put on errors. */
interface Thrown {
  code?: unknown
  message?: unknown
  command?: unknown
  authenticationFailed?: unknown
  serverResponseCode?: unknown
  responseStatus?: unknown
  responseText?: unknown
  response?: unknown
  reason?: unknown
  mailboxMissing?: unknown
  tlsFailed?: unknown
}

/** Response codes of RFC 5530, 9051, 7889 and 9208. */
const byResponseCode: Record<string, ErrorCode> = {
  OVERQUOTA: 'mail.overQuota',
  INUSE: 'mail.busy',
  UNAVAILABLE: 'mail.busy',
  LIMIT: 'mail.limit',
  ALREADYEXISTS: 'mail.folderExists',
  NONEXISTENT: 'mail.folderGone',
  TRYCREATE: 'mail.folderGone',
  NOPERM: 'mail.readOnly',
  'READ-ONLY': 'mail.readOnly',
  APPENDLIMIT: 'mail.tooLarge',
  TOOBIG: 'mail.tooLarge'
}

/** What it was that failed, as an error of the closed list. The server's own words go along as `reply`, cut. */
export function fromImap(error: unknown): AppError {
  if (error instanceof AppError) return error
  const thrown = (error ?? {}) as Thrown
  const code = String(thrown.code ?? '')
  const reply = replyOf(thrown)
  const params: ErrorParams = reply ? { reply } : {}
  if (thrown.authenticationFailed === true) return loginRefused(thrown, reply)
  if (code in network) {
    const known = network[code] ?? 'net.closed'
    if (known === 'net.closed' && /too many|maximum number|simultaneous|connection limit/i.test(reply)) {
      return new AppError('mail.limit', params, { cause: error })
    }
    return new AppError(
      known,
      { ...params, ...(code === 'EAI_AGAIN' ? { dns: true } : {}) },
      { cause: error }
    )
  }
  if (code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS')) {
    return new AppError('net.wrongProtocol', { ...params, tls: code }, { cause: error })
  }
  if (thrown.tlsFailed === true) return new AppError('net.tlsRequired', params, { cause: error })
  if (thrown.mailboxMissing === true) return new AppError('mail.folderGone', params, { cause: error })
  if (thrown.responseStatus === 'NO')
    return new AppError(refusal(statusCode(thrown), reply), params, { cause: error })
  if (thrown.responseStatus === 'BAD') return new AppError('mail.protocol', params, { cause: error })
  if (thrown.responseStatus === 'BYE') return new AppError('net.closed', params, { cause: error })
  if (thrown.serverResponseCode === 'APPENDLIMIT')
    return new AppError('mail.tooLarge', params, { cause: error })
  if (/Unsupported authentication|No matching authentication/.test(String(thrown.message))) {
    return new AppError('auth.protocolDisabled', params, { cause: error })
  }
  return new AppError(
    'mail.protocol',
    { ...params, detail: code || String(thrown.message ?? '').slice(0, 120) },
    { cause: error }
  )
}

function refusal(code: string, reply: string): ErrorCode {
  const known = byResponseCode[code]
  if (known) return known
  if (/quota|mailbox is full|disk full/i.test(reply)) return 'mail.overQuota'
  if (/already exists/i.test(reply)) return 'mail.folderExists'
  if (/doesn'?t exist|does not exist|no such|non-?existent|not found|unknown mailbox/i.test(reply))
    return 'mail.folderGone'
  if (/invalid mailbox name|illegal|invalid (folder )?name|bad name/i.test(reply)) return 'mail.badFolderName'
  if (/too (big|large)|exceeds/i.test(reply)) return 'mail.tooLarge'
  if (/too many|limit/i.test(reply)) return 'mail.limit'
  if (/read.only/i.test(reply)) return 'mail.readOnly'
  return 'mail.refused'
}

/** Providers say in their own words why a right password is not enough. */
function loginRefused(thrown: Thrown, reply: string): AppError {
  const code = String(thrown.serverResponseCode ?? '')
  const text = `${code} ${reply}`
  const params: ErrorParams = reply ? { reply } : {}
  const as = (name: ErrorCode) => new AppError(name, params, { cause: thrown })
  if (code === 'UNAVAILABLE' || code === 'INUSE') return as('mail.busy')
  if (code === 'LIMIT' || /too many (simultaneous )?connections|maximum number of connections/i.test(text))
    return as('mail.limit')
  if (code === 'PRIVACYREQUIRED' || /login is disabled/i.test(String(thrown.message)))
    return as('net.tlsRequired')
  const advice = loginAdvice(text)
  if (advice) return as(advice)
  if (code === 'EXPIRED') return as('auth.signInAgain')
  return as('auth.wrongPassword')
}

function statusCode(thrown: Thrown): string {
  if (typeof thrown.serverResponseCode === 'string') return thrown.serverResponseCode
  const response = thrown.response as { attributes?: { section?: { value?: unknown }[] }[] } | undefined
  const value = typeof response === 'object' ? response?.attributes?.[0]?.section?.[0]?.value : undefined
  return typeof value === 'string' ? value.toUpperCase() : ''
}

function replyOf(thrown: Thrown): string {
  for (const text of [thrown.responseText, thrown.reason, thrown.response]) {
    if (typeof text === 'string' && text) return text.slice(0, 300)
  }
  return ''
}
