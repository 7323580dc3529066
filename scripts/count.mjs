import { relative } from 'node:path'

/**
 * What a run adds to the closing lines: `failures` names what failed, `second` what passed only at its second try.
 * @typedef {{passed: number, failed: number, skipped: string[], failures: string[], second: string[]}} Count
 */

/** @returns {Count} */
const nothing = (failed) => ({ passed: 0, failed, skipped: [], failures: [], second: [] })

/** The first line of an error, short enough for a line of its own. */
const brief = (message) =>
  (message ?? '')
    // eslint-disable-next-line no-control-regex
    .replaceAll(/\x1b\[[0-9;]*m/g, '')
    .split('\n', 1)[0]
    .slice(0, 200)

/** A run that says it failed, but names no test, counts as one failure: nothing ends well unseen. */
function unnamed(ok, count) {
  if (ok || count.failed > 0) return count
  return { ...count, failed: 1, failures: ['the run itself, outside of any test: its output says what'] }
}

/**
 * Of vitest's JSON report; null: the run left none.
 * @returns {Count}
 */
export function countVitest(report, ok) {
  if (report === null) return nothing(1)
  const count = nothing(0)
  for (const suite of report.testResults) {
    const tests = suite.assertionResults
    const file = relative(process.cwd(), suite.name)
    for (const test of tests) {
      if (test.status === 'passed') count.passed++
      else if (test.status === 'failed') {
        count.failures.push(`${test.fullName} (${file}): ${brief(test.failureMessages?.[0])}`)
      } else count.skipped.push(`${test.fullName} (${file})`)
    }
    // a file that broke before its first test has no failed test to count
    if (suite.status === 'failed' && !tests.some((test) => test.status === 'failed')) {
      count.failures.push(`${file}: ${brief(suite.message)}`)
    }
  }
  return unnamed(ok, { ...count, failed: count.failures.length })
}

/** The files of a vitest report in which something failed. */
export function failedFiles(report) {
  const failed = ({ status, assertionResults }) =>
    status === 'failed' || assertionResults.some((test) => test.status === 'failed')
  return (report?.testResults ?? []).filter(failed).map(({ name }) => relative(process.cwd(), name))
}

/**
 * A run with the failed files' results replaced by those of their second run.
 * @param {Count} first
 * @param {Count} again of the failed files alone
 * @param {number} passedBefore how many of their tests had passed in the first run
 * @returns {Count}
 */
export function countAgain(first, again, passedBefore) {
  return {
    passed: first.passed - passedBefore + again.passed,
    failed: again.failed,
    skipped: first.skipped,
    failures: again.failures,
    second: again.failed === 0 ? first.failures : []
  }
}

/**
 * Of Playwright's JSON report; null: the run left none. A test that passed at its second try has passed.
 * @returns {Count}
 */
export function countPlaywright(report, ok) {
  if (report === null) return nothing(1)
  const count = nothing(0)
  const walk = (suite) => {
    for (const spec of suite.specs ?? []) for (const test of spec.tests) add(spec, test)
    for (const inner of suite.suites ?? []) walk(inner)
  }
  const add = (spec, test) => {
    const error = test.results?.find(({ error }) => error)?.error?.message
    const named = `${spec.title} (${spec.file}): ${brief(error)}`
    if (test.status === 'expected' || test.status === 'flaky') count.passed++
    if (test.status === 'flaky') count.second.push(named)
    if (test.status === 'unexpected') {
      count.failed++
      count.failures.push(named)
    }
    if (test.status === 'skipped') {
      const reasons = test.annotations.map((note) => note.description).filter(Boolean)
      count.skipped.push(`${spec.title} (${reasons.join('; ') || `not run: ${spec.file}`})`)
    }
  }
  for (const suite of report.suites) walk(suite)
  // what broke outside any test: a file that does not load, a hook of the whole run
  if (count.failed === 0) count.failed = report.errors?.length ?? 0
  return unnamed(ok, count)
}
