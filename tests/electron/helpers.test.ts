import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type * as Electron from 'electron'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import {
  clickMenu,
  clickNote,
  clickTray,
  closeSeen,
  crashKeeper,
  installedAs,
  keepNotes,
  type MainProcess,
  menuItems,
  noteCount,
  openUrl,
  sealsAndOpens,
  secondInstance,
  sleepAndWake,
  windowsOf
} from '../app/electron-app.ts'
import { layOutInstalled } from '../app/installed-electron.ts'
import { contractVersion } from '../../shared/contract/index.ts'
import { startMain } from './start-main.ts'

/** What the tests of the real Electron do there, done to the stand-in: where its binary is not to be had, they still run. */

let main: Awaited<ReturnType<typeof startMain>>
let app: MainProcess
beforeEach(async () => {
  main = await startMain()
  const electron = main.electron as unknown as typeof Electron
  app = {
    evaluate: async <R, A>(run: (given: typeof Electron, argument: A) => R | Promise<R>, argument?: A) =>
      run(electron, argument as A)
  }
})
afterEach(() => main.stop())
const paths = async (): Promise<string[]> => (await windowsOf(app)).map(({ path }) => path).sort()

/** A call of the page in the main window. */
function call(name: string, input: object): void {
  const { webContents } = main.electron.seen.windows.find((one) =>
    one.webContents.getURL().endsWith('/index.html')
  )!
  main.electron.ipcMain.emit(
    'bridge',
    { sender: webContents, senderFrame: webContents.mainFrame },
    { version: contractVersion, id: Math.ceil(Math.random() * 1e9), name, input }
  )
}

it('sees, closes and reopens windows: by the tray, a second start, a link', async () => {
  expect(await paths()).toEqual(['/index.html', '/keeper.html'])
  await closeSeen(app)
  expect(await paths()).toEqual(['/keeper.html'])
  expect(await clickTray(app)).toBe(true)
  expect(await paths()).toEqual(['/index.html', '/keeper.html'])
  await closeSeen(app)
  await secondInstance(app, ['salesinbox'])
  expect(await paths()).toEqual(['/index.html', '/keeper.html'])
  await closeSeen(app)
  await openUrl(app, 'mailto:a@b.example')
  expect(await paths()).toEqual(['/index.html', '/keeper.html'])
})

it('crashes the keeper, which comes back', async () => {
  await crashKeeper(app)
  expect(await paths()).toEqual(['/index.html'])
  await vi.waitFor(async () => expect(await paths()).toEqual(['/index.html', '/keeper.html']), 3000)
})

it('reads the menus, and chooses from them', async () => {
  expect(await menuItems(app)).toEqual([])
  const commands = [{ id: 'go.settings', words: 'Settings', group: 'go', keys: ['Mod+,'] }]
  call('desktop.setMenu', { commands })
  await vi.waitFor(async () =>
    expect(await menuItems(app)).toEqual([
      { id: 'go.settings', label: 'Settings', accelerator: 'CmdOrCtrl+,' }
    ])
  )
  await closeSeen(app)
  expect(await clickMenu(app, 'go.nowhere')).toBe(false)
  expect(await paths()).toEqual(['/keeper.html'])
  expect(await clickMenu(app, 'go.settings')).toBe(true)
  expect(await paths()).toEqual(['/index.html', '/keeper.html'])
})

it('clicks the last notification', async () => {
  await keepNotes(app)
  expect(await noteCount(app)).toBe(0)
  call('app.notify', { title: 'Anna', body: '', tag: 't', mail: 1, context: 0 })
  await vi.waitFor(async () => expect(await noteCount(app)).toBe(1))
  await closeSeen(app)
  await clickNote(app)
  expect(await paths()).toEqual(['/index.html', '/keeper.html'])
})

it('seals and opens a secret, or says that it cannot', async () => {
  expect(await sealsAndOpens(app, 'correct horse')).toBe(true)
  main.electron.seen.answers.keychain = false
  expect(await sealsAndOpens(app, 'correct horse')).toBe(false)
})

it('sleeps and wakes, which every page is told', async () => {
  const { webContents } = main.electron.seen.windows.find((one) =>
    one.webContents.getURL().endsWith('/index.html')
  )!
  call('app.info', {})
  await sleepAndWake(app)
  expect(webContents.sent).toContainEqual({ event: 'app.woke', payload: { reason: 'resume' } })
})

it('tells as what it is installed', async () => {
  expect(await installedAs(app)).toEqual({ packed: false, version: main.electron.app.getVersion() })
})

it('lays a checkout out as an installed app, with a source of updates of its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'salesinbox-laid-out-'))
  try {
    const electron = join(folder, 'electron')
    mkdirSync(join(electron, 'resources'), { recursive: true })
    writeFileSync(join(electron, 'electron'), 'binary')
    const source = { address: 'http://127.0.0.1:1/', keys: ['key'] }
    const root = join(import.meta.dirname, '../..')
    const binary = layOutInstalled(electron, join(folder, 'installed'), root, source)
    expect(readFileSync(binary, 'utf8')).toBe('binary')
    expect(existsSync(join(electron, 'electron'))).toBe(true)
    const app = join(folder, 'installed/resources/app')
    expect(JSON.parse(readFileSync(join(app, 'resources/update.json'), 'utf8'))).toEqual(source)
    expect(existsSync(join(app, 'resources/providers.json'))).toBe(true)
    expect(existsSync(join(app, 'package.json'))).toBe(true)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
