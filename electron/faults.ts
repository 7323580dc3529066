import type { Log } from './host/host.ts'

/** A promise that nobody waited for is a fault to be found in the log, not the end of a rep's day. */
export function watchFaults(log: Log): void {
  process.on('unhandledRejection', (error) => log.error('unhandled', described(error)))
  process.on('uncaughtExceptionMonitor', (error) => log.error('uncaught', described(error)))
}

/** Where it broke, without what was said: a message may hold mail. */
export function described(error: unknown): { error: string; at: string } {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const place = stack.split('\n').find((line) => /^\s+at /.test(line)) ?? ''
  return { error: error instanceof Error ? error.name : typeof error, at: place.trim().slice(0, 200) }
}
