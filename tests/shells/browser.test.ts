import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
// @ts-expect-error plain JavaScript, which runs before anything is built
import { buildIfStale } from '../../scripts/build.mjs'
import { type Run, run } from './process.ts'

/** The browser shell as it is started by hand: its one line, its port, its lock, its end. */

let folder: string
let runs: Run[]
let squatter: Server | null = null
beforeAll(async () => (buildIfStale as () => Promise<void>)(), 120_000)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'salesinbox-shell-'))
  runs = []
})
afterEach(async () => {
  for (const { child, ended } of runs) {
    child.kill('SIGKILL')
    await ended
  }
  rmSync(folder, { recursive: true, force: true })
})
afterAll(() => squatter?.close())

function start(...args: string[]): Run {
  const one = run('dist/electron/browser.js', ['--data', folder, '--no-open', ...args])
  runs.push(one)
  return one
}
const line = /^SalesInbox: (http:\/\/127\.0\.0\.1:\d+\/#[\w-]+)\n/
const portOf = (url: string): string => new URL(url).port
async function stop(one: Run): Promise<number | null> {
  one.child.kill('SIGTERM')
  return one.ended
}

it('prints one line, keeps port and token over a restart, and stops on SIGTERM', async () => {
  const first = start()
  const url = await first.says(line)
  expect(await stop(first)).toBe(0)
  expect(first.out().split('\n')).toEqual([`SalesInbox: ${url}`, ''])
  expect(first.err()).toBe('')
  for (const file of ['token', 'config.json']) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600)
  const second = start()
  expect(await second.says(line)).toBe(url)
  const log = readFileSync(join(folder, 'logs/salesinbox.log'), 'utf8')
  expect(log).not.toContain(new URL(url).hash.slice(1))
})

it('is refused when --port names another than the saved one', async () => {
  const url = await start().says(line)
  await stop(runs[0]!)
  const other = start('--port', String(Number(portOf(url)) === 4999 ? 4998 : 4999))
  expect(await other.ended).toBe(2)
  expect(other.err()).toContain(`port ${portOf(url)}`)
  expect(other.out()).toBe('')
})

it('is refused when its port is taken', async () => {
  const url = await start().says(line)
  await stop(runs[0]!)
  squatter = createServer()
  await new Promise<void>((done) => squatter!.listen(Number(portOf(url)), '127.0.0.1', done))
  const again = start()
  expect(await again.ended).toBe(2)
  expect(again.err()).toContain(`Port ${portOf(url)} is taken`)
})

it('is refused on a folder that another process holds, and not after that one was killed', async () => {
  const first = start()
  const url = await first.says(line)
  const second = start()
  expect(await second.ended).toBe(2)
  expect(second.err()).toContain(`process ${first.child.pid}`)
  first.child.kill('SIGKILL')
  await first.ended
  expect(await start().says(line)).toBe(url)
})

it.each([[['--port', 'x']], [['--port', '70000']], [['--nonsense']]])(
  'is refused with words: %s',
  async (args) => {
    const one = start(...args)
    expect(await one.ended).toBe(2)
    expect([one.out(), one.err().trim().split('\n').length]).toEqual(['', 1])
  }
)
