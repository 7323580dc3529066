import { createServer } from 'node:net'
import type { Settings } from '../host/host.ts'

/**
 * The port is part of the data: IndexedDB belongs to an origin, so mail read under one port is not there under
 * another. It is chosen once and kept in the settings.
 */
export async function choosePort(
  settings: Settings,
  asked: string | undefined
): Promise<{ port: number } | { refused: string }> {
  const saved = settings.get<number>('browserPort')
  const wanted = asked === undefined || asked === '0' ? null : Number(asked)
  if (wanted !== null && (!Number.isInteger(wanted) || wanted < 1 || wanted > 65535)) {
    return { refused: `--port ${asked} is not a port. Give a number from 1 to 65535.` }
  }
  if (saved !== undefined && wanted !== null && wanted !== saved) {
    return {
      refused: `This folder's mail was read under port ${saved} and would not be found under ${wanted}. Start without --port, or choose another folder with --data.`
    }
  }
  const port = saved ?? wanted ?? (await freePort(0))
  if (port === null || (await freePort(port)) === null) {
    return {
      refused: `Port ${port} is taken by another program. Its mail belongs to this port: close that program and start again.`
    }
  }
  settings.set('browserPort', port)
  return { port }
}

function freePort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(null))
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : null))
    })
  })
}
