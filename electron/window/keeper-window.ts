import type { BrowserWindow } from 'electron'
import type { Log } from '../host/host.ts'

const restartAfter = 1000
/** So many crashes within an hour are no accident: it stays down, and the rep is told. */
const mostRestarts = 5
const within = 60 * 60_000

/**
 * Keeps the hidden window of the keeper alive from launch to quit.
 * @param open makes the window and loads its page
 * @param gaveUp it crashed too often
 */
export function keepKeeper(deps: { open(): BrowserWindow; log: Log; gaveUp(): void; now?(): number }): {
  stop(): void
  restart(): void
} {
  const now = deps.now ?? Date.now
  let crashes: number[] = []
  let window: BrowserWindow | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false

  function start(): void {
    timer = undefined
    if (stopped) return
    const fresh = deps.open()
    window = fresh
    const down = (why: string): void => {
      if (window !== fresh || stopped) return
      window = null
      deps.log.error('keeper.down', { why })
      if (!fresh.isDestroyed()) fresh.destroy()
      crashes = [...crashes.filter((at) => now() - at < within), now()]
      if (crashes.length > mostRestarts) deps.gaveUp()
      else timer = setTimeout(start, restartAfter)
    }
    fresh.webContents.on('render-process-gone', (_event, { reason }) => down(reason))
    fresh.webContents.on('did-fail-load', (_event, code, _text, _url, isMainFrame) => {
      // -3: a load that was called off
      if (isMainFrame && code !== -3) down(`load ${code}`)
    })
    fresh.on('closed', () => down('closed'))
  }

  start()
  return {
    restart() {
      crashes = []
      if (window === null && timer === undefined) start()
    },
    stop() {
      stopped = true
      clearTimeout(timer)
      if (window && !window.isDestroyed()) window.destroy()
    }
  }
}
