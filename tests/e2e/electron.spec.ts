import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, expect, test } from '@playwright/test'
// @ts-expect-error plain JavaScript, which runs before anything is built
import * as script from '../../scripts/electron.mjs'

const { findElectron, whyNotHere } = script as {
  findElectron(): string | null
  whyNotHere(): string | null
}
const binary = findElectron()
const why = binary === null ? 'its binary is not on this machine' : whyNotHere()
if (why !== null) console.log(`The test of the real Electron shell is skipped: ${why}.`)

test('the real Electron opens the page, keeps the keeper, and quits', async () => {
  test.skip(why !== null, why ?? '')
  const folder = mkdtempSync(join(tmpdir(), 'salesinbox-electron-'))
  const app = await _electron.launch({
    executablePath: binary!,
    args: [join(import.meta.dirname, '../..'), '--data', folder, '--strict']
  })
  try {
    const at = (path: string): Promise<unknown> =>
      expect.poll(() => app.windows().some((one) => one.url().endsWith(path)), { timeout: 20_000 }).toBe(true)
    await at('/index.html')
    await at('/keeper.html')
    const page = app.windows().find((one) => one.url().endsWith('/index.html'))!
    await expect(page.getByRole('button', { name: 'Try with a sample mailbox' })).toBeVisible()
    expect(
      await page.evaluate(() => ['require', 'process', 'module'].filter((name) => name in globalThis))
    ).toEqual([])
    expect(await page.evaluate(() => Object.keys(globalThis.bridge ?? {}).sort())).toEqual(['listen', 'send'])
    await page.close()
    await at('/keeper.html')
  } finally {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
