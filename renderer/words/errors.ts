import type { ErrorCode, ErrorParams, WireError } from '../../shared/errors.ts'
import { AppError, toWire } from '../../shared/errors.ts'
import { errors } from './en/errors.ts'

/** What happened, what is still safe, what to do next: shown in that order. */
export interface ErrorWords {
  what: string
  safe: string
  next: string
}
export interface ErrorText extends ErrorWords {
  code: ErrorCode
  /** The server's reply and the facts behind it, for "Details" with Copy. */
  details: string
}

const hidden = new Set(['service', 'help'])

function detailsOf(code: ErrorCode, params: ErrorParams): string {
  const facts = Object.entries(params).filter(
    ([key, value]) => value !== null && value !== '' && !hidden.has(key)
  )
  return [code, ...facts.map(([key, value]) => `${key}: ${String(value)}`)].join('\n')
}

/** Words for anything that was thrown or came over the wire. */
export function errorText(error: unknown): ErrorText {
  const wire: WireError = isWire(error) ? error : toWire(error)
  const words = errors[wire.code]
  const text = typeof words === 'function' ? words(wire.params) : words
  return { ...text, code: wire.code, details: detailsOf(wire.code, wire.params) }
}

function isWire(error: unknown): error is WireError {
  return (
    !(error instanceof AppError) &&
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    'params' in error
  )
}
