import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Dovecot, startDovecot } from '../../tests/servers/dovecot.ts'
import { connect, type Login } from './connect.ts'
import { createSpare } from './spare.ts'

let dovecot: Dovecot
beforeAll(async () => {
  dovecot = await startDovecot()
})
afterAll(async () => {
  await dovecot.stop()
})

const login = (changes: Partial<Login> = {}): Login => ({
  server: { host: '127.0.0.1', port: dovecot.imap, security: 'never', user: 'anna' },
  password: 'pass',
  trustedCertificates: [],
  ...changes
})

it('hands a tried connection to the same login, once, and to no other', async () => {
  const spare = createSpare()
  const client = await connect(login())
  spare.put(login(), client)
  expect(spare.take(login({ password: 'other' }))).toBe(null)
  expect(spare.take(login({ trustedCertificates: ['aa'] }))).toBe(null)
  expect(spare.take(login())).toBe(client)
  expect(client.usable).toBe(true)
  expect(spare.take(login())).toBe(null)
  client.close()
})

it('ends what nobody took, and what another took the place of', async () => {
  const spare = createSpare(300)
  const first = await connect(login())
  const second = await connect(login())
  const ended = [first, second].map((client) => new Promise((done) => client.once('close', () => done(true))))
  spare.put(login(), first)
  spare.put(login(), second)
  await ended[0]
  expect(second.usable).toBe(true)
  await ended[1]
  expect(spare.take(login())).toBe(null)
})
