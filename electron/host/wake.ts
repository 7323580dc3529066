import { networkInterfaces } from 'node:os'

type Listener = (reason: 'resume' | 'network') => void

const look = 5000

/** The addresses this computer has, as one text; loopback is no network. */
function addressesNow(): string {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address)
    .sort()
    .join(' ')
}

/** Notices sleep (a clock ahead of its timer) and a change of network, on every system, without asking anybody. */
export function watchWake(
  listener: Listener,
  addresses: () => string = addressesNow,
  every = look
): () => void {
  let last = Date.now()
  let before = addresses()
  const timer = setInterval(() => {
    const now = Date.now()
    const here = addresses()
    if (now - last > every * 3 + 5000) listener('resume')
    else if (here !== before && here !== '') listener('network')
    last = now
    before = here
  }, every)
  timer.unref()
  return () => clearInterval(timer)
}
