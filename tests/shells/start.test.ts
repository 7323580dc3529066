import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
// @ts-expect-error plain JavaScript, which runs before anything is built
import * as script from '../../scripts/electron.mjs'
import { type Run, run } from './process.ts'

const electron = script as {
  whyNotHere(env: Record<string, string>, uid: number): string | null
  downloadElectron(options: { installer: string; stalled: number }): Promise<string | null>
}

let folder: string
let started: Run | null
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'salesinbox-start-'))
  started = null
})
afterEach(async () => {
  if (started?.child.exitCode === null) {
    started.child.kill('SIGTERM')
    await started.ended
  }
  rmSync(folder, { recursive: true, force: true })
})

/** `npm start` with this program in the place of Electron; null: there is none. */
function start(program: string | null): Run {
  const dist = join(folder, 'dist')
  mkdirSync(dist)
  if (program !== null) {
    writeFileSync(join(dist, 'electron'), `#!${process.execPath}\n${program}`)
    chmodSync(join(dist, 'electron'), 0o755)
  }
  started = run('scripts/start.mjs', ['--data', join(folder, 'data'), '--no-open'], {
    ELECTRON_OVERRIDE_DIST_PATH: dist,
    DISPLAY: ':99'
  })
  return started
}
const both =
  /^Electron cannot be used here \(.*\), so SalesInbox opens in the browser:\nSalesInbox: http:\/\/127\.0\.0\.1:\d+\/#[\w-]+\n$/

describe('npm start', () => {
  it.each([
    ['is not there', null],
    ['ends at once', 'process.exit(0)'],
    ['crashes', "console.error('[1:1] FATAL Missing X server or $DISPLAY'); process.abort()"],
    ['misses a library', "console.error('libnss3.so: cannot open shared object file'); process.exit(127)"],
    [
      'refuses root',
      "console.error('[9] Running as root without --no-sandbox is not supported'); process.exit(1)"
    ]
  ])('opens the browser shell where Electron %s, in two lines', async (_what, program) => {
    const one = start(program)
    await one.says(/SalesInbox: http.*\n/)
    expect(one.out()).toMatch(both)
    const reason = /console\.error\('(?:\[[^\]]*\] )?([^']*)/.exec(program ?? '')?.[1]
    if (reason) expect(one.out()).toContain(`(${reason})`)
    one.child.kill('SIGTERM')
    expect(await one.ended).toBe(0)
  })

  it('stays with Electron once the app has said a word, whatever its end', async () => {
    const one = start(
      "process.send('started', () => { process.disconnect(); setTimeout(() => process.exit(3), 100) })"
    )
    expect(await one.ended).toBe(3)
    expect(one.out()).toBe('')
  })

  it('stops Electron on SIGTERM', async () => {
    const one = start("console.log('up'); process.send('started'); setInterval(() => {}, 1000)")
    await one.says(/up/)
    one.child.kill('SIGTERM')
    expect(await one.ended).toBe(0)
  })
})

it.runIf(process.platform === 'linux')('asks for no download where Electron could not run', () => {
  expect(electron.whyNotHere({}, 1000)).toBe('there is no display')
  expect(electron.whyNotHere({ WAYLAND_DISPLAY: 'wayland-0' }, 1000)).toBeNull()
  expect(electron.whyNotHere({ DISPLAY: ':0' }, 0)).toBe('it does not run as root')
})

describe('the download', () => {
  function download(program: string, stalled = 600): Promise<string | null> {
    const installer = join(folder, 'install.cjs')
    writeFileSync(installer, program)
    return electron.downloadElectron({ installer, stalled })
  }
  it('is given up when nothing grows', async () => {
    expect(await download('setInterval(() => {}, 1000)')).toMatch(
      /^its download made no progress for 1 second/
    )
  })
  it('goes on for as long as something grows', async () => {
    const slow = `const file = require('path').join(require('os').tmpdir(), 'part'); let n = 0
      setInterval(() => { require('fs').appendFileSync(file, 'x'.repeat(1000)); if (++n === 24) process.exit(0) }, 150)`
    expect(await download(slow, 2500)).toBeNull()
  })
  it('says why it failed', async () => {
    expect(
      await download("console.error('Error: getaddrinfo ENOTFOUND github.example'); process.exit(1)")
    ).toBe('its download failed: Error: getaddrinfo ENOTFOUND github.example')
  })
})
