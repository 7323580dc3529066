import type { BrowserWindow, BrowserWindowConstructorOptions, Display, WebContents } from 'electron'
import type { Settings } from '../host/host.ts'
import { origin, webPreferences } from './origin.ts'
import { placeOf, rememberPlace, wasMaximized, windowLooks } from './place.ts'

/** Between a page's load and the moment it listens for commands, ms. */
const settles = 800

/** The one window that the rep sees, the one that nobody sees, and no others. */
export function createWindows(deps: {
  BrowserWindow: new (options: BrowserWindowConstructorOptions) => BrowserWindow
  preload: string
  settings: Settings
  displays(): Display[]
  dark(): boolean
}) {
  const ours = new WeakSet<WebContents>()
  let main: BrowserWindow | null = null
  let loaded: Promise<void> = Promise.resolve()

  function open(path: string, options: BrowserWindowConstructorOptions, more: object = {}): BrowserWindow {
    const window = new deps.BrowserWindow({
      ...options,
      show: false,
      webPreferences: { ...webPreferences(deps.preload), ...more }
    })
    ours.add(window.webContents)
    // a load that failed shows in did-fail-load
    window.loadURL(`${origin}${path}`).catch(() => undefined)
    return window
  }

  function show(): void {
    if (main !== null) {
      if (main.isMinimized()) main.restore()
      main.show()
      main.focus()
      return
    }
    const window = open('/index.html', {
      ...windowLooks(deps.dark()),
      ...placeOf(deps.settings, deps.displays())
    })
    main = window
    rememberPlace(window, deps.settings)
    window.once('ready-to-show', () => {
      if (wasMaximized(deps.settings)) window.maximize()
      window.show()
    })
    loaded = new Promise((resolve) => {
      window.webContents.once('did-finish-load', () => setTimeout(resolve, settles))
    })
    // a page that died leaves a grey window: it comes back, its drafts are on disk
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload()
    })
    window.on('closed', () => {
      main = null
    })
  }

  return {
    show,
    current: (): BrowserWindow | null => main,
    isOurs: (contents: WebContents): boolean => ours.has(contents),
    openKeeper: (): BrowserWindow =>
      open('/keeper.html', { skipTaskbar: true }, { backgroundThrottling: false }),
    /** Shows the window, and runs this once its page can hear. */
    whenShown(run: () => void): void {
      show()
      void loaded.then(run)
    }
  }
}
export type Windows = ReturnType<typeof createWindows>
