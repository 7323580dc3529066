import { describe, expect, it } from 'vitest'
import { AppError, errorCodes } from '../../shared/errors.ts'
import { errorText } from './errors.ts'

describe.each(errorCodes)('%s', (code) => {
  it('says what happened, what is safe and what is next, in plain words', () => {
    for (const params of [
      {},
      { host: 'imap.fernhill.example', port: 993, service: 'Yahoo', address: 'maya@yahoo.example' }
    ]) {
      const { what, safe, next } = errorText({ code, params })
      for (const sentence of [what, safe, next]) {
        expect(sentence).toMatch(/^\S.*[.?]$/)
        expect(sentence).not.toMatch(/!|please|oops|sorry|success|undefined|null|\b(he|she|his|her|him)\b/i)
      }
    }
  })
})

it('keeps codes and replies for the details, without what was only for the words', () => {
  const { what, details } = errorText(
    new AppError('auth.needsAppPassword', {
      reply: '534 5.7.9 app password',
      service: 'Yahoo',
      help: 'https://x.example'
    })
  )
  expect(what).toBe('The server refused this password.')
  expect(details).toBe('auth.needsAppPassword\nreply: 534 5.7.9 app password')
})

it('has words for what nobody foresaw', () => {
  expect(errorText(new TypeError('x')).code).toBe('app.internal')
  expect(errorText(undefined).code).toBe('app.internal')
})
