import { toWire, type WireError } from '../../shared/errors.ts'
import type { Way } from '../wire/tunnel.ts'
import type { Ability } from '../../shared/contract/accounts.ts'
import type { Secret } from '../wire/login.ts'
import {
  abilitiesOf,
  openConnection,
  sizeLimitOf,
  usualDeadlines,
  type Deadlines,
  type OutgoingServer
} from './connection.ts'
import { fromSmtp } from './errors.ts'

/**
 * Connects, checks the certificate and logs in, as sending would, and sends nothing. Answers what failed, with the
 * certificate's facts as parameters of net.certificate, or null. `learned` hears what the server said on the way.
 */
export async function testOutgoing(
  server: OutgoingServer,
  secret: Secret | null,
  trusted: string[],
  learned?: (sizeLimit: number | null, can: Ability[]) => void,
  deadlines: Deadlines = usualDeadlines,
  way: Way | null = null
): Promise<WireError | null> {
  try {
    const connection = await openConnection(server, secret, trusted, deadlines, undefined, way)
    learned?.(sizeLimitOf(connection), abilitiesOf(connection))
    connection.quit()
    return null
  } catch (error) {
    return toWire(fromSmtp(error))
  }
}
