import type { Content } from '../../shared/contract/mail.ts'
import { logIn } from '../wire/login.ts'
import type { Way } from '../wire/tunnel.ts'
import { openConnection, usualDeadlines, type Deadlines } from './connection.ts'
import type { Route } from '../wire/route.ts'
import { envelopeOf, transmit } from './transmit.ts'

/**
 * Sends a mail that may be lost or come twice, such as one with a code: nothing is written down of it. Throws what
 * sending throws, and send.recipientRefused where its one recipient was not taken.
 */
export async function sendPlainly(
  { outgoing, secret, trustedCertificates }: Omit<Route, 'elsewhere'>,
  bytes: Uint8Array,
  content: Pick<Content, 'from' | 'to'>,
  way: Way | null = null,
  deadlines: Deadlines = usualDeadlines
): Promise<void> {
  const envelope = envelopeOf(
    content.from[1],
    content.to.map(([, address]) => address)
  )
  const connection = await logIn(secret, (given) =>
    openConnection(outgoing, given, trustedCertificates, deadlines, undefined, way)
  )
  try {
    await transmit(
      connection,
      envelope,
      bytes,
      async () => undefined,
      deadlines,
      new AbortController().signal
    )
    connection.quit()
  } catch (error) {
    connection.close()
    throw error
  }
}
