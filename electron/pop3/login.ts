import { AppError } from '../../shared/errors.ts'
import type { Secret } from '../wire/login.ts'
import type { Wire } from './wire.ts'

/** RFC 2449: what the server can do, by upper-case name, with its arguments; null: it does not know CAPA. */
export type Capabilities = Map<string, string[]> | null

export async function capabilities(wire: Wire): Promise<Capabilities> {
  try {
    const lines = (await wire.list('CAPA')).split('\r\n').filter(Boolean)
    return new Map(
      lines.map((line) => {
        const [name = '', ...rest] = line.toUpperCase().split(/\s+/)
        return [name, rest] as const
      })
    )
  } catch (error) {
    if (!(error instanceof AppError) || !wire.usable) throw error
    return null
  }
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')
/** A command line ends at 255 octets (RFC 2449 section 4); what is longer goes as an answer to an empty challenge. */
const longestCommand = 250

/** Throws auth.*, mail.busy for a mailbox that another session holds, net.tlsRequired. */
export async function logIn(wire: Wire, user: string, secret: Secret, can: Capabilities): Promise<void> {
  const mechanisms = can?.get('SASL') ?? []
  if (typeof secret !== 'string') return await withToken(wire, user, secret.accessToken, mechanisms)
  if (mechanisms.includes('PLAIN')) return await authenticate(wire, 'PLAIN', base64(`\0${user}\0${secret}`))
  if (!can || can.has('USER') || !mechanisms.includes('LOGIN')) {
    // a line break would be a command of its own
    if (/[\r\n\0]/.test(user + secret)) throw new AppError('auth.wrongPassword')
    await wire.say(`USER ${user}`)
    await wire.say(`PASS ${secret}`)
    return
  }
  const answers = [base64(user), base64(secret)]
  await wire.converse('AUTH LOGIN', () => answers.shift() ?? '')
}

async function withToken(wire: Wire, user: string, token: string, mechanisms: string[]): Promise<void> {
  if (/[\x00\x01\r\n]/.test(user + token)) throw new AppError('auth.signInAgain')
  const bearer = mechanisms.includes('OAUTHBEARER')
  const line = bearer
    ? `n,a=${user.replace(/=/g, '=3D').replace(/,/g, '=2C')},\x01auth=Bearer ${token}\x01\x01`
    : `user=${user}\x01auth=Bearer ${token}\x01\x01`
  try {
    await authenticate(wire, bearer ? 'OAUTHBEARER' : 'XOAUTH2', base64(line))
  } catch (error) {
    if (error instanceof AppError && error.code === 'auth.wrongPassword')
      throw new AppError('auth.signInAgain', error.params, { cause: error })
    throw error
  }
}

/** A challenge after the response is the server's reason to refuse, and wants an empty answer before it says -ERR. */
async function authenticate(wire: Wire, mechanism: string, response: string): Promise<void> {
  const command = `AUTH ${mechanism} ${response}`
  const short = command.length <= longestCommand
  let given = short
  await wire.converse(short ? command : `AUTH ${mechanism}`, () => {
    if (given) return mechanism === 'OAUTHBEARER' ? 'AQ==' : ''
    given = true
    return response
  })
}
