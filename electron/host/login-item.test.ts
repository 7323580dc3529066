import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createLoginItem } from './login-item.ts'

let settingsFolder: string
beforeEach(() => {
  settingsFolder = mkdtempSync(join(tmpdir(), 'salesinbox-login-'))
})
afterEach(() => rmSync(settingsFolder, { recursive: true }))

function open(platform: NodeJS.Platform, program = '/opt/SalesInbox/salesinbox') {
  const kept = { openAtLogin: false, args: [] as string[] }
  const app = {
    // as Windows has it: an item with other arguments is another item
    getLoginItemSettings: (asked?: { args?: string[] }) => ({
      openAtLogin: kept.openAtLogin && String(asked?.args) === String(kept.args)
    }),
    setLoginItemSettings: (given: object) => void Object.assign(kept, given)
  }
  return { kept, item: createLoginItem({ app: app as never, platform, program, settingsFolder }) }
}

it.each([
  ['win32', ['--hidden']],
  ['darwin', []]
] as const)('asks %s for it, and finds what it asked for', (platform, args) => {
  const { kept, item } = open(platform)
  expect(item.on()).toBe(false)
  item.set(true)
  expect(kept).toEqual({ openAtLogin: true, args })
  expect(item.on()).toBe(true)
  item.set(false)
  expect(item.on()).toBe(false)
})

it('writes an entry of the desktop on Linux, and takes it away', () => {
  const { item } = open('linux', '/home/ma "ya"/100%/Sales$Inbox.AppImage')
  const file = join(settingsFolder, 'autostart', 'salesinbox.desktop')
  item.set(true)
  expect(item.on()).toBe(true)
  expect(readFileSync(file, 'utf8').split('\n')).toEqual([
    '[Desktop Entry]',
    'Type=Application',
    'Name=SalesInbox',
    String.raw`Exec="/home/ma \\"ya\\"/100%%/Sales\\$Inbox.AppImage" --hidden`,
    'Icon=salesinbox',
    'Terminal=false',
    ''
  ])
  item.set(false)
  item.set(false)
  expect([item.on(), existsSync(file)]).toEqual([false, false])
})
