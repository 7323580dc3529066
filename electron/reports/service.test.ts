import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { CallContext } from '../../shared/contract/index.ts'
import { createLog } from '../log.ts'
import { createReports, withoutHome } from './service.ts'

let dataFolder: string
let packed: string
const opened: string[] = []
const context: CallContext = { signal: new AbortController().signal, caller: 1 }
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'salesinbox-reports-'))
})
afterEach(() => rmSync(dataFolder, { recursive: true }))

function open() {
  return createReports({
    host: {
      dataFolder,
      version: '1.2.3',
      shell: 'electron',
      openFolder: async (path) => void opened.push(path)
    },
    put: async (account, bytes) => {
      packed = `${account}\n${new TextDecoder().decode(bytes)}`
      return { hash: 'h', size: bytes.length }
    }
  }).handlers
}
function crash(name: string): void {
  const folder = join(dataFolder, 'crashes', 'pending')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), 'MDMP: Dear Anna, the price')
}

it('has nothing to tell of before anything went wrong', async () => {
  createLog(join(dataFolder, 'logs')).info('started')
  expect(await open()['reports.state']({}, context)).toMatchObject({ crashes: 0, faults: 0, newest: null })
})

it('counts crashes and faults, and opens where they lie', async () => {
  createLog(join(dataFolder, 'logs')).error('page.error', { where: 'reader' })
  crash('a.dmp')
  writeFileSync(join(dataFolder, 'crashes', 'settings.dat'), 'x')
  const handlers = open()
  const state = await handlers['reports.state']({}, context)
  expect(state).toMatchObject({ crashes: 1, faults: 1, folder: dataFolder, opens: true })
  expect(Math.abs(Date.now() - state.newest!)).toBeLessThan(60_000)
  await handlers['reports.openFolder']({}, context)
  expect(opened).toEqual([dataFolder])
})

it('packs versions and the log without addresses, names of the user or what memory held', async () => {
  crash('a.dmp')
  const log = createLog(join(dataFolder, 'logs'))
  log.error('page.error', { where: 'reader', stack: `at draw (${homedir()}/app/reader.js:1:2)` })
  // as if a line had slipped through the log's own wall
  writeFileSync(
    join(dataFolder, 'logs', 'salesinbox.log.old'),
    '{"level":"warn","event":"x","why":"to anna@acme.example","subject":"Terms"}\n{"level":"halved'
  )
  const answer = await open()['reports.pack']({}, context)
  expect(answer.name).toMatch(/^salesinbox-report-\d{4}-\d\d-\d\d\.txt$/)
  expect(packed).toMatch(/^opened\nSalesInbox report\nversion: 1\.2\.3\nshell: electron\n/)
  expect(packed).toContain('"why":"to (address)"')
  expect(packed).toContain('at draw (~/app/reader.js:1:2)')
  for (const secret of ['acme', 'Terms', homedir(), 'MDMP', 'halved']) expect(packed).not.toContain(secret)
})

it.each([
  ['at start (file:///C:/Users/Maya%20Lind/app/core.js:1:2)', 'C:\\Users\\Maya Lind', true],
  ['C:\\Users\\Maya Lind\\AppData', 'C:\\Users\\Maya Lind', true],
  ['C:/Users/Maya Lind/AppData', 'C:\\Users\\Maya Lind', true],
  ['at start (file:///home/ma%C3%AFa/app/core.js:1:2)', '/home/maïa', false]
])('leaves the name of the user out of %s', (text, home, windows) => {
  const left = withoutHome(text, home, windows)
  expect(left).not.toMatch(/maya|lind|ma%/i)
  expect(left).toContain('~')
})

it('deletes all of it, and nothing else', async () => {
  const log = createLog(join(dataFolder, 'logs'))
  log.error('page.error')
  crash('a.dmp')
  writeFileSync(join(dataFolder, 'config.json'), '{}')
  const state = await open()['reports.clear']({}, context)
  expect(state).toMatchObject({ crashes: 0, faults: 0, newest: null })
  expect(readdirSync(join(dataFolder, 'logs'))).toEqual([])
  expect(existsSync(join(dataFolder, 'config.json'))).toBe(true)
  // the log goes on
  log.error('again')
  expect(await open()['reports.state']({}, context)).toMatchObject({ faults: 1 })
})
