import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, expect, type Page, test } from '@playwright/test'
import type { Bridge } from '../../shared/contract/index.ts'
import { axe } from '../app/axe.ts'
import { launch } from '../app/chromium.ts'
import { freePorts } from '../servers/dovecot.ts'
import {
  feedFile,
  feedOf,
  makeKeys,
  signFeed,
  startUpdateServer,
  type UpdateServer
} from '../servers/updates.ts'

/** What the rep sees of a newer version: quiet, once, and in words. */
test.describe.configure({ mode: 'serial' })

const folder = mkdtempSync(join(tmpdir(), 'salesinbox-update-'))
const keys = makeKeys()
const file = Buffer.alloc(600_000, 7)
let server: UpdateServer
let shell: ChildProcess
let said = ''
let browser: Browser
let page: Page

const about = () => page.getByRole('region', { name: 'Updates' })
const line = () => page.getByRole('region', { name: 'Update', exact: true })
const look = () => about().getByRole('button', { name: 'Look for updates' }).click()
function publish(version: string, key = keys.privateKey): void {
  const feed = feedOf(version, file)
  server.files.set(feedFile, feed)
  server.files.set(`${feedFile}.sig`, Buffer.from(signFeed(feedFile, feed, key)))
  server.files.set(`SalesInbox-${version}.AppImage`, file)
}
async function violations(): Promise<unknown[]> {
  const found = await axe(page).analyze()
  return found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
}

test.beforeAll(async () => {
  server = await startUpdateServer()
  const [port = 0] = await freePorts(1)
  const script = join(import.meta.dirname, '../app/updating-shell.ts')
  const args = [script, join(folder, 'data'), String(port), server.address, keys.publicKey]
  shell = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  shell.stdout!.on('data', (data: Buffer) => (said += data.toString()))
  await expect.poll(() => said, { timeout: 30_000 }).toContain('\n')
  browser = await chromium.launch(launch)
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  await page.goto(said.trim())
  await page.getByRole('button', { name: 'Add your mailbox' }).waitFor()
  await page.evaluate(() => void (location.hash = '#/settings/about'))
})
test.afterAll(async () => {
  await browser?.close()
  shell?.kill('SIGKILL')
  await server?.close()
  rmSync(folder, { recursive: true, force: true })
})

test('a server that is not trusted is told of in words, and nothing is fetched', async () => {
  publish('1.1.0', makeKeys().privateKey)
  await expect(about().getByRole('status')).toHaveText('Not looked for yet.')
  await look()
  await expect(about().getByRole('alert')).toContainText('its signature is wrong')
  await expect(about().getByRole('alert')).toContainText('Nothing was downloaded.')
  await expect(about().getByRole('status')).toHaveText('Looked for, and nothing to rely on was found.')
  expect(server.asked.filter((name) => name.endsWith('.AppImage'))).toEqual([])
})

test('there is nothing newer', async () => {
  publish('1.0.0')
  await look()
  await expect(about().getByRole('status')).toContainText('This is the newest version')
  await expect(about().getByRole('alert')).toHaveCount(0)
  await expect(line()).toHaveCount(0)
  expect(await violations()).toEqual([])
})

test('a download shows how far it is, and can be called off', async () => {
  publish('1.1.0')
  server.files.set('SalesInbox-1.1.0.AppImage', (_request, response) => {
    response.writeHead(200, { 'Content-Length': file.length }).write(file.subarray(0, 200_000))
  })
  await look()
  await expect(about().getByRole('progressbar', { name: 'Getting SalesInbox 1.1.0' })).toBeVisible()
  await expect(about().getByText('200 KB of 600 KB')).toBeVisible()
  expect(await violations()).toEqual([])
  await about().getByRole('button', { name: 'Cancel' }).click()
  await expect(about().getByRole('button', { name: 'Look for updates' })).toBeVisible()
  await expect(about().getByRole('alert')).toHaveCount(0)
})

test('a version that is ready asks once, in one line, and is still to be had after "Later"', async () => {
  publish('1.1.0')
  await look()
  await expect(line().getByRole('status')).toContainText('SalesInbox 1.1.0 is ready')
  await expect(about().getByRole('button', { name: 'Restart now' })).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await violations()).toEqual([])
  }
  // from the keyboard
  await line().getByRole('button', { name: 'Later' }).focus()
  await page.keyboard.press('Enter')
  await expect(line()).toHaveCount(0)
  await page.reload()
  await expect(about().getByRole('status')).toContainText('SalesInbox 1.1.0 is ready')
  await expect(line()).toHaveCount(0)
  // another version is another question
  publish('1.2.0')
  await page.evaluate(() => {
    const { bridge } = (globalThis as unknown as { salesinbox: { bridge: Bridge } }).salesinbox
    return bridge.call('update.check', {})
  })
  await expect(line().getByRole('status')).toContainText('SalesInbox 1.2.0 is ready')
})

test('it is not installed by closing once that is switched off', async () => {
  await about().getByRole('switch', { name: 'Get new versions by itself' }).uncheck({ force: true })
  await expect(about().getByRole('status')).toContainText('when you restart from here')
})

test('the restart is asked for in the line', async () => {
  await line().getByRole('button', { name: 'Restart now' }).click()
  await expect.poll(() => said).toContain('restarts')
  await expect(line().getByRole('status')).toContainText('SalesInbox restarts')
})
