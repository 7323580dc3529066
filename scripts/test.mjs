// The README's test command: brings what the tests need, checks the house, runs every test, counts truly.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './build.mjs'
import { countAgain, countPlaywright, countVitest, failedFiles } from './count.mjs'
import { provideSystem } from './system.mjs'

const faults = process.argv.includes('--faults')
const reports = mkdtempSync(join(tmpdir(), 'salesinbox-test-'))
let passed = 0
let failed = 0
const notes = []
/** What Node compiled once, for the some hundred processes of a run: runners, cores, their threads. */
const compiled = join(root, 'node_modules', '.cache', 'salesinbox', 'compiled')

function finish() {
  rmSync(reports, { recursive: true, force: true })
  for (const note of notes) console.log(note)
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
    timeout: (faults ? 60 : 25) * 60_000,
    env: { NODE_COMPILE_CACHE: compiled, ...process.env, ...env }
  })
  console.log(
    `  ${name}: ${result.status === 0 ? 'ok' : 'FAILED'} in ${((Date.now() - began) / 1000).toFixed(1)} s`
  )
  return result.status === 0
}

/** A check without tests of its own counts as one. */
function check(name, command, args) {
  if (run(name, command, args)) passed++
  else {
    failed++
    notes.push(`failed: ${name}`)
  }
}

function add(count) {
  passed += count.passed
  failed += count.failed
  notes.push(...count.skipped.map((name) => `skipped: ${name}`))
  notes.push(...count.second.map((name) => `passed only at the second try: ${name}`))
  notes.push(...count.failures.map((name) => `failed: ${name}`))
}
const reportIn = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null)

function vitestRun(name, files) {
  const file = join(reports, `${name.replaceAll(' ', '-')}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const ok = run(name, 'vitest', ['run', ...reporters, ...files])
  const report = reportIn(file)
  return { report, count: countVitest(report, ok) }
}

/** Files that failed run once more by themselves: what passes then is named, so that it gets mended, and is no failure. */
function vitest() {
  const { report, count } = vitestRun('unit and service tests', [])
  const files = failedFiles(report)
  if (files.length === 0 || files.length > 5) return add(count)
  const before = report.testResults.filter(({ name }) => files.some((file) => name.endsWith(file)))
  const again = vitestRun('once more what failed', files).count
  add(countAgain(count, again, countVitest({ testResults: before }, true).passed))
}

function playwright(name, args, env) {
  const file = join(reports, 'playwright.json')
  const ok = run(name, 'playwright', ['test', '--reporter=line,json', '--retries=1', ...args], {
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
