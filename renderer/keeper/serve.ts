import type { Bridge } from '../../shared/contract/index.ts'
import { databaseError, openDiskChannel } from '../cache/disk.ts'
import { startKeeper } from './start.ts'

/** Between a keeper that could not start and its next try, ms. */
const again = 1000

/**
 * Serves as this install's keeper whenever it is this context's turn. The Web Lock passes on when its holder goes
 * away; a keeper that was deposed (another lease, a core that began anew) gives the lock back and waits in line.
 */
export async function serveAsKeeper(options: {
  bridge: Bridge
  installId: string
  batchSize?: number
}): Promise<never> {
  const disk = openDiskChannel(options.installId)
  for (;;) {
    await navigator.locks.request(`salesinbox-${options.installId}-keeper`, async () => {
      await new Promise<void>((resolve) => {
        const start = startKeeper({ ...options, onDeposed: resolve, onDisk: (error) => disk.say(error) })
        start.catch((error: unknown) => {
          console.error('keeper', error)
          const broken = databaseError(error)
          if (broken) disk.say(broken)
          setTimeout(resolve, again)
        })
      })
    })
  }
}
