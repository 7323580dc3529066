import type { BaseWindow, MenuItemConstructorOptions } from 'electron'
import { expect, it } from 'vitest'
import type { MenuCommand } from '../../shared/contract/desktop.ts'
import { acceleratorOf, menuTemplate, shownAs } from './menu.ts'

const command = (id: string, group: MenuCommand['group'], ...keys: string[]): MenuCommand => ({
  id,
  words: `Do ${id}`,
  group,
  keys
})
const commands = [
  command('mail.archive', 'mail', 'e'),
  command('compose.new', 'write', 'c', 'Mod+n'),
  command('mail.reply', 'write', 'r'),
  command('go.deals', 'go', 'g d'),
  command('go.settings', 'go', 'Mod+,'),
  command('record.list', 'record'),
  command('app.palette', 'window', 'Mod+k'),
  command('app.keys', 'window', '?')
]
const ran: [string, unknown][] = []
const acts = {
  command: (id: string, window: BaseWindow | undefined) => void ran.push([id, window]),
  quit: () => undefined
}

function itemsOf(template: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? itemsOf(item.submenu) : [])])
}

it.each([
  { mac: true, packaged: true },
  { mac: false, packaged: true },
  { mac: false, packaged: false }
])('has every command once, under one roof (%j)', (options) => {
  const items = itemsOf(menuTemplate(acts, commands, options))
  const ids = items.flatMap(({ id }) => id ?? [])
  expect(ids.toSorted()).toEqual(commands.map(({ id }) => id).toSorted())
  // a registered key would act beside the page's own
  for (const { id, registerAccelerator } of items)
    if (id) expect([id, registerAccelerator]).toEqual([id, false])
  expect(items.some(({ role }) => role === 'toggleDevTools')).toBe(!options.packaged)
})

it('runs what was chosen, for the window it was chosen in', () => {
  const window = { id: 3 } as BaseWindow
  const item = itemsOf(menuTemplate(acts, commands, { mac: true, packaged: true })).find(
    ({ id }) => id === 'go.deals'
  )
  item!.click!(undefined as never, window, undefined as never)
  expect(ran).toEqual([['go.deals', window]])
})

it('has no empty menu before the page has said its commands', () => {
  const template = menuTemplate(acts, [], { mac: false, packaged: true })
  for (const { role, submenu } of template)
    if (!role) expect((submenu as unknown[]).length).toBeGreaterThan(0)
})

it('shows keys that a menu can have, and writes the others behind the words', () => {
  expect(shownAs(commands[0]!)).toEqual({ label: 'Do mail.archive (E)' })
  expect(shownAs(commands[1]!)).toEqual({ label: 'Do compose.new (C)', accelerator: 'CmdOrCtrl+N' })
  expect(shownAs(commands[3]!)).toEqual({ label: 'Do go.deals (G D)' })
  expect(shownAs(commands[4]!)).toEqual({ label: 'Do go.settings', accelerator: 'CmdOrCtrl+,' })
  expect(shownAs({ ...commands[5]!, words: 'Find & file' })).toEqual({ label: 'Find && file' })
})

it.each([
  ['Mod+k', 'CmdOrCtrl+K'],
  ['Mod+.', 'CmdOrCtrl+.'],
  ['Mod+Shift+Enter', 'CmdOrCtrl+Shift+Enter'],
  ['F6', 'F6'],
  ['Shift+F6', 'Shift+F6'],
  ['e', null],
  ['g d', null],
  ['#', null],
  ['Shift+I', null],
  ['Escape', null],
  // goes a word back in a text
  ['Alt+ArrowLeft', null]
])('takes %s for %s', (keys, accelerator) => {
  expect(acceleratorOf(keys)).toBe(accelerator)
})
