import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { countAgain, countPlaywright, countVitest, failedFiles } from './count.mjs'

const suite = (status, ...tests) => ({
  name: join(process.cwd(), 'a.test.ts'),
  status,
  assertionResults: tests.map((test) => ({ fullName: 'a test', status: test }))
})

describe('the closing line, of vitest', () => {
  const count = (ok, ...suites) => countVitest({ testResults: suites }, ok)
  it('counts what passed and failed, and names what was skipped', () => {
    expect(count(false, suite('failed', 'passed', 'failed', 'skipped'), suite('passed', 'passed'))).toEqual({
      passed: 2,
      failed: 1,
      skipped: ['a test (a.test.ts)'],
      failures: ['a test (a.test.ts): '],
      second: []
    })
  })
  it('takes the second run of a failed file, and names what failed in the first', () => {
    const first = { testResults: [suite('failed', 'passed', 'failed'), suite('passed', 'passed')] }
    expect(failedFiles(first)).toEqual(['a.test.ts'])
    const again = countVitest({ testResults: [suite('passed', 'passed', 'passed')] }, true)
    expect(countAgain(countVitest(first, false), again, 1)).toEqual({
      passed: 3,
      failed: 0,
      skipped: [],
      failures: [],
      second: ['a test (a.test.ts): ']
    })
  })
  it('stays failed where the second run fails too', () => {
    const bad = { testResults: [suite('failed', 'passed', 'failed')] }
    const failed = countVitest(bad, false)
    expect(countAgain(failed, failed, 1)).toMatchObject({ passed: 1, failed: 1, second: [] })
  })
  it('counts a file that did not load once', () =>
    expect(count(false, suite('failed'), suite('passed', 'passed'))).toMatchObject({ passed: 1, failed: 1 }))
  it('counts a run that failed without a failed test', () =>
    expect(count(false, suite('passed', 'passed'))).toMatchObject({ passed: 1, failed: 1 }))
  it('counts a run that left no report', () =>
    expect(countVitest(null, true)).toMatchObject({ passed: 0, failed: 1 }))
  it('lets a good run pass', () =>
    expect(count(true, suite('passed', 'passed'))).toMatchObject({ failed: 0 }))
})

describe('the closing line, of Playwright', () => {
  const spec = (status, ...reasons) => ({
    title: 'a test',
    file: 'a.spec.ts',
    tests: [{ status, annotations: reasons.map((description) => ({ type: 'skip', description })) }]
  })
  const count = (ok, specs, errors = []) =>
    countPlaywright({ suites: [{ specs: [], suites: [{ specs }] }], errors }, ok)
  it('counts what passed and failed, and names what was skipped and why', () => {
    const specs = [
      spec('expected'),
      spec('flaky'),
      spec('unexpected'),
      spec('skipped', 'no tmpfs'),
      spec('skipped')
    ]
    expect(count(false, specs)).toEqual({
      passed: 2,
      failed: 1,
      skipped: ['a test (no tmpfs)', 'a test (not run: a.spec.ts)'],
      failures: ['a test (a.spec.ts): '],
      second: ['a test (a.spec.ts): ']
    })
  })
  it('counts files that did not load', () => {
    expect(count(false, [spec('expected')], [{}, {}])).toMatchObject({ passed: 1, failed: 2 })
    expect(count(false, [])).toMatchObject({ passed: 0, failed: 1 })
  })
  it('counts a run that left no report', () =>
    expect(countPlaywright(null, false)).toMatchObject({ passed: 0, failed: 1 }))
})
