import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { launch } from '../../tests/app/chromium.ts'
import { startShell } from '../../tests/app/shell.ts'
import { type AsarFile, layOut } from './asar.ts'
import { sampleJob } from './sample-job.ts'

const root = join(import.meta.dirname, '../..')

/**
 * The packed files in a folder of their own, with the browser shell's host beside them: it is not packed, and Node
 * cannot read an archive by itself. Nothing else of this project is within reach of them.
 */
export function layOutWithHost(files: AsarFile[], folder: string): string {
  const app = join(folder, 'app')
  layOut(files, app)
  copyFileSync(join(root, 'dist/electron/browser.js'), join(app, 'dist/electron/browser.js'))
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  cpSync(join(root, 'node_modules/ws'), join(folder, 'node_modules/ws'), { recursive: true })
  return app
}

/** Does the sample job with the core and the page of that folder, in Chromium. */
export async function jobIn(
  app: string
): Promise<{ done: string[]; list: number; faults: string[]; core: number }> {
  const profile = mkdtempSync(join(tmpdir(), 'salesinbox-packed-'))
  const faults: string[] = []
  const began = performance.now()
  const shell = await startShell({ root: app, args: ['--sample'] })
  const core = performance.now() - began
  const context = await chromium.launchPersistentContext(profile, {
    ...launch,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB'
  })
  try {
    const page = context.pages()[0] ?? (await context.newPage())
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('response', (answer) => {
      if (answer.status() >= 400) faults.push(`${answer.status()} for ${new URL(answer.url()).pathname}`)
    })
    await page.goto(shell.url)
    return { ...(await sampleJob(page)), faults, core }
  } finally {
    await context.close()
    await shell.close()
    rmSync(profile, { recursive: true, force: true })
  }
}
