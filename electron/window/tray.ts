import { join } from 'node:path'
import type { Menu, MenuItemConstructorOptions, Tray } from 'electron'
import type { Log } from '../host/host.ts'
import { described } from '../faults.ts'
import { words } from './words.ts'

export interface TrayActs {
  open(): void
  newMail(): void
  quit(): void
}

export function trayTemplate(acts: TrayActs): MenuItemConstructorOptions[] {
  return [
    { label: words.open, click: acts.open },
    { label: words.newMail, click: acts.newMail },
    { type: 'separator' },
    { label: words.quit, click: acts.quit }
  ]
}

/** The sign beside the clock, with how many mails are unread; a desktop without one does without. */
export function openTray(deps: {
  Tray: new (icon: string) => Tray
  Menu: { buildFromTemplate(template: MenuItemConstructorOptions[]): Menu }
  resourcesFolder: string
  log: Log
  acts: TrayActs
  platform?: NodeJS.Platform
}): { there(): boolean; click(): void; setUnread(unread: number): void; destroy(): void } {
  const mac = (deps.platform ?? process.platform) === 'darwin'
  let tray: Tray | null = null
  try {
    tray = new deps.Tray(join(deps.resourcesFolder, 'icons', mac ? 'trayTemplate.png' : 'tray.png'))
    tray.setToolTip(words.app)
    tray.setContextMenu(deps.Menu.buildFromTemplate(trayTemplate(deps.acts)))
    tray.on('click', deps.acts.open)
  } catch (error) {
    // the window comes back by starting SalesInbox again
    deps.log.warn('tray.missing', described(error))
    tray = null
  }
  return {
    there: () => tray !== null,
    click: () => void tray?.emit('click'),
    setUnread(unread) {
      tray?.setToolTip(words.unreadIn(unread))
      if (mac) tray?.setTitle(unread > 0 ? String(unread) : '')
    },
    destroy: () => tray?.destroy()
  }
}
