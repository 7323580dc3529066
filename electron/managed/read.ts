import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import type { z } from 'zod'
import type { ManagedState } from '../../shared/contract/managed.ts'
import { errnoOf } from '../../shared/disk-error.ts'
import { managedParts, type ManagedPart, type ManagedSettings } from '../../shared/managed.ts'
import { lineAt, placesIn } from './lines.ts'

/** Octets; a file that is larger is none of ours. */
const largest = 256 * 1024

type Problem = ManagedState['problems'][number]

/**
 * The organisation's file. Each of its parts stands alone: one that is wrong is named and holds not at all, the others
 * hold; a file that is no JSON holds nothing. It never throws: the app starts all the same.
 */
export function readManaged(file: string): ManagedState {
  const nothing = (there: boolean, ...problems: Problem[]): ManagedState => ({
    ...{ file, there, problems },
    settings: {},
    loose: false
  })
  const whole = (expected: string, line: number | null = null): Problem => ({ line, where: '', expected })
  let text: string
  let loose = false
  try {
    const handle = openSync(file, 'r')
    try {
      const { size, mode } = fstatSync(handle)
      if (size > largest) return nothing(true, whole(`expected at most ${largest / 1024} KB`))
      // what others may write to is applied all the same: they could as well empty it
      loose = process.platform !== 'win32' && (mode & 0o022) !== 0
      text = readFileSync(handle, 'utf8').replace(/^\uFEFF/, '')
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    const code = errnoOf(error) ?? 'unknown'
    if (code === 'ENOENT' || code === 'ENOTDIR') return nothing(false)
    return nothing(true, whole(`expected a file that can be read (${code})`))
  }
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch (error) {
    return { ...nothing(true, whole('expected JSON', lineOfFault(text, error))), loose }
  }
  if (typeof found !== 'object' || found === null || Array.isArray(found))
    return { ...nothing(true, whole('expected an object in braces', 1)), loose }
  return { ...checked(found, text), file, there: true, loose }
}

function checked(found: object, text: string): Pick<ManagedState, 'settings' | 'problems'> {
  const { lineOf, doubled } = placesIn(text)
  const problems: Problem[] = []
  const settings: ManagedSettings = {}
  const take = <P extends ManagedPart>(part: P, value: unknown): void => {
    const parsed = managedParts[part].safeParse(value)
    const twice = doubled.filter((path) => path === part || path.startsWith(`${part}.`))
    const wrong = parsed.success ? [] : parsed.error.issues.flatMap((issue) => problemsOf(part, issue))
    for (const where of twice) wrong.push({ where, expected: 'expected once, not twice' })
    if (wrong.length === 0 && parsed.success) settings[part] = parsed.data as ManagedSettings[P]
    problems.push(...wrong.map((one) => ({ ...one, line: lineOf(one.where) })))
  }
  for (const [name, value] of Object.entries(found)) {
    if (Object.hasOwn(managedParts, name)) take(name as ManagedPart, value)
    else {
      const expected = `expected one of ${Object.keys(managedParts).join(', ')}`
      problems.push({ line: lineOf(name), where: name, expected })
    }
  }
  return { settings, problems: problems.slice(0, 50) }
}

function problemsOf(part: string, issue: z.core.$ZodIssue): { where: string; expected: string }[] {
  const at = [part, ...issue.path.map(String)].join('.')
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ where: `${at}.${key}`, expected: 'expected no setting of this name' }))
  return [{ where: at, expected: expectedBy(issue) }]
}

/** Never what stood there: it may be shown and logged. */
function expectedBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'boolean' ? 'expected true or false' : `expected ${named(issue.expected)}`
    case 'invalid_value':
      return `expected ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`
    case 'too_small':
      return `expected at least ${issue.minimum}`
    case 'too_big':
      return `expected at most ${issue.maximum}`
    case 'invalid_format':
      return issue.format === 'url' ? 'expected an address that begins with https://' : issue.message
    default:
      return issue.message
  }
}

const named = (type: string): string =>
  ({
    string: 'text',
    number: 'a number',
    int: 'a whole number',
    object: 'an object in braces',
    array: 'a list'
  })[type] ?? type

function lineOfFault(text: string, error: unknown): number {
  const message = error instanceof Error ? error.message : ''
  const line = /line (\d+)/.exec(message)?.[1]
  if (line !== undefined) return Number(line)
  const position = /position (\d+)/.exec(message)?.[1]
  return lineAt(text, position === undefined ? text.trimEnd().length : Number(position))
}
