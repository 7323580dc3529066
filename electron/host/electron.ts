import { mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import {
  app,
  type BrowserWindow,
  dialog,
  ipcMain,
  Notification,
  powerMonitor,
  safeStorage,
  session,
  shell
} from 'electron'
import Store from 'electron-store'
import type { MenuCommand, OwnWindow } from '../../shared/contract/desktop.ts'
import { mayOpen } from './links.ts'
import { createLoginItem } from './login-item.ts'
import { createLog } from '../log.ts'
import type { Host } from './host.ts'
import { managedPath } from './managed-path.ts'
import { openKeychainSecrets } from './keychain-secrets.ts'
import { settingsOver } from './node.ts'
import { createUpdater } from './updater.ts'
import { watchWake } from './wake.ts'

/** What Electron lends the core. Called once the app is ready: the keychain is not there before. */
export function createElectronHost(options: {
  dataFolder: string
  resourcesFolder: string
  origin: string
  openSample: boolean
  strict: boolean
  /** The window that dialogs belong to. */
  window(): BrowserWindow | null
  /** Whether the rep looks at a window of ours. */
  inFront(): boolean
  showWindow(): void
  showMail(id: number | null): void
  showUnread(unread: number): void
  openWindow(window: OwnWindow): void
  setMenu(commands: MenuCommand[]): void
}): Host {
  const { dataFolder } = options
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const settings = new Store<Record<string, unknown>>({
    cwd: dataFolder,
    name: 'config',
    configFileMode: 0o600,
    accessPropertiesByDotNotation: false
  })
  // electron-store answers any frame on a channel of its own; no page of ours asks
  ipcMain.removeAllListeners('electron-store-get-data')
  // one that is not installed would start Electron and no app
  const loginItem = app.isPackaged
    ? createLoginItem({
        app,
        platform: process.platform,
        program: process.env['APPIMAGE'] ?? process.execPath,
        settingsFolder: app.getPath('appData')
      })
    : null
  const notes = new Map<string, Notification>()
  return {
    shell: 'electron',
    version: app.getVersion(),
    dataFolder,
    managedFile: managedPath(),
    resourcesFolder: options.resourcesFolder,
    strict: options.strict,
    openSample: options.openSample,
    origin: () => options.origin,
    settings: settingsOver(settings),
    secrets: openKeychainSecrets(dataFolder, safeStorage),
    log: createLog(join(dataFolder, 'logs')),
    notify({ title, body, tag, mail, waits }) {
      // who looks at the list sees new mail there, and nothing else
      if (!Notification.isSupported() || (options.inFront() && !waits)) return true
      notes.get(tag)?.close()
      const note = new Notification({ title, body })
      notes.set(tag, note)
      note.on('click', () => options.showMail(mail))
      note.on('close', () => notes.get(tag) === note && notes.delete(tag))
      note.show()
      return true
    },
    setBadge(unread) {
      app.setBadgeCount(unread)
      options.showUnread(unread)
    },
    openFolder: async (path) => void (await shell.openPath(path)),
    desktop: {
      startsAtLogin: () => loginItem?.on() ?? null,
      startAtLogin: (on) => loginItem?.set(on),
      takesMailLinks: () => (app.isPackaged ? app.isDefaultProtocolClient('mailto') : null),
      async takeMailLinks() {
        if (!app.isPackaged) return
        app.setAsDefaultProtocolClient('mailto')
        // there the rep alone decides
        if (process.platform === 'win32') await shell.openExternal('ms-settings:defaultapps')
      },
      openWindow: options.openWindow,
      setMenu: options.setMenu
    },
    showWindow: options.showWindow,
    async openLink(url) {
      if (mayOpen(url)) await shell.openExternal(url)
    },
    async askSavePath(names) {
      const parent = options.window()
      const [first = 'file'] = names
      if (names.length > 1) {
        const picker = { properties: ['openDirectory' as const, 'createDirectory' as const] }
        const { canceled, filePaths } = await (parent
          ? dialog.showOpenDialog(parent, picker)
          : dialog.showOpenDialog(picker))
        return canceled ? null : (filePaths[0] ?? null)
      }
      const target = { defaultPath: join(app.getPath('downloads'), basename(first)) }
      const { canceled, filePath } = await (parent
        ? dialog.showSaveDialog(parent, target)
        : dialog.showSaveDialog(target))
      return canceled || !filePath ? null : filePath
    },
    systemProxy: (host) => session.defaultSession.resolveProxy(`https://${host}`),
    clearStorage: () => session.defaultSession.clearStorageData({ storages: ['indexdb', 'filesystem'] }),
    updater: createUpdater({
      isPackaged: app.isPackaged,
      session,
      quit: () => app.quit(),
      release: () => app.releaseSingleInstanceLock()
    }),
    onWake(listener) {
      const resumed = (): void => listener('resume')
      powerMonitor.on('resume', resumed)
      const off = watchWake(listener)
      return () => {
        powerMonitor.off('resume', resumed)
        off()
      }
    }
  }
}
