// The README's test command: brings what the tests need, checks the house, runs every test, counts truly.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './build.mjs'
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

function vitest(args = []) {
  const file = join(reports, 'vitest.json')
  const ok = run('unit and service tests', 'vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...args
  ])
  if (!existsSync(file)) return void failed++
  const report = JSON.parse(readFileSync(file, 'utf8'))
  passed += report.numPassedTests
  failed += report.numFailedTests
  for (const suite of report.testResults) {
    // a file that broke before its first test has no failed test to count
    if (suite.status === 'failed' && !suite.assertionResults.some((test) => test.status === 'failed'))
      failed++
    for (const test of suite.assertionResults)
      if (test.status === 'pending' || test.status === 'skipped') skipped.push(test.fullName)
  }
  if (!ok && report.numFailedTests === 0) failed++
}

function playwright(name, args, env) {
  const file = join(reports, `playwright-${name.replace(/\W/g, '')}.json`)
  const ok = run(name, 'playwright', ['test', '--reporter=line,json', ...args], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    ...env
  })
  if (!existsSync(file)) return void failed++
  const report = JSON.parse(readFileSync(file, 'utf8'))
  passed += report.stats.expected + report.stats.flaky
  failed += report.stats.unexpected
  if (!ok && report.stats.unexpected === 0) failed++
  const walk = (suite) => {
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        if (test.status !== 'skipped') continue
        skipped.push(
          `${spec.title}: ${
            test.annotations
              .map((note) => note.description)
              .filter(Boolean)
              .join('; ') || 'no reason given'
          }`
        )
      }
    }
    for (const inner of suite.suites ?? []) walk(inner)
  }
  for (const suite of report.suites) walk(suite)
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
