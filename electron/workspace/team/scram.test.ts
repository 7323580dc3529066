import pg from 'pg'
import { expect, it } from 'vitest'
import { startPostgres } from '../../../tests/servers/postgres.ts'
import { newPassword, scramVerifier } from './scram.ts'

it('makes what RFC 7677 makes of its example', async () => {
  // section 3: password "pencil", this salt, 4096 rounds; the server's answer there is HMAC(ServerKey, AuthMessage)
  const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64')
  const verifier = await scramVerifier('pencil', salt)
  const serverKey = Buffer.from(verifier.slice(verifier.lastIndexOf(':') + 1), 'base64')
  const said = [
    'n=user,r=rOprNGfwEbeRWgbNEkqO',
    'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
    'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0'
  ].join(',')
  const { createHmac } = await import('node:crypto')
  const signature = createHmac('sha256', serverKey).update(said).digest('base64')
  expect(signature).toBe('6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=')
  expect(verifier.startsWith('SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$')).toBe(true)
})

it('lets in with the password that a real server was told the verifier of, and with no other', async () => {
  const server = await startPostgres()
  try {
    const url = await server.createDatabase()
    const admin = new pg.Client({ connectionString: url })
    await admin.connect()
    const password = newPassword()
    const verifier = await scramVerifier(password)
    await admin.query(`create role rep login password '${verifier}'`)
    const { rows } = await admin.query<{ passwd: string }>(
      `select passwd from pg_shadow where usename = 'rep'`
    )
    // kept as it is: the server took it for a verifier, not for a password
    expect(rows[0]?.passwd).toBe(verifier)
    await admin.end()
    const database = new URL(url).pathname.slice(1)
    const as = (secret: string) =>
      new pg.Client({ host: '127.0.0.1', port: server.port, database, user: 'rep', password: secret })
    const rep = as(password)
    await rep.connect()
    await rep.end()
    await expect(as(newPassword()).connect()).rejects.toMatchObject({ code: '28P01' })
  } finally {
    await server.stop()
  }
})
