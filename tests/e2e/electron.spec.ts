import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, expect, type Page, test } from '@playwright/test'
import {
  clickMenu,
  clickNote,
  clickTray,
  closeSeen,
  crashKeeper,
  keepNotes,
  menuItems,
  noteCount,
  openUrl,
  sealsAndOpens,
  secondInstance,
  sleepAndWake,
  windowsOf
} from '../app/electron-app.ts'
// @ts-expect-error plain JavaScript, which runs before anything is built
import * as script from '../../scripts/electron.mjs'

/** The whole app in the real Electron, one story. A packed app is tested where its binary is named. */
test.describe.configure({ mode: 'serial' })

const { findElectron, whyNotHere } = script as {
  findElectron(): string | null
  whyNotHere(): string | null
}
/** Absolute: the app as it was packed. */
const packed = process.env['SALESINBOX_PACKED']
const binary = packed ?? findElectron()
const why = binary === null ? 'its binary is not on this machine' : whyNotHere()
// once: each worker reads this file too
if (why !== null && process.env['TEST_WORKER_INDEX'] === undefined)
  console.log(`The tests of the real Electron shell are skipped: ${why}.`)
test.skip(why !== null, why ?? '')

const root = join(import.meta.dirname, '../..')
interface Globals {
  salesinbox: {
    bridge: { call(name: string, input: object): Promise<unknown>; on(name: string, run: () => void): void }
  }
  woke?: number
}

let folder: string
let app: ElectronApplication
const launch = (...args: string[]): Promise<ElectronApplication> =>
  _electron.launch({
    executablePath: binary!,
    args: [...(packed ? [] : [root]), '--data', folder, '--strict', ...args]
  })
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'salesinbox-electron-'))
  app = await launch('--sample')
})
test.afterAll(async () => {
  await app?.close()
  if (folder) rmSync(folder, { recursive: true, force: true })
})

const at = (path: string): Page | undefined => app.windows().find((one) => one.url().includes(path))
async function page(path = '/index.html'): Promise<Page> {
  await expect.poll(() => at(path) !== undefined, { timeout: 30_000 }).toBe(true)
  return at(path)!
}
const rows = async () => (await page()).getByRole('grid', { name: 'Messages' }).getByRole('row')
const call = async (name: string, input: object): Promise<unknown> =>
  (await page()).evaluate(
    ([what, given]) => (globalThis as unknown as Globals).salesinbox.bridge.call(what, given),
    [name, input] as const
  )
const paths = async (): Promise<string[]> =>
  (await windowsOf(app)).map(({ path }) => path.split('#')[0]!).sort()

test('starts: a window that is seen and a keeper that is not, which reads the sample mailbox', async () => {
  const status = (await page()).getByRole('status', { name: 'Sync status' })
  await expect(status).toContainText('Up to date', { timeout: 90_000 })
  const facts = await windowsOf(app)
  expect(facts.find(({ path }) => path.startsWith('/keeper.html'))?.visible).toBe(false)
  expect(facts.find(({ path }) => path.startsWith('/index.html'))?.visible).toBe(true)
})

test('gives the page one door, and nothing of Node', async () => {
  const window = await page()
  expect(
    await window.evaluate(() =>
      ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis)
    )
  ).toEqual([])
  expect(await window.evaluate(() => Object.keys(globalThis.bridge ?? {}).sort())).toEqual(['listen', 'send'])
})

test('keeps to its policy: no script of a stranger, no request elsewhere', async () => {
  const found = await (
    await page()
  ).evaluate(async () => {
    const elsewhere = await fetch('https://elsewhere.example/').then(
      () => 'reached',
      () => 'stopped'
    )
    const script = document.createElement('script')
    script.textContent = 'globalThis.bad = 1'
    document.head.append(script)
    return [elsewhere, 'bad' in globalThis]
  })
  expect(found).toEqual(['stopped', false])
})

test('is served from app:// alone, with storage of its own', async () => {
  const window = await page()
  expect(new URL(window.url()).protocol).toBe('app:')
  const facts = await window.evaluate(async () => ({
    origin: location.origin,
    secure: isSecureContext,
    databases: (await indexedDB.databases()).length,
    outside: (await fetch('/../package.json')).status
  }))
  expect(facts).toMatchObject({ origin: 'app://salesinbox', secure: true, outside: 404 })
  expect(facts.databases).toBeGreaterThan(0)
})

