import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { readAsar } from '../../../scripts/ship/asar.ts'
import { layOutWithHost } from '../../../scripts/ship/in-browser.ts'
import { makeStandIn } from '../../../scripts/ship/stand-in.ts'
import { writeLicences } from '../../../scripts/licences.ts'
import { startShell } from '../../app/shell.ts'
import type { BenchOptions } from '../run.ts'
import { median, repeat, type Row, spreadOf } from '../stats.ts'

const area = 'ship'
const root = resolve(import.meta.dirname, '../../..')

/** What is packed: its size, how soon its core is up (on a folder that is there), and how much of others is in it. */
export async function rows({ runs }: BenchOptions): Promise<Row[]> {
  const work = mkdtempSync(join(tmpdir(), 'salesinbox-bench-ship-'))
  try {
    makeStandIn(join(work, 'electron'))
    writeLicences()
    const pack = join(root, 'scripts/ship/pack.ts')
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      [pack, join(work, 'electron'), join(work, 'out')],
      { cwd: root, encoding: 'utf8' }
    )
    if (status !== 0) throw new Error((stderr || stdout).slice(-500))
    const unpacked = process.arch === 'arm64' ? 'linux-arm64-unpacked' : 'linux-unpacked'
    const asar = join(work, 'out', unpacked, 'resources/app.asar')
    const app = layOutWithHost(readAsar(asar).files, join(work, 'app'))
    const dataFolder = join(work, 'data')
    const starts = await repeat(runs, async () => {
      const began = performance.now()
      const shell = await startShell({ root: app, dataFolder, strict: false })
      const took = (performance.now() - began) / 1000
      await shell.kill('SIGTERM')
      return took
    })
    const { dependencies, devDependencies } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8')
    ) as {
      dependencies: object
      devDependencies: object
    }
    const running = Object.keys(dependencies).length
    const one = (name: string, value: number, unit: string, bar: number): Row => ({
      area,
      name,
      value,
      unit,
      bar,
      better: 'lower',
      n: 1,
      spread: '–'
    })
    return [
      one('app.asar', statSync(asar).size / 1e6, 'MB', 60),
      {
        ...one('start of the packed core', median(starts), 's', 1),
        n: starts.length,
        spread: spreadOf(starts)
      },
      one('direct dependencies that run', running, '', 20),
      one(
        'direct dependencies, those that build and test among them',
        running + Object.keys(devDependencies).length,
        '',
        80
      )
    ]
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
