import type { BrowserWindow, BrowserWindowConstructorOptions, Display, Rectangle } from 'electron'
import type { OwnWindow } from '../../shared/contract/desktop.ts'
import type { Settings } from '../host/host.ts'

/** Each kind of window has a place of its own; the main window's has the key that it always had. */
export type WindowKind = 'main' | OwnWindow['kind']
const keyOf = (kind: WindowKind): string => (kind === 'main' ? 'window' : `window.${kind}`)
interface Saved extends Rectangle {
  maximized: boolean
}
const usual: Record<WindowKind, Pick<Rectangle, 'width' | 'height'>> = {
  main: { width: 1280, height: 820 },
  mail: { width: 820, height: 760 },
  file: { width: 820, height: 760 },
  compose: { width: 760, height: 700 },
  record: { width: 1080, height: 760 }
}
/** The least that a window may be; `electron` counts its frame in. */
const least = { width: 600, height: 480 }
/** How far a second window of a kind stands from the first. */
const cascade = 28

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
    minWidth: least.width,
    minHeight: least.height,
    titleBarStyle: 'hidden',
    ...(platform === 'darwin'
      ? { trafficLightPosition: { x: 16, y: 18 } }
      : { titleBarOverlay: { color: rail, symbolColor: dark ? '#e6e7ec' : '#191a21', height: 40 } })
  }
}

/**
 * Where the last window of this kind was, if a screen still shows that place; no larger than the largest screen.
 * @param others how many of this kind are open: each stands a little lower
 */
export function placeOf(
  settings: Settings,
  displays: Pick<Display, 'workArea'>[],
  kind: WindowKind = 'main',
  others = 0
): Partial<Rectangle> {
  const saved = settings.get<Partial<Saved>>(keyOf(kind))
  if (!saved || [saved.x, saved.y, saved.width, saved.height].some((one) => !Number.isFinite(one)))
    return usual[kind]
  const given = saved as Saved
  const [x, y] = [given.x + others * cascade, given.y + others * cascade]
  const on = displays.find(
    ({ workArea: area }) =>
      x + 100 > area.x && x + 100 < area.x + area.width && y >= area.y && y + 40 < area.y + area.height
  )
  const fits = (of: 'width' | 'height'): number =>
    Math.max(least[of], Math.min(given[of], ...(on ? [on] : displays).map(({ workArea }) => workArea[of])))
  const size = { width: fits('width'), height: fits('height') }
  return on ? { x, y, ...size } : size
}

export function wasMaximized(settings: Settings, kind: WindowKind = 'main'): boolean {
  return settings.get<Partial<Saved>>(keyOf(kind))?.maximized === true
}

export function rememberPlace(window: BrowserWindow, settings: Settings, kind: WindowKind = 'main'): void {
  window.on('close', () =>
    settings.set(keyOf(kind), {
      ...window.getNormalBounds(),
      maximized: window.isMaximized()
    } satisfies Saved)
  )
}
