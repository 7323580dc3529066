import type { BaseWindow, MenuItemConstructorOptions } from 'electron'
import { commandGroups } from '../../shared/command-groups.ts'
import type { MenuCommand } from '../../shared/contract/desktop.ts'
import { words } from './words.ts'

export interface MenuActs {
  /** @param window the one that is in front; none: the main window opens */
  command(command: string, window: BaseWindow | undefined): void
  quit(): void
}
type Item = MenuItemConstructorOptions
const separator: Item = { type: 'separator' }

/** Commands that a system's menus have a place of their own for. */
const placed = {
  file: ['compose.new', 'app.newWindow', 'app.openFile'],
  settings: 'go.settings',
  help: ['app.keys']
}

/**
 * The menu bar (seen on macOS): every command of the page with its key, beside what each program's menus have. Reload
 * and the developer's tools only while developing.
 * @param commands as the page last said; none until it has
 */
export function menuTemplate(
  acts: MenuActs,
  commands: readonly MenuCommand[],
  options: { mac: boolean; packaged: boolean }
): Item[] {
  const item = (command: MenuCommand): Item => ({
    id: command.id,
    ...shownAs(command),
    // the page listens for its keys itself, so that no press acts twice
    registerAccelerator: false,
    click: (_item, window) => acts.command(command.id, window)
  })
  const named = (ids: readonly string[]): Item[] =>
    ids.flatMap((id) => commands.filter((one) => one.id === id).map(item))
  const apart = [...placed.file, placed.settings, ...placed.help]
  const [mail, write, go, record, window] = commandGroups.map((group) =>
    commands.filter((one) => one.group === group && !apart.includes(one.id)).map(item)
  ) as [Item[], Item[], Item[], Item[], Item[]]
  const settings = named([placed.settings])
  const quit: Item = { label: words.quit, accelerator: 'CmdOrCtrl+Q', click: acts.quit }
  const menu = (label: string, ...parts: Item[][]): Item[] => {
    const submenu = divided(parts)
    return submenu.length > 0 ? [{ label, submenu }] : []
  }
  return [
    ...(options.mac
      ? menu(
          words.app,
          [{ role: 'about' }],
          settings,
          [{ role: 'services' }],
          [{ role: 'hide' }, { role: 'hideOthers' }, { role: 'unhide' }],
          [quit]
        )
      : []),
    ...menu(words.file, named(placed.file), [{ role: 'close' }], ...(options.mac ? [] : [settings, [quit]])),
    { role: 'editMenu' },
    ...menu(words.mail, write, mail),
    ...menu(words.go, go),
    ...menu(words.records, record),
    ...menu(
      words.view,
      window,
      [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }],
      [{ role: 'togglefullscreen' }],
      options.packaged ? [] : [{ role: 'reload' }, { role: 'toggleDevTools' }]
    ),
    { role: 'windowMenu' },
    { role: 'help', submenu: named(placed.help) }
  ]
}

function divided(parts: Item[][]): Item[] {
  return parts.filter((part) => part.length > 0).flatMap((part, at) => (at > 0 ? [separator, ...part] : part))
}

/**
 * A menu can show a key with Mod or a function key. Single keys and such as `g d` stand behind the words: a menu would
 * take them away from what is typed.
 */
export function shownAs({ words: label, keys }: MenuCommand): Pick<Item, 'label' | 'accelerator'> {
  const accelerator = keys.map(acceleratorOf).find((one) => one !== null)
  const [first] = keys
  const behind = first !== undefined && acceleratorOf(first) === null ? ` (${typed(first)})` : ''
  // an ampersand alone would underline what follows it
  return { label: `${label.replaceAll('&', '&&')}${behind}`, ...(accelerator ? { accelerator } : {}) }
}

/** `Mod+.` as Electron writes it; null: no menu can have this key. */
export function acceleratorOf(keys: string): string | null {
  if (keys.includes(' ') || !(/\bMod\+/.test(keys) || /(^|\+)F\d{1,2}$/.test(keys))) return null
  const parts = keys.split('+')
  const key = parts.pop()!
  return [...parts.map((part) => (part === 'Mod' ? 'CmdOrCtrl' : part)), upper(key)].join('+')
}

function typed(keys: string): string {
  return keys
    .split(' ')
    .map((press) => press.split('+').map(upper).join('+'))
    .join(' ')
}

const upper = (key: string): string => (key.length === 1 ? key.toUpperCase() : key)
