import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { launch } from '../../app/chromium.ts'
import type { BenchOptions } from '../run.ts'
import { median, type Row, spreadOf } from '../stats.ts'
import { type Fresh, makeFresh, whyNoChroot } from './chroot.ts'

const area = 'ship'

/** The README's commands in a Debian that has nothing: from `npm ci` to the sample's list, painted, in an open Chromium. */
export async function rows({ runs }: BenchOptions): Promise<Row[]> {
  const why = whyNoChroot()
  if (why !== null) {
    console.error(`  left out: ${why}`)
    return []
  }
  const whole: number[] = []
  const ours: number[] = []
  // a minute or two each
  for (let run = 0; run < Math.min(runs, 3); run++) {
    const fresh = makeFresh()
    try {
      const install = fresh.run('npm ci')
      const start = await toTheList(fresh)
      console.error(`  npm ci ${install.toFixed(1)} s, npm start ${start.toFixed(1)} s`)
      whole.push(install + start)
      ours.push(start)
    } finally {
      fresh.remove()
    }
  }
  const row = (name: string, values: number[], bar: number): Row => ({
    area,
    name,
    value: median(values),
    unit: 's',
    bar,
    better: 'lower',
    n: values.length,
    spread: spreadOf(values)
  })
  return [
    row('npm ci and npm start to the list, in a fresh Debian', whole, 180),
    row('of which ours, after npm', ours, 5)
  ]
}

/** s from `npm start` to a list with its mails, painted. */
async function toTheList(fresh: Fresh): Promise<number> {
  const profile = mkdtempSync(join(tmpdir(), 'salesinbox-fresh-profile-'))
  const context = await chromium.launchPersistentContext(profile, launch)
  const page = context.pages()[0] ?? (await context.newPage())
  const began = performance.now()
  const child = fresh.start('npm start -- --sample')
  try {
    await page.goto(await addressOf(child), { waitUntil: 'commit' })
    await page.waitForFunction(() => document.querySelectorAll('[role="grid"] time').length > 8, undefined, {
      polling: 'raf',
      timeout: 60_000
    })
    return (performance.now() - began) / 1000
  } finally {
    await context.close()
    // npm, its shell and the core are one group
    process.kill(-child.pid!, 'SIGTERM')
    await new Promise((done) => (child.exitCode === null ? child.once('exit', done) : done(null)))
    rmSync(profile, { recursive: true, force: true })
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  let said = ''
  return new Promise((done, fail) => {
    const hear = (data: Buffer): void => {
      said += data.toString()
      const found = /SalesInbox: (http:\/\/\S+)\n/.exec(said)
      if (found) done(found[1]!)
    }
    child.stdout!.on('data', hear)
    child.stderr!.on('data', hear)
    child.once('exit', (code) => fail(new Error(`npm start ended with ${code}: ${said.slice(-500)}`)))
  })
}
