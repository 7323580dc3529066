import { EventEmitter } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Stands in for the module `electron` where its binary is not to be had: it opens nothing, and keeps what it was told
 * for the tests to look at. Its shapes follow electron.d.ts; what Electron itself does with them is not tested here.
 */
export const seen = {
  ready: false,
  /** Names of what was called, in order. */
  order: [] as string[],
  schemes: [] as { scheme: string; privileges: Record<string, boolean> }[],
  handlers: new Map<string, (request: Request) => Promise<Response>>(),
  windows: [] as BrowserWindow[],
  opened: [] as string[],
  boxes: [] as string[],
  notes: [] as Notification[],
  exits: [] as number[],
  badge: 0,
  menu: [] as MenuItem[],
  trays: [] as Tray[],
  /** What the dialogs and the keychain answer. */
  answers: {
    response: 1,
    path: null as string | null,
    keychain: true,
    backend: 'gnome_libsecret',
    reEncrypt: false
  },
  firstInstance: true,
  /** Schemes whose links the system opens here. */
  links: [] as string[],
  loginItem: { openAtLogin: false, args: [] as string[], wasOpenedAtLogin: false }
}
export interface MenuItem {
  id?: string
  label?: string
  role?: string
  accelerator?: string
  click?(item?: MenuItem, window?: BrowserWindow): void
  submenu?: MenuItem[]
}
const called = (name: string): void => void seen.order.push(name)

class Contents extends EventEmitter {
  static count = 0
  readonly id = ++Contents.count
  readonly mainFrame = { origin: 'app://salesinbox', parent: null as object | null, detached: false, url: '' }
  windowOpen: ((details: { url: string }) => { action: string }) | null = null
  readonly sent: unknown[] = []
  reloads = 0
  gone = false
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.windowOpen = handler
  }
  send(_channel: string, message: unknown): void {
    this.sent.push(structuredClone(message))
  }
  reload(): void {
    this.reloads++
  }
  forcefullyCrashRenderer(): void {
    this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
  }
  isDestroyed(): boolean {
    return this.gone
  }
  getURL(): string {
    return this.mainFrame.url
  }
}
export type StandInContents = Contents

export class BrowserWindow extends EventEmitter {
  readonly options: Record<string, unknown> & { webPreferences: Record<string, unknown> }
  readonly webContents = new Contents()
  shown = false
  minimized = false
  focused = false
  overlay: string | null = null
  private gone = false
  constructor(options: Record<string, unknown> & { webPreferences: Record<string, unknown> }) {
    super()
    this.options = options
    seen.windows.push(this)
    called('window')
    app.emit('web-contents-created', {}, this.webContents)
  }
  async loadURL(url: string): Promise<void> {
    this.webContents.mainFrame.url = url
    called(`load ${url}`)
  }
  show(): void {
    this.shown = true
  }
  focus(): void {
    called('focus')
  }
  maximize(): void {
    called('maximize')
  }
  restore(): void {
    this.minimized = false
  }
  static getAllWindows(): BrowserWindow[] {
    return seen.windows.filter((window) => !window.isDestroyed())
  }
  isVisible(): boolean {
    return this.shown
  }
  isFocused(): boolean {
    return this.focused
  }
  setOverlayIcon(icon: object | null, description: string): void {
    this.overlay = icon && description
  }
  isMinimized(): boolean {
    return this.minimized
  }
  isMaximized(): boolean {
    return false
  }
  getNormalBounds(): { x: number; y: number; width: number; height: number } {
    return { x: 10, y: 20, width: 900, height: 700 }
  }
  isDestroyed(): boolean {
    return this.gone
  }
  close(): void {
    this.emit('close', {})
    this.destroy()
  }
  destroy(): void {
    if (this.gone) return
    this.gone = true
    this.webContents.gone = true
    this.webContents.emit('destroyed')
    this.emit('closed')
  }
}

