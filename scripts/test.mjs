// The README's test command: brings what the tests need, checks the house, runs every test, counts truly.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './build.mjs'
import { countPlaywright, countVitest } from './count.mjs'
import { provideSystem } from './system.mjs'

const faults = process.argv.includes('--faults')
const reports = mkdtempSync(join(tmpdir(), 'salesinbox-test-'))
let passed = 0
let failed = 0
const skipped = []

function finish() {
  rmSync(reports, { recursive: true, force: true })
  for (const one of skipped) console.log(`skipped: ${one}`)
  console.log(`${passed} passed, ${failed} failed`)
  process.exit(failed === 0 && passed > 0 ? 0 : 1)
}

function run(name, command, args, env = {}) {
  const began = Date.now()
  console.log(`\n— ${name}`)
  const bin = join(root, 'node_modules', '.bin', command)
  const result = spawnSync(existsSync(bin) ? bin : command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    // a step that hangs fails; the slowest takes some minutes, the whole fault loops longer
    timeout: (faults ? 60 : 15) * 60_000,
    env: { ...process.env, ...env }
  })
  console.log(
    `  ${name}: ${result.status === 0 ? 'ok' : 'FAILED'} in ${((Date.now() - began) / 1000).toFixed(1)} s`
  )
  return result.status === 0
}

/** A check without tests of its own counts as one. */
function check(name, command, args) {
  if (run(name, command, args)) passed++
  else failed++
}

function add(count) {
  passed += count.passed
  failed += count.failed
  skipped.push(...count.skipped)
}
const reportIn = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null)

function vitest() {
  const file = join(reports, 'vitest.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const ok = run('unit and service tests', 'vitest', ['run', ...reporters])
  add(countVitest(reportIn(file), ok))
}

function playwright(name, args, env) {
  const file = join(reports, 'playwright.json')
  const ok = run(name, 'playwright', ['test', '--reporter=line,json', ...args], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    ...env
  })
  add(countPlaywright(reportIn(file), ok))
}

if (!provideSystem()) {
  failed++
  finish()
}
if (faults) {
  check('build', 'vite', ['build', '--app', '--logLevel', 'error'])
  playwright('fault loops', ['tests/faults'], { FAULTS: 'full' })
  finish()
}
check('formatting', 'prettier', ['--check', '--log-level', 'warn', '.'])
check('lint', 'oxlint', [])
check('types', 'tsc', ['--noEmit'])
check('build', 'vite', ['build', '--app', '--logLevel', 'error'])
vitest()
playwright('whole-app tests', ['tests/e2e', 'tests/faults'], {})
finish()
