import { createHash, createHmac, pbkdf2, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(pbkdf2)
/** PostgreSQL's own. */
const usualIterations = 4096

/** A password that nobody types, of letters that need no preparation (RFC 4013) and no quoting. */
export const newPassword = (): string => randomBytes(24).toString('base64url')

/**
 * What a server keeps instead of a password, as PostgreSQL writes it (RFC 5802 section 3, RFC 7677): the password
 * itself stands in no statement, so in no log. For passwords in ASCII.
 */
export async function scramVerifier(
  password: string,
  salt: Buffer = randomBytes(16),
  iterations = usualIterations
): Promise<string> {
  const salted = await derive(password, salt, iterations, 32, 'sha256')
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest()
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest('base64')
  const serverKey = hmac('Server Key').toString('base64')
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${serverKey}`
}
