import { AppError } from '../../shared/errors.ts'
import { openConnection, usualDeadlines, type Deadlines, type OutgoingServer } from './connection.ts'
import { fromSmtp } from './errors.ts'

/**
 * Connects, checks the certificate and logs in, as sending would, and sends nothing. Throws AppError, with the
 * certificate's facts as parameters of net.certificate.
 */
export async function testOutgoing(
  server: OutgoingServer,
  secret: string | null,
  trusted: string[],
  deadlines: Deadlines = usualDeadlines
): Promise<void> {
  try {
    const connection = await openConnection(server, secret, trusted, deadlines)
    connection.quit()
  } catch (error) {
    throw error instanceof AppError ? error : fromSmtp(error)
  }
}
