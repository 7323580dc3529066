import type { BrowserWindow, BrowserWindowConstructorOptions, Display, Rectangle } from 'electron'
import type { Settings } from '../host/host.ts'

const key = 'window'
interface Saved extends Rectangle {
  maximized: boolean
}
const usual = { width: 1280, height: 820 }

/** How the window looks before its page draws: no flash of white, the system's buttons over the page's own bar. */
export function windowLooks(
  dark: boolean,
  platform: NodeJS.Platform = process.platform
): BrowserWindowConstructorOptions {
  // the rail's colours (renderer/ui/tokens.css)
  const rail = dark ? '#111217' : '#f2f2f5'
  return {
    title: 'SalesInbox',
    backgroundColor: rail,
    minWidth: 600,
    minHeight: 480,
    titleBarStyle: 'hidden',
    ...(platform === 'darwin'
      ? { trafficLightPosition: { x: 16, y: 18 } }
      : { titleBarOverlay: { color: rail, symbolColor: dark ? '#e6e7ec' : '#191a21', height: 40 } })
  }
}

/** Where the window was, if a screen still shows that place. */
export function placeOf(settings: Settings, displays: Pick<Display, 'workArea'>[]): Partial<Rectangle> {
  const saved = settings.get<Partial<Saved>>(key)
  if (!saved || [saved.x, saved.y, saved.width, saved.height].some((one) => !Number.isFinite(one)))
    return usual
  const { x, y, width, height } = saved as Saved
  const seen = displays.some(
    ({ workArea: area }) =>
      x + 100 > area.x && x + 100 < area.x + area.width && y >= area.y && y + 40 < area.y + area.height
  )
  return seen ? { x, y, width, height } : { width, height }
}

export function wasMaximized(settings: Settings): boolean {
  return settings.get<Partial<Saved>>(key)?.maximized === true
}

export function rememberPlace(window: BrowserWindow, settings: Settings): void {
  window.on('close', () =>
    settings.set(key, { ...window.getNormalBounds(), maximized: window.isMaximized() } satisfies Saved)
  )
}
