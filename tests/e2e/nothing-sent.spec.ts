import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { startApp } from '../app/app.ts'

/** Telemetry: none. Page and core talk with each other and with the mailbox's servers, and with nobody else. */

interface Asked {
  where: 'main' | 'worker'
  what: string
  host: string
  port: number | null
}

test('page and core reach nobody but each other and the servers of the mailbox', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'salesinbox-sockets-'))
  const seen = join(folder, 'seen')
  const app = await startApp({
    args: ['--sample'],
    node: ['--import', join(import.meta.dirname, '../app/watch-sockets.mjs')],
    env: { SOCKETS_SEEN: seen }
  })
  const { page } = app
  const requests = new Set<string>()
  app.context.on('request', (request) => requests.add(new URL(request.url()).origin))
  page.on('websocket', (socket) => requests.add(new URL(socket.url()).origin))
  try {
    await page.reload()
    await expect(page.getByRole('status', { name: 'Sync status' })).toContainText('Up to date', {
      timeout: 90_000
    })
    const { origin, host } = new URL(app.shell.url)
    const rows = page.getByRole('grid', { name: 'Messages' }).getByRole('row')
    // a mail with remote pictures, an answer that is sent, a search, a fault, the pages of Settings and of records
    await rows.first().click()
    await expect(page.getByRole('article').first()).toBeVisible()
    const client = await app.client()
    await client.call('app.setPreferences', { undoSendSeconds: 0 })
    const { address } = (await client.call('accounts.list', {}))[0]!
    await client.call('app.report', { where: 'test', code: 'TypeError', stack: 'at nowhere' })
    client.close()
    await page.keyboard.press('c')
    const composer = page.getByRole('region', { name: 'New mail' })
    await composer.getByRole('combobox', { name: 'To' }).fill(address)
    await composer.getByRole('combobox', { name: 'To' }).press('Enter')
    await composer.getByRole('textbox', { name: 'Subject' }).fill('Nobody else hears of this')
    await composer.getByRole('button', { name: 'Send' }).click()
    await expect(composer).toHaveCount(0)
    await page.getByRole('searchbox', { name: 'Search mail' }).fill('renewal')
    await page.getByRole('searchbox', { name: 'Search mail' }).press('Enter')
    for (const place of ['settings/about', 'settings/problems', 'settings/computer', 'records/deal']) {
      await page.goto(`${origin}/#/${place}`)
      await expect(page.getByRole('heading').first()).toBeVisible()
    }
    await page.goto(`${origin}/#/settings/about`)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save a report' }).click()
    ])
    const report = readFileSync(await download.path(), 'utf8')
    expect(report).toContain('"where":"test"')
    expect(report).not.toContain(address)
    await expect(page.getByText('1 fault')).toBeVisible()
    await page.getByRole('button', { name: 'Delete all reports' }).click()
    await page.getByRole('button', { name: 'Delete reports' }).click()
    await expect(page.getByText('Nothing went wrong so far.')).toBeVisible()

    expect([...requests].sort()).toEqual([origin, `ws://${host}`].sort())
    const asked = readFileSync(seen, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Asked)
    // the watch works, in threads too: mail came and went through it
    expect(asked.some(({ where, what }) => where === 'worker' && what === 'tcp')).toBe(true)
    expect([...new Set(asked.map((one) => one.host))]).toEqual(['127.0.0.1'])
    const served = await app.client()
    const accounts = await served.call('accounts.list', {})
    served.close()
    const ports = accounts.flatMap(({ incoming, outgoing }) => [incoming.port, outgoing.port])
    expect(
      [...new Set(asked.map(({ port }) => port))].filter((port) => port !== null && !ports.includes(port))
    ).toEqual([])
  } finally {
    await app.close()
    rmSync(folder, { recursive: true })
  }
})