const paths: Record<string, string> = {
  userData: mkdtempSync(join(tmpdir(), 'salesinbox-electron-')),
  downloads: tmpdir(),
  appData: mkdtempSync(join(tmpdir(), 'salesinbox-app-data-'))
}
class App extends EventEmitter {
  isPackaged = false
  getAppPath = (): string => join(import.meta.dirname, '../..')
  getPath = (name: string): string => paths[name] ?? tmpdir()
  setPath = (name: string, path: string): void => void (paths[name] = path)
  getVersion = (): string => '0.1.0'
  enableSandbox = (): void => called('enableSandbox')
  requestSingleInstanceLock = (): boolean => seen.firstInstance
  setBadgeCount = (count: number): boolean => ((seen.badge = count), true)
  setAsDefaultProtocolClient = (scheme: string): boolean => (seen.links.push(scheme), true)
  isDefaultProtocolClient = (scheme: string): boolean => seen.links.includes(scheme)
  getLoginItemSettings = (): typeof seen.loginItem => seen.loginItem
  setLoginItemSettings = (given: { openAtLogin: boolean; args: string[] }): void =>
    void Object.assign(seen.loginItem, given)
  async whenReady(): Promise<void> {
    seen.ready = true
    called('ready')
  }
  quit(): void {
    called('quit')
    let prevented = false
    this.emit('before-quit', {})
    this.emit('will-quit', { preventDefault: () => (prevented = true) })
    if (!prevented) seen.exits.push(0)
  }
  exit(code: number): void {
    seen.exits.push(code)
  }
}
export const app = new App()
export const ipcMain = new EventEmitter()
export const ipcRenderer = Object.assign(new EventEmitter(), {
  sent: [] as [string, unknown][],
  send(channel: string, message: unknown): void {
    ipcRenderer.sent.push([channel, message])
  }
})
export const contextBridge = {
  exposed: {} as Record<string, Record<string, unknown>>,
  exposeInMainWorld(name: string, api: Record<string, unknown>): void {
    contextBridge.exposed[name] = api
  }
}
export const protocol = {
  registerSchemesAsPrivileged(schemes: typeof seen.schemes): void {
    called('registerSchemes')
    seen.schemes = schemes
  },
  handle(scheme: string, handler: (request: Request) => Promise<Response>): void {
    seen.handlers.set(scheme, handler)
  }
}
type Permission = (contents: Contents | null, permission: string, ...rest: unknown[]) => unknown
export const session = {
  defaultSession: Object.assign(new EventEmitter(), {
    request: null as Permission | null,
    check: null as Permission | null,
    device: null as (() => boolean) | null,
    setPermissionRequestHandler(handler: Permission): void {
      session.defaultSession.request = handler
    },
    setPermissionCheckHandler(handler: Permission): void {
      session.defaultSession.check = handler
    },
    setDevicePermissionHandler(handler: () => boolean): void {
      session.defaultSession.device = handler
    }
  })
}
export const shell = {
  openExternal: async (url: string): Promise<void> => void seen.opened.push(url),
  openPath: async (path: string): Promise<string> => (seen.opened.push(path), '')
}
export const crashReporter = {
  start(options: { uploadToServer?: boolean; submitURL?: string }): void {
    called(`crashReporter ${JSON.stringify(options)} ${app.getPath('crashDumps')}`)
  }
}
export const dialog = {
  showErrorBox: (title: string): void => void seen.boxes.push(title),
  async showMessageBox({ message }: { message: string }): Promise<{ response: number }> {
    seen.boxes.push(message)
    return { response: seen.answers.response }
  },
  showSaveDialog: async () => ({ canceled: seen.answers.path === null, filePath: seen.answers.path ?? '' }),
  showOpenDialog: async () => ({
    canceled: seen.answers.path === null,
    filePaths: seen.answers.path === null ? [] : [seen.answers.path]
  })
}
export class Notification extends EventEmitter {
  static isSupported = (): boolean => true
  readonly options: { title: string; body: string }
  closed = false
  constructor(options: { title: string; body: string }) {
    super()
    this.options = options
    seen.notes.push(this)
  }
  show(): void {}
  close(): void {
    this.closed = true
    this.emit('close')
  }
}
export const powerMonitor = new EventEmitter()
export const safeStorage = {
  isAsyncEncryptionAvailable: async (): Promise<boolean> => seen.answers.keychain,
  getSelectedStorageBackend: (): string => seen.answers.backend,
  encryptStringAsync: async (text: string): Promise<Buffer> =>
    Buffer.from([...Buffer.from(text)].map((b) => b ^ 0x5a)),
  decryptStringAsync: async (sealed: Buffer) => ({
    result: Buffer.from([...sealed].map((b) => b ^ 0x5a)).toString(),
    shouldReEncrypt: seen.answers.reEncrypt
  })
}
/** A menu that was made, whose submenus are menus too. */
interface MenuOf {
  items: (Omit<MenuItem, 'submenu' | 'click'> & { submenu: MenuOf | null; click(): void })[]
}
function menuOf(template: MenuItem[]): MenuOf {
  return {
    items: template.map(({ submenu, click, ...item }) => ({
      ...item,
      submenu: submenu ? menuOf(submenu) : null,
      click: () => click?.(undefined, undefined)
    }))
  }
}
export const Menu = {
  buildFromTemplate: (template: MenuItem[]): MenuItem[] => template,
  setApplicationMenu: (menu: MenuItem[]): void => void (seen.menu = menu),
  getApplicationMenu: (): MenuOf => menuOf(seen.menu)
}
export class Tray extends EventEmitter {
  menu: MenuItem[] = []
  readonly icon: string
  constructor(icon: string) {
    super()
    this.icon = icon
    seen.trays.push(this)
  }
  toolTip = ''
  title = ''
  setToolTip(text: string): void {
    this.toolTip = text
  }
  setTitle(text: string): void {
    this.title = text
  }
  setContextMenu(menu: MenuItem[]): void {
    this.menu = menu
  }
  destroy(): void {}
}
export const nativeImage = {
  createFromBitmap: (bytes: Buffer, size: { width: number; height: number }): object => ({ bytes, size })
}
export const nativeTheme = { shouldUseDarkColors: false }
export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] }

export default { app, ipcMain, ipcRenderer, shell, safeStorage }
