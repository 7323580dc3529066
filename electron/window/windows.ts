import type { BrowserWindow, BrowserWindowConstructorOptions, Display, WebContents } from 'electron'
import type { OwnWindow } from '../../shared/contract/desktop.ts'
import { ownAddress } from '../../shared/own-window.ts'
import type { Settings } from '../host/host.ts'
import { origin, webPreferences } from './origin.ts'
import { placeOf, rememberPlace, wasMaximized, type WindowKind, windowLooks } from './place.ts'

/** Between a page's load and the moment it listens for commands, ms. */
const settles = 800
/** What one mail or file shows and dies of so soon after it came back, ms, it would die of for ever. */
const diesAgain = 10_000

/** The main window, those that show one mail, record or draft alone, and the keeper's, which nobody sees. */
export function createWindows(deps: {
  BrowserWindow: new (options: BrowserWindowConstructorOptions) => BrowserWindow
  preload: string
  settings: Settings
  displays(): Display[]
  dark(): boolean
}) {
  const ours = new WeakSet<WebContents>()
  /** By address: asked for twice, a window comes forward. */
  const own = new Map<string, { window: BrowserWindow; kind: WindowKind }>()
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

  function openSeen(path: string, kind: WindowKind, others = 0): BrowserWindow {
    const { settings } = deps
    const window = open(path, {
      ...windowLooks(deps.dark()),
      ...placeOf(settings, deps.displays(), kind, others)
    })
    rememberPlace(window, settings, kind)
    window.once('ready-to-show', () => {
      if (wasMaximized(settings, kind)) window.maximize()
      window.show()
    })
    // a page that died leaves a grey window: it comes back, its drafts are on disk
    let reloadedAt = -Infinity
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit' || window.isDestroyed()) return
      if (kind !== 'main' && Date.now() - reloadedAt < diesAgain) return window.destroy()
      reloadedAt = Date.now()
      window.webContents.reload()
    })
    return window
  }

  function forward(window: BrowserWindow): void {
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }

  function show(): void {
    if (main !== null) return forward(main)
    const window = openSeen('/index.html', 'main')
    main = window
    loaded = new Promise((resolve) => {
      window.webContents.once('did-finish-load', () => setTimeout(resolve, settles))
    })
    window.on('closed', () => {
      main = null
    })
  }

  function all(): BrowserWindow[] {
    return [...(main ? [main] : []), ...[...own.values()].map(({ window }) => window)]
  }

  return {
    show,
    openOwn(shown: OwnWindow): void {
      const address = ownAddress(shown)
      const known = own.get(address)
      if (known) return forward(known.window)
      const others = [...own.values()].filter(({ kind }) => kind === shown.kind).length
      const window = openSeen(`/index.html${address}`, shown.kind, others)
      own.set(address, { window, kind: shown.kind })
      window.on('closed', () => own.delete(address))
    },
    /** What a dialog belongs to: the window in front, else the main one. */
    current: (): BrowserWindow | null => all().find((window) => window.isFocused()) ?? main,
    inFront: (): boolean => all().some((window) => window.isFocused()),
    all,
    isOurs: (contents: WebContents): boolean => ours.has(contents),
    openKeeper: (): BrowserWindow =>
      open('/keeper.html', { skipTaskbar: true }, { backgroundThrottling: false }),
    /** Shows the main window, and hands its page over once that can hear. */
    whenShown(run: (contents: WebContents) => void): void {
      show()
      void loaded.then(() => main && run(main.webContents))
    }
  }
}
export type Windows = ReturnType<typeof createWindows>
