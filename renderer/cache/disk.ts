import { AppError, toWire, type WireError } from '../../shared/errors.ts'

/**
 * What the disk refuses cannot be told by a row on that disk: the keeper says it to every window on a channel, again
 * with each of its tries, so that a window that was opened later hears it too.
 */
export interface DiskChannel {
  /** null: the disk takes what is written again. */
  say(error: WireError | null): void
  close(): void
}

const nameOf = (installId: string): string => `salesinbox-${installId}-disk`

export function openDiskChannel(installId: string): DiskChannel {
  const channel = new BroadcastChannel(nameOf(installId))
  let troubled = true
  return {
    say(error) {
      if (error === null && !troubled) return
      troubled = error !== null
      channel.postMessage(error)
    },
    close: () => channel.close()
  }
}

export interface DiskState {
  readonly error: WireError | null
  subscribe(listener: () => void): () => void
  close(): void
}

/** A window's side of the channel. */
export function watchDisk(installId: string): DiskState {
  const channel = new BroadcastChannel(nameOf(installId))
  const listeners = new Set<() => void>()
  let error: WireError | null = null
  channel.onmessage = (event: MessageEvent<WireError | null>) => {
    // the same words again with each try are no news
    if (event.data?.code === error?.code) return
    error = event.data
    for (const listener of listeners) listener()
  }
  return {
    get error() {
      return error
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => channel.close()
  }
}

/** disk.full or disk.failed where it was a database that failed; null: something else did. */
export function databaseError(error: unknown): WireError | null {
  if (error instanceof AppError) return error.code.startsWith('disk.') ? toWire(error) : null
  for (let at: unknown = error; at instanceof Error; at = (at as { inner?: unknown }).inner ?? at.cause) {
    if (at.name === 'QuotaExceededError' || /quota|no space|full disk|disk full/i.test(at.message))
      return { code: 'disk.full', params: {} }
    if (/^(?:UnknownError|OpenFailedError|DatabaseClosedError|MissingAPIError)$/.test(at.name))
      return { code: 'disk.failed', params: { code: at.name } }
  }
  return null
}
