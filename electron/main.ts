import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
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
import type { Host } from './host/host.ts'
import { lockFolder } from './host/lock.ts'
import { createPage } from './page.ts'
import { isMailto, readArguments } from './window/arguments.ts'
import { guardContents, guardSession } from './window/guard.ts'
import { serveIpc } from './window/ipc.ts'
import { keepKeeper } from './window/keeper-window.ts'
import { type MenuActs, menuTemplate, trayTemplate } from './window/menu.ts'
import { origin, privileges, scheme } from './window/origin.ts'
import { createAppHandler } from './window/serve.ts'
import { createWindows } from './window/windows.ts'
import { words } from './window/words.ts'
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

function openTray(host: Host, acts: MenuActs): Tray | null {
  try {
    const icon = process.platform === 'darwin' ? 'trayTemplate.png' : 'tray.png'
    const tray = new Tray(join(host.resourcesFolder, 'icons', icon))
    tray.setToolTip(words.app)
    tray.setContextMenu(Menu.buildFromTemplate(trayTemplate(acts)))
    tray.on('click', acts.open)
    return tray
  } catch (error) {
    // a desktop without one: the window comes back by starting SalesInbox again
    host.log.warn('tray.missing', described(error))
    return null
  }
}

async function start(): Promise<void> {
  await app.whenReady()
  const unlock = lock()
  const host = createElectronHost({
    dataFolder,
    resourcesFolder: join(root, 'resources'),
    origin,
    openSample: given.sample,
    strict: given.strict || process.env['NODE_ENV'] === 'test',
    window: () => windows.current(),
    showWindow: () => windows.show()
  })
  watchFaults(host.log)
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

  const acts: MenuActs = {
    open: windows.show,
    command: (name, argument) => windows.whenShown(() => core.command(name, argument)),
    quit: () => app.quit()
  }
  const menu = menuTemplate(acts, { mac: process.platform === 'darwin', packaged: app.isPackaged })
  Menu.setApplicationMenu(Menu.buildFromTemplate(menu))
  const tray = openTray(host, acts)
  const openMailto = (mailto: string | null | undefined): void =>
    mailto ? acts.command('compose.new', { mailto }) : acts.open()
  app.on('second-instance', (_event, argv) => openMailto(argv.find(isMailto)))
  app.on('activate', acts.open)
  app.on('open-url', (event, url) => {
    event.preventDefault()
    if (isMailto(url)) openMailto(url)
  })
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
    tray?.destroy()
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
  openMailto(given.mailto)
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
