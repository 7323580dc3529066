import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  app,
  BrowserWindow,
  crashReporter,
  dialog,
  ipcMain,
  Menu,
  type NativeImage,
  nativeImage,
  nativeTheme,
  protocol,
  screen,
  session,
  Tray
} from 'electron'
import { createCore } from './core.ts'
import { described, watchFaults } from './faults.ts'
import { createElectronHost } from './host/electron.ts'
import { guardFormat } from './host/format.ts'
import { lockFolder } from './host/lock.ts'
import { crashFolder } from './reports/service.ts'
import { createPage } from './page.ts'
import { type Asked, askedBy, firstAsked, readArguments } from './window/arguments.ts'
import { guardContents, guardSession } from './window/guard.ts'
import { serveIpc } from './window/ipc.ts'
import { keepKeeper } from './window/keeper-window.ts'
import { type MenuActs, menuTemplate } from './window/menu.ts'
import { origin, privileges, scheme } from './window/origin.ts'
import { overlayDot, overlaySize } from './window/overlay.ts'
import { createAppHandler } from './window/serve.ts'
import { openTray } from './window/tray.ts'
import { createWindows } from './window/windows.ts'
import { words } from './window/words.ts'
import type { MenuCommand } from '../shared/contract/desktop.ts'
import { AppError } from '../shared/errors.ts'

/** A start that is refused with words ends with this code. */
const refusedCode = 2
/** What a clean stop may take before the process ends all the same; everything on disk stands a kill. */
const stopWithin = 8000

const given = readArguments(process.argv.slice(process.defaultApp ? 2 : 1))
const root = app.getAppPath()

// before the app is ready, or it is too late
protocol.registerSchemesAsPrivileged([privileges])
app.enableSandbox()
if (given.dataFolder !== null) {
  mkdirSync(given.dataFolder, { recursive: true, mode: 0o700 })
  app.setPath('userData', given.dataFolder)
}
const dataFolder = app.getPath('userData')
// what a crash leaves stays here, whatever Electron would do with it elsewhere
app.setPath('crashDumps', join(dataFolder, crashFolder))
crashReporter.start({ uploadToServer: false })
// Chromium's own files keep to a folder of their own
app.setPath('sessionData', join(dataFolder, 'profile'))

/** Who started us waits for a word: without one it takes it that Electron cannot run here. */
function tell(word: 'started' | 'handed over' | 'refused'): void {
  if (process.env['SALESINBOX_STARTER'] && process.connected) process.send?.(word, () => process.disconnect())
}

function refuse(title: string, text: string): never {
  tell('refused')
  console.error(`${title}. ${text}`)
  dialog.showErrorBox(title, text)
  process.exit(refusedCode)
}

function lock(): () => void {
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
    return guardFormat(dataFolder, app.getVersion(), lockFolder(dataFolder))
  } catch (error) {
    if (error instanceof AppError && error.code === 'disk.locked')
      refuse(words.lockedTitle, words.locked(dataFolder, Number(error.params['pid'])))
    if (error instanceof AppError && error.code === 'disk.newer')
      refuse(words.newerTitle, words.newer(dataFolder, String(error.params['version'])))
    refuse(words.notStartedTitle, words.notStarted(described(error).error))
  }
}

/** What the system wants opened may come before the app is ready. null: SalesInbox itself, by a second start. */
const waiting: (Asked | null)[] = []
let take = (asked: Asked | null): void => void waiting.push(asked)

// a start that takes long is clicked again: the second one says this once, and ends
app.on('second-instance', (_event, argv, folder) => take(firstAsked(argv, folder)))
app.on('open-url', (event, url) => {
  event.preventDefault()
  const asked = askedBy(url)
  if (asked && asked.kind !== 'file' && asked.kind !== 'elsewhere') take(asked)
})
app.on('open-file', (event, path) => {
  event.preventDefault()
  const asked = askedBy(path)
  if (asked?.kind === 'file') take(asked)
})

/** macOS gives a login item no arguments, and tells instead. */
function openedAtLogin(): boolean {
  return process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin
}

function dot(): NativeImage {
  return nativeImage.createFromBitmap(overlayDot(), { width: overlaySize, height: overlaySize })
}

