import { randomUUID } from 'node:crypto'
import { parseXml, XmlElement, XmlError } from '@rgrove/parse-xml'
import type { FilterPreview } from '../../shared/contract/filters.ts'
import { AppError } from '../../shared/errors.ts'
import type { Issue } from '../../shared/filters/issues.ts'
import { stateOf } from '../../shared/filters/issues.ts'
import type { Action, Condition, Rule, TextField } from '../../shared/filters/model.ts'
import { isStateful, parseQuery, termsOf } from '../../shared/filters/query.ts'
import { categories, defaultTitle, gmailNamespace, sizeUnits } from './gmail-format.ts'

const mostProperties = 100
const longestValue = 20_000

type Properties = [name: string, value: string][]

/**
 * Gmail's mailFilters.xml. There is no order in it and no stop: every filter that fits is applied.
 * @throws AppError filters.unreadable, filters.entities, filters.notFilters
 */
export function readGmail(text: string, account: string | null): FilterPreview {
  // neither entities of its own nor files from elsewhere: nothing that Gmail writes has a document type
  if (/<!DOCTYPE/i.test(text)) throw new AppError('filters.entities')
  const entries = entriesOf(rootOf(text))
  const filters: FilterPreview['filters'] = []
  let before = ''
  for (const { title, properties } of entries) {
    const one = ruleOf(title, properties, account)
    const same = JSON.stringify([one.rule.name, one.rule.conditions, one.rule.origin?.kept])
    const last = filters.at(-1)
    // Gmail writes an entry for each label of one filter
    if (last && same === before && one.rule.conditions.length > 0) join(last, one)
    else filters.push(one)
    before = same
  }
  for (const one of filters) {
    const { rule, issues } = one
    // one order, whatever that of the file: a round trip changes nothing
    const isLabel = ({ kind }: Action): boolean => kind === 'label'
    rule.actions = [...rule.actions.filter(isLabel), ...rule.actions.filter((act) => !isLabel(act))]
    if (rule.conditions.length === 0) issues.push({ code: 'noConditions', what: '' })
    if (rule.actions.every(({ kind }) => kind === 'other')) issues.push({ code: 'noActions', what: '' })
    rule.enabled = stateOf(issues) !== 'off'
  }
  return { format: 'gmail', read: entries.length, filters, stoppedAt: null }
}

