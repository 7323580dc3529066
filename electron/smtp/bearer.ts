import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import { AppError } from '../../shared/errors.ts'

type Handlers = SMTPConnection.CustomAuthenticationHandlers
type Context = SMTPConnection.CustomAuthenticationContext

/** What nodemailer read of EHLO. tests/oauth/login.test.ts holds it. */
interface Inside {
  _ehloLines?: string[]
}

/** What is said first, and how a refused exchange is ended. */
interface Mechanism {
  fields(user: string): string[]
  ending: string
}

/** XOAUTH2 is what Google and Microsoft document, and comes first; OAUTHBEARER is the standard (RFC 7628). */
const mechanisms: Record<string, Mechanism> = {
  XOAUTH2: { fields: (user) => [`user=${user}`], ending: '' },
  OAUTHBEARER: {
    // a name as RFC 5801, 4, wants it in a header whose parts end at commas
    fields: (user) => [`n,a=${user.replaceAll('=', '=3D').replaceAll(',', '=2C')},`],
    ending: 'AQ=='
  }
}

/** nodemailer runs its own XOAUTH2 under that name, which loses the server's no where it cannot refresh by itself. */
const keyOf = (name: string): string => `TOKEN ${name}`

/** For `login({ method })`: what the server offers of the two. Throws auth.protocolDisabled. */
export function bearerMethod(connection: SMTPConnection): string {
  const lines = (connection as unknown as Inside)._ehloLines ?? []
  const offered = lines
    .filter((line) => /^AUTH[\s=]/i.test(line))
    .flatMap((line) => line.toUpperCase().split(/[\s=]+/))
  const found = Object.keys(mechanisms).find((name) => offered.includes(name))
  if (!found) throw new AppError('auth.protocolDisabled', { reply: '' })
  return keyOf(found)
}

/**
 * A refused token is answered with 334 and the reasons; the client ends the exchange, and only then the server says no
 * (RFC 7628, 3.2.3).
 */
async function exchange({ auth, sendCommand }: Context, name: string, how: Mechanism): Promise<boolean> {
  const { user, pass } = auth.credentials
  const first = [...how.fields(user), `auth=Bearer ${pass}`, '', ''].join('\x01')
  const answer = await sendCommand(`AUTH ${name} ${Buffer.from(first).toString('base64')}`)
  const last = answer.status === 334 ? await sendCommand(how.ending) : answer
  if (last.status !== 235) throw new Error('Login refused')
  return true
}

export const bearerAuth: Handlers = Object.fromEntries(
  Object.entries(mechanisms).map(([name, how]) => [
    keyOf(name),
    (context: Context) => exchange(context, name, how)
  ])
)
