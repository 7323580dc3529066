import type * as Electron from 'electron'
import type * as standIn from './stand-in.ts'

/** The stand-in has nothing that Electron has not: what is listed as `Own` alone is there for the tests to look at. */
type Made<T, E, Own extends string = never> = Exclude<keyof T & string, (keyof E & string) | Own>
type Instance<T extends abstract new (...args: never[]) => unknown> = InstanceType<T>

/** Fails to compile with the name of a member that was made up. */
export const madeUp: {
  app: never
  window: never
  windowClass: never
  contents: never
  tray: never
  notification: never
  menu: never
  protocol: never
  shell: never
  dialog: never
  safeStorage: never
  nativeImage: never
  crashReporter: never
}[] = [] as {
  app: Made<typeof standIn.app, Electron.App>
  window: Made<
    Instance<typeof standIn.BrowserWindow>,
    Electron.BrowserWindow,
    'options' | 'shown' | 'minimized' | 'focused' | 'overlay'
  >
  windowClass: Made<typeof standIn.BrowserWindow, typeof Electron.BrowserWindow>
  contents: Made<standIn.StandInContents, Electron.WebContents, 'windowOpen' | 'sent' | 'reloads' | 'gone'>
  tray: Made<Instance<typeof standIn.Tray>, Electron.Tray, 'menu' | 'icon' | 'toolTip' | 'title'>
  notification: Made<Instance<typeof standIn.Notification>, Electron.Notification, 'options' | 'closed'>
  menu: Made<typeof standIn.Menu, typeof Electron.Menu>
  protocol: Made<typeof standIn.protocol, Electron.Protocol>
  shell: Made<typeof standIn.shell, Electron.Shell>
  dialog: Made<typeof standIn.dialog, Electron.Dialog>
  safeStorage: Made<typeof standIn.safeStorage, Electron.SafeStorage>
  nativeImage: Made<typeof standIn.nativeImage, typeof Electron.nativeImage>
  crashReporter: Made<typeof standIn.crashReporter, Electron.CrashReporter>
}[]

/** And what it answers is what Electron answers. */
type Answers<T, E, K extends keyof T & keyof E> = {
  [N in K]: T[N] extends (...args: never[]) => infer A
    ? E[N] extends (...args: never[]) => infer B
      ? [A] extends [B]
        ? true
        : N
      : N
    : N
}
export const answers: {
  app: Record<'isDefaultProtocolClient' | 'setAsDefaultProtocolClient' | 'setBadgeCount' | 'getVersion', true>
  window: Record<'isFocused' | 'isMaximized' | 'isMinimized' | 'isVisible' | 'getNormalBounds', true>
  shell: Record<'openPath' | 'openExternal', true>
  safeStorage: Record<'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync', true>
}[] = [] as {
  app: Answers<
    typeof standIn.app,
    Electron.App,
    'isDefaultProtocolClient' | 'setAsDefaultProtocolClient' | 'setBadgeCount' | 'getVersion'
  >
  window: Answers<
    Instance<typeof standIn.BrowserWindow>,
    Electron.BrowserWindow,
    'isFocused' | 'isMaximized' | 'isMinimized' | 'isVisible' | 'getNormalBounds'
  >
  shell: Answers<typeof standIn.shell, Electron.Shell, 'openPath' | 'openExternal'>
  safeStorage: Answers<
    typeof standIn.safeStorage,
    Electron.SafeStorage,
    'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'
  >
}[]
