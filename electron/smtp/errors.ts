import { AppError, type ErrorCode, type ErrorParams } from '../../shared/errors.ts'

/** The fields that nodemailer and Node put on errors. */
export interface SmtpFailure {
  code?: string
  originalCode?: string
  message?: string
  command?: string
  response?: string
  responseCode?: number
  timeoutType?: string
  recipient?: string
  rejectedErrors?: SmtpFailure[]
}

const network: Record<string, ErrorCode> = {
  ENOTFOUND: 'net.nameNotFound',
  ENODATA: 'net.nameNotFound',
  EAI_AGAIN: 'net.unreachable',
  ECONNREFUSED: 'net.refused',
  EHOSTUNREACH: 'net.unreachable',
  ENETUNREACH: 'net.unreachable',
  ENETDOWN: 'net.unreachable',
  EADDRNOTAVAIL: 'net.unreachable',
  ETIMEDOUT: 'net.timeout',
  ECONNRESET: 'net.closed',
  ECONNABORTED: 'net.closed',
  EPIPE: 'net.closed',
  EPROTO: 'net.wrongProtocol'
}

/**
 * What it was that failed, as an error of the closed list; the server's own reply goes along, cut. What is named
 * net.* or send.temporary may be tried again; the others wait for a person.
 */
export function fromSmtp(error: unknown): AppError {
  if (error instanceof AppError) return error
  const failure = (error ?? {}) as SmtpFailure
  const params: ErrorParams = failure.response ? { reply: tidy(failure.response) } : {}
  return new AppError(nameOf(failure, params), params, { cause: error })
}

function nameOf(failure: SmtpFailure, params: ErrorParams): ErrorCode {
  const { code = '', command = '', responseCode = 0, response = '' } = failure
  const system = failure.originalCode ?? code
  if (code === 'EAUTH') return loginRefused(responseCode, response)
  if (command === 'STARTTLS' || (command === 'EHLO' && responseCode >= 500)) return 'net.tlsRequired'
  if (failure.message?.startsWith('Invalid greeting')) return greetingRefused(responseCode)
  if (responseCode >= 400 && responseCode < 500) return 'send.temporary'
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return mailRefused(failure, params)
  if (system in network) return network[system] ?? 'net.closed'
  if (/^ERR_(SSL|TLS)/.test(system)) return 'net.wrongProtocol'
  if (code === 'ECONNECTION' || code === 'ESOCKET' || code === 'ETLS')
    return responseCode >= 500 ? 'send.refused' : 'net.closed'
  if (code === 'EPROTOCOL') return 'mail.protocol'
  params.detail = system.slice(0, 60)
  return 'mail.protocol'
}

function greetingRefused(responseCode: number): ErrorCode {
  if (responseCode >= 500) return 'send.refused'
  return responseCode >= 400 ? 'send.temporary' : 'net.wrongProtocol'
}

/** Providers say in their own words why a right password is not enough. */
function loginRefused(responseCode: number, response: string): ErrorCode {
  if (responseCode === 421 || responseCode === 454 || responseCode === 432 || responseCode === 451)
    return 'send.temporary'
  if (responseCode === 530 || responseCode === 538) return 'net.tlsRequired'
  if (
    /app(lication)?[- ]?(specific )?password|authori[sz]ation code|InvalidSecondFactor|two.?(factor|step)|授权码/i.test(
      response
    )
  ) {
    return 'auth.needsAppPassword'
  }
  if (
    /SmtpClientAuthentication is disabled|5\.7\.139|basic ?auth\w* (is )?(disabled|blocked)|not enabled for smtp/i.test(
      response
    )
  ) {
    return 'auth.protocolDisabled'
  }
  // nothing that a password could answer to: no mechanism, or a command that is not there
  if (responseCode === 0 || responseCode === 502 || responseCode === 503 || responseCode === 504)
    return 'auth.protocolDisabled'
  return 'auth.wrongPassword'
}

function mailRefused(failure: SmtpFailure, params: ErrorParams): ErrorCode {
  const { command, response = '', responseCode = 0, message = '' } = failure
  const limit = /larger than allowed (\d+)/.exec(message)?.[1]
  if (limit !== undefined) {
    params.limit = Number(limit)
    return 'send.tooLarge'
  }
  if (/^55\d[ -]5\.(3\.4|2\.3)\b|message size|too (large|big)|size (limit|exceed)/i.test(response))
    return 'send.tooLarge'
  const first = failure.rejectedErrors?.[0]
  if (first?.recipient !== undefined) {
    params.address = first.recipient
    params.count = failure.rejectedErrors?.length ?? 1
    return 'send.recipientRefused'
  }
  if (responseCode >= 200 && responseCode < 400) return 'mail.protocol'
  if (responseCode === 530) return 'auth.missingSecret'
  if (responseCode === 552 && command !== 'RCPT TO') return 'send.tooLarge'
  if (command === 'MAIL FROM') return 'send.senderRefused'
  return command === 'RCPT TO' ? 'send.recipientRefused' : 'send.refused'
}

/** A server's words are shown as text: one line, no controls, cut. */
export function tidy(reply: string): string {
  return (
    reply
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]+/g, ' ')
      .trim()
      .slice(0, 300)
  )
}
