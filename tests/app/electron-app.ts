import type * as Electron from 'electron'

/**
 * What the tests of the real Electron do in its main process. Each runs there by `evaluate`, so it uses nothing but
 * the module it is given; tests/electron/helpers.test.ts runs every one of them against the stand-in.
 */
export interface MainProcess {
  evaluate<R, A>(run: (electron: typeof Electron, argument: A) => R | Promise<R>, argument: A): Promise<R>
  evaluate<R>(run: (electron: typeof Electron) => R | Promise<R>): Promise<R>
}

export interface WindowFacts {
  /** Without the origin: `/index.html#/mail`. */
  path: string
  visible: boolean
}

export function windowsOf(app: MainProcess): Promise<WindowFacts[]> {
  return app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => ({
      path: window.webContents.getURL().replace('app://salesinbox', ''),
      visible: window.isVisible()
    }))
  )
}

/** Closes what the rep sees, as its button does. */
export function closeSeen(app: MainProcess): Promise<void> {
  return app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows())
      if (!window.webContents.getURL().includes('/keeper.html')) window.close()
  })
}

/** As a second start, a link or a file of the system comes in. */
export function secondInstance(app: MainProcess, argv: string[], folder = '/'): Promise<void> {
  return app.evaluate(({ app: main }, [args, at]) => void main.emit('second-instance', {}, args, at), [
    argv,
    folder
  ] as const)
}
export function openUrl(app: MainProcess, url: string): Promise<void> {
  return app.evaluate(
    ({ app: main }, given) => void main.emit('open-url', { preventDefault: () => undefined }, given),
    url
  )
}

/** Kills the process of the keeper's page. */
export function crashKeeper(app: MainProcess): Promise<void> {
  return app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows())
      if (window.webContents.getURL().includes('/keeper.html')) window.webContents.forcefullyCrashRenderer()
  })
}

export function sleepAndWake(app: MainProcess): Promise<void> {
  return app.evaluate(({ powerMonitor }) => {
    powerMonitor.emit('suspend')
    powerMonitor.emit('resume')
  })
}

export interface MenuFacts {
  id: string
  label: string
  accelerator: string
}

/** The items that stand for a command of the page. */
export function menuItems(app: MainProcess): Promise<MenuFacts[]> {
  return app.evaluate(({ Menu }) => {
    const all = (menu: Electron.Menu | null | undefined): Electron.MenuItem[] =>
      (menu?.items ?? []).flatMap((item) => [item, ...all(item.submenu)])
    return all(Menu.getApplicationMenu())
      .filter(({ id }) => /^[a-z]+\.[a-zA-Z]+$/.test(id ?? ''))
      .map(({ id, label, accelerator }) => ({ id, label, accelerator: String(accelerator ?? '') }))
  })
}

/** @returns whether there is such an item */
export function clickMenu(app: MainProcess, id: string): Promise<boolean> {
  return app.evaluate(({ Menu }, wanted) => {
    const all = (menu: Electron.Menu | null | undefined): Electron.MenuItem[] =>
      (menu?.items ?? []).flatMap((item) => [item, ...all(item.submenu)])
    const item = all(Menu.getApplicationMenu()).find((one) => one.id === wanted)
    item?.click()
    return item !== undefined
  }, id)
}

/** From now on notifications are kept where `clickNote` finds them, besides being shown. */
export function keepNotes(app: MainProcess): Promise<void> {
  return app.evaluate(({ Notification }) => {
    const kept: Electron.Notification[] = []
    Object.assign(globalThis, { keptNotes: kept })
    const { show } = Notification.prototype
    Notification.prototype.show = function (this: Electron.Notification) {
      kept.push(this)
      return show.call(this)
    }
  })
}
export function noteCount(app: MainProcess): Promise<number> {
  return app.evaluate(() => (globalThis as { keptNotes?: unknown[] }).keptNotes?.length ?? 0)
}
export function clickNote(app: MainProcess): Promise<void> {
  return app.evaluate(
    () => void (globalThis as { keptNotes?: Electron.Notification[] }).keptNotes?.at(-1)?.emit('click')
  )
}

/** Whether what the keychain sealed comes back. */
export function sealsAndOpens(app: MainProcess, secret: string): Promise<boolean> {
  return app.evaluate(async ({ safeStorage }, given) => {
    if (!(await safeStorage.isAsyncEncryptionAvailable())) return false
    const sealed = await safeStorage.encryptStringAsync(given)
    return !sealed.includes(given) && (await safeStorage.decryptStringAsync(sealed)).result === given
  }, secret)
}

/** By what main keeps for tests: no other way leads to a tray. @returns whether there is one */
export function clickTray(app: MainProcess): Promise<boolean> {
  return app.evaluate(() => {
    const { salesinbox } = globalThis as unknown as {
      salesinbox: { tray: { there(): boolean; click(): void } }
    }
    if (salesinbox.tray.there()) salesinbox.tray.click()
    return salesinbox.tray.there()
  })
}

/** As what Electron takes itself: a packed app is one that may be replaced. */
export function installedAs(app: MainProcess): Promise<{ packed: boolean; version: string }> {
  return app.evaluate(({ app: main }) => ({ packed: main.isPackaged, version: main.getVersion() }))
}
