import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createLog } from './log.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'salesinbox-log-'))
})
afterEach(() => rmSync(folder, { recursive: true }))
const text = (): string => readFileSync(join(folder, 'salesinbox.log'), 'utf8')

it('writes one JSON object a line', () => {
  const log = createLog(folder)
  log.info('sync.round', { account: 'a1', rows: 100, ms: 12.5, complete: true, error: null })
  log.error('call.failed', { at: 'line\nbreak' })
  const lines = text()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as object)
  expect(lines).toMatchObject([
    { level: 'info', event: 'sync.round', account: 'a1', rows: 100, ms: 12.5, complete: true, error: null },
    { level: 'error', event: 'call.failed' }
  ])
})

it('cuts out addresses, and what is named like a secret, wherever they stand', () => {
  const log = createLog(folder)
  log.warn('odd', {
    detail: 'RCPT TO:<anna@acme.example> refused for "bob@b.example"',
    password: 'hunter2',
    accessToken: 'ya29.abc',
    Subject: 'Offer for Acme',
    bodyText: 'Dear Anna',
    clientSecret: 's3cret'
  })
  expect(text()).not.toMatch(/anna|bob|hunter2|ya29|Offer|Dear|s3cret/)
  expect(text()).toContain('RCPT TO:<(address)> refused')
})

it('cuts short what is longer than a code', () => {
  createLog(folder).info('long', { detail: 'x'.repeat(100_000) })
  expect(text().length).toBeLessThan(500)
})

it('sets a big file aside and keeps one, over a restart too', () => {
  const log = createLog(folder)
  const detail = 'y'.repeat(290)
  for (let i = 0; i < 8000; i++) log.info('fill', { i, detail })
  expect(existsSync(join(folder, 'salesinbox.log.old'))).toBe(true)
  expect(statSync(join(folder, 'salesinbox.log.old')).size).toBeLessThan(2_100_000)
  expect(statSync(join(folder, 'salesinbox.log')).size).toBeLessThan(2_100_000)
  expect(statSync(join(folder, 'salesinbox.log')).mode & 0o777).toBe(0o600)
  createLog(folder).info('again')
  expect(text().trimEnd().split('\n').at(-1)).toContain('"again"')
})

it('goes on when its folder is gone', () => {
  const log = createLog(folder)
  rmSync(folder, { recursive: true })
  log.info('nowhere')
  createLog(folder)
})