function rootOf(text: string): XmlElement {
  try {
    const { root } = parseXml(text.replace(/^\uFEFF/, '').trimStart())
    if (root) return root
  } catch (error) {
    if (!(error instanceof XmlError)) throw error
    throw new AppError('filters.unreadable', { line: error.line, column: error.column })
  }
  throw new AppError('filters.notFilters')
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

function namespaceOf(element: XmlElement): string {
  const prefix = element.name.includes(':') ? element.name.slice(0, element.name.indexOf(':')) : ''
  const name = prefix ? `xmlns:${prefix}` : 'xmlns'
  for (let at: unknown = element; at instanceof XmlElement; at = at.parent) {
    const value = at.attributes[name]
    if (value !== undefined) return value
  }
  return ''
}

const elementsOf = (element: XmlElement): XmlElement[] =>
  element.children.filter((child): child is XmlElement => child instanceof XmlElement)

function entriesOf(root: XmlElement): { title: string; properties: Properties }[] {
  if (local(root.name) !== 'feed') throw new AppError('filters.notFilters')
  const entries = elementsOf(root).filter(({ name }) => local(name) === 'entry')
  let any = entries.length === 0
  const read = entries.map((entry) => {
    const properties: Properties = []
    let title = ''
    for (const element of elementsOf(entry)) {
      if (local(element.name) === 'title') title = element.text.trim()
      // programs that write no namespaces at all exist
      if (local(element.name) !== 'property' || !['', gmailNamespace].includes(namespaceOf(element))) continue
      const { name, value = '' } = element.attributes
      if (!name) continue
      if (properties.length >= mostProperties || value.length > longestValue || name.length > 200)
        throw new AppError('filters.tooMany', { limit: mostProperties })
      properties.push([name, value])
    }
    any ||= properties.length > 0
    return { title, properties }
  })
  if (!any) throw new AppError('filters.notFilters')
  return read
}

const textCriteria: Record<string, { field: TextField; op: 'words' | 'wordsNot' }> = {
  from: { field: 'from', op: 'words' },
  to: { field: 'recipients', op: 'words' },
  subject: { field: 'subject', op: 'words' },
  hasTheWord: { field: 'anywhere', op: 'words' },
  doesNotHaveTheWord: { field: 'anywhere', op: 'wordsNot' }
}
const plainActions: Record<string, Action> = {
  shouldArchive: { kind: 'archive' },
  shouldMarkAsRead: { kind: 'read' },
  shouldStar: { kind: 'star' },
  shouldTrash: { kind: 'trash' },
  shouldNeverSpam: { kind: 'neverSpam' },
  shouldSpam: { kind: 'junk' },
  shouldAlwaysMarkAsImportant: { kind: 'important', on: true },
  shouldNeverMarkAsImportant: { kind: 'important', on: false }
}

function ruleOf(
  title: string,
  properties: Properties,
  account: string | null
): FilterPreview['filters'][number] {
  const conditions: Condition[] = []
  const actions: Action[] = []
  const issues: Issue[] = []
  const kept: { name: string; value: string }[] = []
  const of = (name: string): string => properties.find(([one]) => one === name)?.[1] ?? ''
  const isSet = (value: string): boolean => value.toLowerCase() === 'true'
  let onArrival = true
  for (const [name, value] of properties) {
    if (value.trim() === '') continue
    const criterion = textCriteria[name]
    const act = plainActions[name]
    if (criterion) {
      conditions.push({ kind: 'text', header: '', value, ...criterion })
      const found = judge(value, criterion.field)
      issues.push(...found)
      if (found.some(({ code }) => code === 'stateful')) onArrival = false
    } else if (act) {
      if (isSet(value)) actions.push(act)
    } else if (name === 'hasAttachment') {
      if (isSet(value)) conditions.push({ kind: 'state', state: 'attachment', is: true })
    } else if (name === 'size') {
      const bytes = Number(value) * (sizeUnits.find(([unit]) => unit === of('sizeUnit'))?.[1] ?? 1_048_576)
      if (Number.isSafeInteger(bytes) && bytes >= 0)
        conditions.push({ kind: 'size', op: of('sizeOperator') === 's_ss' ? 'less' : 'greater', bytes })
      else issues.push({ code: 'unknownCondition', what: `${name} ${value}` })
    } else if (name === 'label') {
      const label = value.split('/').filter(Boolean).join('/').slice(0, 500)
      if (label) actions.push({ kind: 'label', name: label, smart: '' })
    } else if (name === 'smartLabelToApply') {
      const category = categories.find(([smart]) => smart === value)?.[1]
      if (category) actions.push({ kind: 'label', name: category, smart: value })
      else other(name, value)
    } else if (name === 'forwardTo') {
      actions.push({ kind: 'forward', to: value.slice(0, 320), consent: false })
      issues.push({ code: 'forwardConsent', what: value })
    } else if (name === 'cannedResponse') other(name, value)
    // written into nearly every entry, and without meaning without `size`
    else if (name === 'sizeOperator' || name === 'sizeUnit') continue
    else {
      kept.push({ name, value })
      // it may be a condition, and without one the filter would take too much
      if (name !== 'excludeChats') issues.push({ code: 'unknownCondition', what: `${name} ${value}` })
    }
  }

  function other(name: string, value: string): void {
    actions.push({ kind: 'other', name, value: value.slice(0, 4000) })
    issues.push({ code: 'unknownAction', what: `${name} ${value}` })
  }

  const rule: Rule = {
    id: randomUUID(),
    name: title === defaultTitle ? '' : title.slice(0, 500),
    enabled: true,
    account,
    onArrival,
    match: 'all',
    conditions,
    actions,
    origin: { format: 'gmail', kept }
  }
  return { rule, issues, on: true }
}

/** What of a search expression cannot be answered here. */
function judge(value: string, field: TextField): Issue[] {
  const query = parseQuery(value, field)
  if (!query) return [{ code: 'badQuery', what: value }]
  const terms = termsOf(query)
  const issues: Issue[] = terms.flatMap((term) =>
    term.kind === 'unknown' ? [{ code: 'unknownCondition' as const, what: term.text }] : []
  )
  if (terms.some(isStateful)) issues.push({ code: 'stateful', what: value })
  return issues
}

function join(into: FilterPreview['filters'][number], one: FilterPreview['filters'][number]): void {
  const known = new Set(into.rule.actions.map((action) => JSON.stringify(action)))
  into.rule.actions.push(...one.rule.actions.filter((action) => !known.has(JSON.stringify(action))))
  const said = new Set(into.issues.map((issue) => JSON.stringify(issue)))
  into.issues.push(...one.issues.filter((issue) => !said.has(JSON.stringify(issue))))
}