async function start(): Promise<void> {
  await app.whenReady()
  const unlock = lock()
  // invitations into a team's workspace
  if (app.isPackaged) app.setAsDefaultProtocolClient('salesinbox')
  const host = createElectronHost({
    dataFolder,
    resourcesFolder: join(root, 'resources'),
    origin,
    openSample: given.sample,
    strict: given.strict || process.env['NODE_ENV'] === 'test',
    window: () => windows.current(),
    inFront: () => windows.inFront(),
    showWindow: () => windows.show(),
    showMail: (id) => (id === null ? windows.show() : command('mail.show', { ids: [id] })),
    showUnread: (unread) => showUnread(unread),
    openWindow: (window) => windows.openOwn(window),
    setMenu: (commands) => setMenu(commands)
  })
  watchFaults(host.log)
  app.on('child-process-gone', (_event, { type, reason, exitCode }) =>
    host.log.error('process.gone', { type, reason, exitCode })
  )
  app.on('render-process-gone', (_event, _contents, { reason, exitCode }) => {
    if (reason !== 'clean-exit') host.log.error('page.gone', { reason, exitCode })
  })
  const windows = createWindows({
    BrowserWindow,
    preload: join(root, 'dist', 'electron', 'preload.cjs'),
    settings: host.settings,
    displays: () => screen.getAllDisplays(),
    dark: () => nativeTheme.shouldUseDarkColors
  })
  const core = await createCore(host)
  app.on('web-contents-created', (_event, contents) =>
    guardContents(contents, (url) => void host.openLink(url))
  )
  guardSession(session.defaultSession)
  const page = createPage(join(root, 'dist', 'renderer'), '')
  protocol.handle(scheme, createAppHandler({ page, serve: core.serve }))
  const ipc = serveIpc({ ipcMain, core, log: host.log, isOurWindow: windows.isOurs })
  const keeper = keepKeeper({ open: windows.openKeeper, log: host.log, gaveUp: () => void askToRestart() })

  async function askToRestart(): Promise<void> {
    const { response } = await dialog.showMessageBox({
      type: 'warning',
      message: words.keeperTitle,
      detail: words.keeper,
      buttons: [words.restart, words.later],
      cancelId: 1
    })
    if (response === 0) keeper.restart()
  }

  const command = (name: string, argument?: unknown): void =>
    windows.whenShown((contents) => ipc.tell(contents, name, argument))
  const quit = (): void => app.quit()
  function setMenu(commands: MenuCommand[]): void {
    const acts: MenuActs = {
      command(name, window) {
        const asked = windows.all().find((one) => one === window)
        if (asked) ipc.tell(asked.webContents, name)
        else command(name)
      },
      quit
    }
    const menu = menuTemplate(acts, commands, {
      mac: process.platform === 'darwin',
      packaged: app.isPackaged
    })
    Menu.setApplicationMenu(Menu.buildFromTemplate(menu))
  }
  setMenu([])
  const tray = openTray({
    Tray,
    Menu,
    resourcesFolder: host.resourcesFolder,
    log: host.log,
    acts: { open: windows.show, newMail: () => command('compose.new', {}), quit }
  })
  // what tests look at from outside, as they do in the page
  Object.assign(globalThis, { salesinbox: { tray } })
  function showUnread(unread: number): void {
    tray.setUnread(unread)
    if (process.platform !== 'win32') return
    const [window] = windows.all()
    if (unread === 0) window?.setOverlayIcon(null, '')
    else window?.setOverlayIcon(dot(), words.unread(unread))
  }

  function open(asked: Asked | null): void {
    if (asked === null) windows.show()
    else if (asked.kind === 'mailto') command('compose.new', { mailto: asked.url })
    else if (asked.kind === 'join') command('team.join', { link: asked.link })
    else if (asked.kind === 'elsewhere')
      dialog.showErrorBox(words.notOpenedTitle, words.elsewhere(asked.text.slice(0, 300)))
    else
      core.openFile(asked.path).then(
        ({ hash }) => windows.openOwn({ kind: 'file', hash }),
        (error: unknown) => {
          host.log.warn('file.notOpened', described(error))
          dialog.showErrorBox(words.notOpenedTitle, words.notOpened(asked.path))
        }
      )
  }
  app.on('activate', windows.show)
  // the keeper lives on: mail still comes, and what is queued still goes
  app.on('window-all-closed', () => undefined)
  let stopping = false
  app.on('before-quit', (event) => {
    if (!core.updates.mayQuit(() => app.quit())) event.preventDefault()
  })
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (stopping) return
    stopping = true
    setTimeout(() => app.exit(1), stopWithin).unref()
    keeper.stop()
    ipc.close()
    tray.destroy()
    void core.close().finally(() => {
      unlock()
      core.updates.install()
      app.exit(0)
    })
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => app.quit())
  host.log.info('started', {
    shell: 'electron',
    version: host.version,
    electron: process.versions['electron'] ?? ''
  })
  const early = [...waiting, ...(given.asked ? [given.asked] : [])]
  take = open
  if (early.length > 0) early.forEach(open)
  else if (!given.hidden && !openedAtLogin()) windows.show()
  tell('started')
}

if (app.requestSingleInstanceLock())
  start().catch((error: unknown) => {
    console.error(error)
    refuse(words.notStartedTitle, words.notStarted(described(error).error))
  })
else {
  tell('handed over')
  app.quit()
}
