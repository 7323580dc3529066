import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { _electron, type ElectronApplication, expect, test } from '@playwright/test'
import { installedAs } from '../app/electron-app.ts'
import { layOutInstalled } from '../app/installed-electron.ts'
import {
  feedFile,
  feedOf,
  leavesWord,
  makeKeys,
  signFeed,
  startUpdateServer,
  type UpdateServer
} from '../servers/updates.ts'
// @ts-expect-error plain JavaScript, which runs before anything is built
import * as script from '../../scripts/electron.mjs'

/** A newer version in the real Electron: found, checked, fetched, and in the old one's place after the restart. */
const { findElectron, whyNotHere } = script as {
  findElectron(): string | null
  whyNotHere(): string | null
}
const electron = findElectron()
const why =
  electron === null
    ? 'its binary is not on this machine'
    : process.platform === 'linux'
      ? whyNotHere()
      : 'it is shown as an AppImage, on Linux'
// once: each worker reads this file too
if (why !== null && process.env['TEST_WORKER_INDEX'] === undefined)
  console.log(`The test of an update in the real Electron is skipped: ${why}.`)
test.skip(why !== null, why ?? '')

const root = join(import.meta.dirname, '../..')
const keys = makeKeys()
let folder: string
let laidOut: string
let server: UpdateServer
let app: ElectronApplication | undefined

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'salesinbox-electron-update-'))
  // links to Electron's files reach no other disk
  const cache = join(root, 'node_modules/.cache/salesinbox')
  mkdirSync(cache, { recursive: true })
  laidOut = mkdtempSync(join(cache, 'installed-'))
  server = await startUpdateServer()
})
test.afterAll(async () => {
  await app?.close().catch(() => undefined)
  await server?.close()
  for (const one of [folder, laidOut]) if (one) rmSync(one, { recursive: true, force: true })
})

test('says that a newer version is ready, and is replaced by it when the rep restarts', async () => {
  const { address } = server
  const binary = layOutInstalled(dirname(electron!), laidOut, root, { address, keys: [keys.publicKey] })
  const image = join(folder, 'SalesInbox.AppImage')
  const began = join(folder, 'began')
  writeFileSync(image, leavesWord('of the old one', began))
  chmodSync(image, 0o755)
  const file = leavesWord('9.9.9', began)
  const feed = feedOf('9.9.9', file)
  server.files.set(feedFile, feed)
  server.files.set(`${feedFile}.sig`, Buffer.from(signFeed(feedFile, feed, keys.privateKey)))
  server.files.set('SalesInbox-9.9.9.AppImage', file)

  const given = Object.entries(process.env).filter((one): one is [string, string] => one[1] !== undefined)
  app = await _electron.launch({
    executablePath: binary,
    args: ['--data', join(folder, 'data'), '--strict'],
    env: {
      ...Object.fromEntries(given),
      APPIMAGE: image,
      // what an installed app tells the desktop stays here
      XDG_CACHE_HOME: join(folder, 'cache'),
      XDG_CONFIG_HOME: join(folder, 'config'),
      XDG_DATA_HOME: join(folder, 'share')
    }
  })
  expect(await installedAs(app)).toMatchObject({ packed: true })
  const shown = () => app!.windows().find((one) => one.url().includes('/index.html'))
  await expect.poll(() => shown() !== undefined, { timeout: 30_000 }).toBe(true)
  const page = shown()!
  await page.getByRole('button', { name: 'Add your mailbox' }).waitFor()
  await page.evaluate(() => void (location.hash = '#/settings/about'))
  await page.getByRole('button', { name: 'Look for updates' }).click()
  const line = page.getByRole('region', { name: 'Update', exact: true })
  await expect(line.getByRole('status')).toContainText('SalesInbox 9.9.9 is ready', { timeout: 30_000 })

  const closed = app.waitForEvent('close')
  await line.getByRole('button', { name: 'Restart now' }).click()
  await closed
  app = undefined
  await expect
    .poll(() => existsSync(began) && readFileSync(began, 'utf8'), { timeout: 15_000 })
    .toContain('9.9.9')
  expect(readFileSync(image).equals(file)).toBe(true)
})