test('refuses calls from a frame', async () => {
  const answer = await (
    await page()
  ).evaluate(async () => {
    const frame = document.createElement('iframe')
    frame.src = '/index.html'
    document.body.append(frame)
    await new Promise((done) => (frame.onload = done))
    // the preload does not run in frames at all
    const door = (frame.contentWindow as unknown as { bridge?: unknown }).bridge
    frame.remove()
    return door === undefined ? 'no door' : 'a door'
  })
  expect(answer).toBe('no door')
})

test('opens no window and leads nowhere for a link', async () => {
  const window = await page()
  const before = app.windows().length
  await window.evaluate(() => {
    open('https://elsewhere.example/')
    location.href = 'https://elsewhere.example/'
  })
  await window.waitForTimeout(500)
  expect([app.windows().length, new URL(window.url()).host]).toEqual([before, 'salesinbox'])
})

test('has every command of the page in its menus', async () => {
  await expect.poll(async () => (await menuItems(app)).length).toBeGreaterThan(30)
  const items = await menuItems(app)
  expect(items.find(({ id }) => id === 'app.palette')?.accelerator).toMatch(/K$/)
  expect(await clickMenu(app, 'app.keys')).toBe(true)
  await expect((await page()).getByRole('dialog', { name: 'All keys' })).toBeVisible()
  await (await page()).keyboard.press('Escape')
})

test('opens a mail in a window of its own', async () => {
  await (await rows()).first().dblclick()
  const own = await page('#/window/mail/')
  await expect(own.getByRole('article').first()).toBeVisible()
  await own.close()
})

test('goes on without a window: the keeper stays, the tray brings it back', async () => {
  await closeSeen(app)
  await expect.poll(paths).toEqual(['/keeper.html'])
  // a desktop without a tray: a second start does the same
  if (!(await clickTray(app))) await secondInstance(app, ['salesinbox'])
  await expect.poll(paths).toEqual(['/index.html', '/keeper.html'])
})

test('hands a second start over to the first', async () => {
  const second = await launch('mailto:anna@acme.example?subject=Second').catch(() => null)
  await second?.close().catch(() => undefined)
  const composer = (await page()).getByRole('region', { name: 'New mail' })
  await expect(composer.getByRole('textbox', { name: 'Subject' })).toHaveValue('Second')
  await composer.getByRole('button', { name: 'Discard' }).click()
})

test('writes a mail for a mailto: link', async () => {
  await openUrl(app, 'mailto:anna@acme.example?subject=Link')
  const composer = (await page()).getByRole('region', { name: 'New mail' })
  await expect(composer.getByRole('textbox', { name: 'Subject' })).toHaveValue('Link')
  await composer.getByRole('button', { name: 'Discard' }).click()
})

test('shows an .eml file that the system opens', async () => {
  writeFileSync(
    join(folder, 'offer.eml'),
    'From: Eve <eve@evil.example>\r\nSubject: From a file\r\n\r\nHello\r\n'
  )
  await secondInstance(app, ['salesinbox', 'offer.eml'], folder)
  const own = await page('#/window/file/')
  await expect(own.getByRole('article', { name: 'From a file' })).toBeVisible()
  await own.close()
})

test('opens the mail of a notification that is clicked', async () => {
  await keepNotes(app)
  await closeSeen(app)
  await secondInstance(app, ['salesinbox'])
  await call('app.notify', { title: 'Anna', body: 'Terms', tag: 'test', mail: 1, context: 0 })
  // shown only while no window of ours is in front, which a desktop may decide otherwise
  if ((await noteCount(app)) > 0) await clickNote(app)
  else await (await rows()).first().click()
  await expect((await page()).getByRole('article').first()).toBeVisible()
})

test('seals secrets with the keychain, or says that there is none', async () => {
  const there = await app.evaluate(({ safeStorage }) => safeStorage.isAsyncEncryptionAvailable())
  expect(await sealsAndOpens(app, 'correct horse battery staple')).toBe(there)
})

test('tells its pages of sleep and waking', async () => {
  const window = await page()
  await window.evaluate(() => {
    const globals = globalThis as unknown as Globals
    globals.salesinbox.bridge.on('app.woke', () => (globals.woke = (globals.woke ?? 0) + 1))
  })
  await sleepAndWake(app)
  await expect.poll(() => window.evaluate(() => (globalThis as unknown as Globals).woke ?? 0)).toBe(1)
})

test('brings its keeper back after a crash, and notes it here alone', async () => {
  await crashKeeper(app)
  await expect.poll(paths, { timeout: 15_000 }).toContain('/keeper.html')
  await expect
    .poll(() => readFileSync(join(folder, 'logs', 'salesinbox.log'), 'utf8'))
    .toContain('"event":"keeper.down"')
  expect(await app.evaluate(({ crashReporter }) => crashReporter.getUploadToServer())).toBe(false)
})
