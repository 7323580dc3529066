import type { MenuItemConstructorOptions } from 'electron'
import { words } from './words.ts'

export interface MenuActs {
  open(): void
  command(command: string, argument?: unknown): void
  quit(): void
}

/** The menu bar (seen on macOS; elsewhere it lends its keys). Reload and the developer's tools only while developing. */
export function menuTemplate(
  acts: MenuActs,
  options: { mac: boolean; packaged: boolean }
): MenuItemConstructorOptions[] {
  const settings: MenuItemConstructorOptions = {
    label: words.settings,
    accelerator: 'CmdOrCtrl+,',
    click: () => acts.command('go.settings', {})
  }
  const quit: MenuItemConstructorOptions = { label: words.quit, accelerator: 'CmdOrCtrl+Q', click: acts.quit }
  const separator: MenuItemConstructorOptions = { type: 'separator' }
  return [
    ...(options.mac
      ? [
          {
            label: words.app,
            submenu: [
              { role: 'about' },
              separator,
              settings,
              separator,
              { role: 'services' },
              { role: 'hide' },
              { role: 'hideOthers' },
              { role: 'unhide' },
              separator,
              quit
            ]
          } satisfies MenuItemConstructorOptions
        ]
      : []),
    {
      label: words.file,
      submenu: [
        { label: words.newMail, accelerator: 'CmdOrCtrl+N', click: () => acts.command('compose.new', {}) },
        separator,
        { role: 'close' },
        ...(options.mac ? [] : [settings, separator, quit])
      ]
    },
    { role: 'editMenu' },
    {
      role: 'viewMenu',
      submenu: [
        ...(options.packaged
          ? []
          : ([
              { role: 'reload' },
              { role: 'toggleDevTools' },
              separator
            ] satisfies MenuItemConstructorOptions[])),
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' }
      ]
    },
    { role: 'windowMenu' },
    { role: 'help', submenu: [{ label: words.keys, click: () => acts.command('app.keys') }] }
  ]
}

export function trayTemplate(acts: MenuActs): MenuItemConstructorOptions[] {
  return [
    { label: words.open, click: acts.open },
    {
      label: words.newMail,
      click: () => {
        acts.open()
        acts.command('compose.new', {})
      }
    },
    { type: 'separator' },
    { label: words.quit, click: acts.quit }
  ]
}
