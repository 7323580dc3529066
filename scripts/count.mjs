import { relative } from 'node:path'

/**
 * What a run adds to the closing line.
 * @typedef {{passed: number, failed: number, skipped: string[]}} Count
 */

/** A run that says it failed, but names no test, counts as one failure: nothing ends well unseen. */
const unnamed = (ok, failed) => (ok || failed > 0 ? failed : 1)

/**
 * Of vitest's JSON report; null: the run left none.
 * @returns {Count}
 */
export function countVitest(report, ok) {
  if (report === null) return { passed: 0, failed: 1, skipped: [] }
  const skipped = []
  let failed = 0
  let passed = 0
  for (const suite of report.testResults) {
    const tests = suite.assertionResults
    for (const test of tests) {
      if (test.status === 'passed') passed++
      else if (test.status === 'failed') failed++
      else skipped.push(`${test.fullName} (${relative(process.cwd(), suite.name)})`)
    }
    // a file that broke before its first test has no failed test to count
    if (suite.status === 'failed' && !tests.some((test) => test.status === 'failed')) failed++
  }
  return { passed, failed: unnamed(ok, failed), skipped }
}

/**
 * Of Playwright's JSON report; null: the run left none. A test that passed at its second try has passed.
 * @returns {Count}
 */
export function countPlaywright(report, ok) {
  if (report === null) return { passed: 0, failed: 1, skipped: [] }
  const count = { passed: 0, failed: 0, skipped: [] }
  const walk = (suite) => {
    for (const spec of suite.specs ?? []) for (const test of spec.tests) add(spec, test)
    for (const inner of suite.suites ?? []) walk(inner)
  }
  const add = (spec, test) => {
    if (test.status === 'expected' || test.status === 'flaky') count.passed++
    else if (test.status === 'unexpected') count.failed++
    else {
      const reasons = test.annotations.map((note) => note.description).filter(Boolean)
      count.skipped.push(`${spec.title} (${reasons.join('; ') || `not run: ${spec.file}`})`)
    }
  }
  for (const suite of report.suites) walk(suite)
  // what broke outside any test: a file that does not load, a hook of the whole run
  if (count.failed === 0) count.failed = report.errors?.length ?? 0
  return { ...count, failed: unnamed(ok, count.failed) }
}
