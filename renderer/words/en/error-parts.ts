import type { ErrorParams } from '../../../shared/errors.ts'
import type { ErrorWords } from '../errors.ts'

export type Words = ErrorWords | ((params: ErrorParams) => ErrorWords)

export const text = (value: unknown, fallback: string): string =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : fallback
export const host = (params: ErrorParams): string => text(params.host, 'the server')
export const service = (params: ErrorParams): string => text(params.service, 'The mail service')
export const mailIsHere = 'All mail on this computer is still here.'
export const nothingSent = 'Nothing was sent, and the mail is still in your Outbox.'
export const nothingChanged = 'Nothing was changed.'
