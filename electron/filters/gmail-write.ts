import type { FilterExport } from '../../shared/contract/filters.ts'
import type { Action, Condition, Rule, SimpleCondition } from '../../shared/filters/model.ts'
import { atomNamespace, defaultTitle, gmailNamespace, sizeUnits } from './gmail-format.ts'

type Property = [name: string, value: string]

/** Gmail has no filter that is off, no order and no stop: rules that are off are left out. */
export function writeGmail(rules: readonly Rule[], now: Date): Omit<FilterExport, 'name'> {
  const left: FilterExport['left'] = []
  const entries: string[] = []
  let written = 0
  for (const rule of rules) {
    const made = propertiesOf(rule)
    if ('lacks' in made) left.push({ rule: rule.id, what: made.lacks })
    else {
      entries.push(...made.entries.map((properties) => entryOf(rule, properties, now)))
      written++
    }
  }
  const text = `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns='${atomNamespace}' xmlns:apps='${gmailNamespace}'>
	<title>Mail Filters</title>
	<updated>${now.toISOString()}</updated>
${entries.join('')}</feed>
`
  return { bytes: new TextEncoder().encode(text), written, left }
}

function entryOf(rule: Rule, properties: Property[], now: Date): string {
  const lines = properties.map(
    ([name, value]) => `\t\t<apps:property name='${escaped(name)}' value='${escaped(value)}'/>\n`
  )
  return `	<entry>
		<category term='filter'></category>
		<title>${escaped(rule.name || defaultTitle)}</title>
		<updated>${now.toISOString()}</updated>
		<content></content>
${lines.join('')}	</entry>
`
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', "'": '&#39;', '"': '&quot;' }

/** What XML 1.0 cannot hold at all is left out. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>'"]/g, (sign) => signs[sign]!)
    .replace(/[\t\n\r]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

function propertiesOf(rule: Rule): { entries: Property[][] } | { lacks: string } {
  if (!rule.enabled) return { lacks: 'off' }
  const criteria = criteriaOf(rule)
  if (!Array.isArray(criteria)) return criteria
  if (rule.origin?.format === 'gmail')
    criteria.push(...rule.origin.kept.map(({ name, value }): Property => [name, value]))
  const labels: Property[] = []
  const acts: Property[] = []
  for (const action of rule.actions) {
    const made = actionOf(action)
    if (!made) return { lacks: action.kind === 'other' ? action.name : action.kind }
    for (const property of made) {
      const list = property[0] === 'label' || property[0] === 'smartLabelToApply' ? labels : acts
      if (!list.some(([name, value]) => name === property[0] && value === property[1])) list.push(property)
    }
  }
  const [first, ...others] = labels
  const entries = [[...criteria, ...(first ? [first] : []), ...acts]]
  return { entries: [...entries, ...others.map((label) => [...criteria, label])] }
}

const slots = { from: 'from', recipients: 'to', subject: 'subject' } as const

/** `all` fills Gmail's own fields; what has none, and all of `any`, goes into its search. */
function criteriaOf({ match, conditions }: Rule): Property[] | { lacks: string } {
  const properties: Property[] = []
  const search: string[] = []
  const has = (name: string): boolean => properties.some(([one]) => one === name)
  for (const condition of conditions) {
    const own = match === 'all' ? ownProperty(condition, has) : null
    if (own) {
      properties.push(...own)
      continue
    }
    const text = searchOf(condition)
    if (text === null) return { lacks: lackOf(condition) }
    search.push(text)
  }
  if (search.length > 0)
    properties.push([
      'hasTheWord',
      match === 'any' && search.length > 1 ? `{${search.join(' ')}}` : search.join(' ')
    ])
  return properties.length > 0 ? properties : { lacks: '' }
}

function lackOf(condition: Condition): string {
  if (condition.kind === 'text') return condition.value
  return condition.kind === 'unknown' ? condition.text : condition.kind
}

function ownProperty(condition: Condition, has: (name: string) => boolean): Property[] | null {
  if (condition.kind === 'text') {
    const { field, op, value } = condition
    if (field === 'anywhere' && op === 'words' && !has('hasTheWord')) return [['hasTheWord', value]]
    if (field === 'anywhere' && op === 'wordsNot' && !has('doesNotHaveTheWord'))
      return [['doesNotHaveTheWord', value]]
    const slot = field === 'from' || field === 'recipients' || field === 'subject' ? slots[field] : null
    if (!slot || has(slot)) return null
    if (op === 'words') return [[slot, value]]
    return op === 'contains' ? [[slot, quoted(value)]] : null
  }
  if (condition.kind === 'state' && condition.state === 'attachment' && condition.is)
    return [['hasAttachment', 'true']]
  if (condition.kind === 'size' && !has('size')) {
    const [unit, bytes] =
      sizeUnits.find(([, one]) => condition.bytes % one === 0 && condition.bytes > 0) ?? sizeUnits[2]!
    return [
      ['size', String(condition.bytes / bytes)],
      ['sizeOperator', condition.op === 'less' ? 's_ss' : 's_sl'],
      ['sizeUnit', unit]
    ]
  }
  return null
}

const quoted = (value: string): string =>
  /^[\w@.-]+$/.test(value) && !value.startsWith('-') ? value : `"${value.replaceAll('"', ' ')}"`

const operators = {
  from: 'from',
  to: 'to',
  cc: 'cc',
  toOrCc: 'to',
  recipients: 'to',
  subject: 'subject',
  list: 'list'
} as const

/** A condition in Gmail's search words; null: it has none for it. */
function searchOf(condition: Condition): string | null {
  if (condition.kind === 'group') {
    const parts = condition.of.map(searchOf)
    return parts.includes(null) ? null : `(${parts.join(' ')})`
  }
  return ofSimple(condition)
}

function ofSimple(condition: SimpleCondition): string | null {
  switch (condition.kind) {
    case 'text': {
      const { field, op, value } = condition
      const operator = Object.hasOwn(operators, field)
        ? `${operators[field as keyof typeof operators]}:`
        : field === 'anywhere'
          ? ''
          : null
      if (operator === null || value === '') return null
      if (op === 'words') return `${operator}(${value})`
      if (op === 'wordsNot') return `-${operator}(${value})`
      if (op === 'contains') return `${operator}${quoted(value)}`
      return op === 'containsNot' ? `-${operator}${quoted(value)}` : null
    }
    case 'size':
      return condition.op === 'greater' ? `larger:${condition.bytes}` : `smaller:${condition.bytes}`
    case 'age':
      if (condition.op === 'is') return null
      return condition.op === 'greater' ? `older_than:${condition.days}d` : `newer_than:${condition.days}d`
    case 'date':
      return condition.op === 'before' ? `before:${condition.day.replaceAll('-', '/')}` : null
    case 'state': {
      const names = { read: 'is:read', starred: 'is:starred', junk: 'in:spam', attachment: 'has:attachment' }
      const name = Object.hasOwn(names, condition.state) ? names[condition.state as keyof typeof names] : null
      return name === null ? null : condition.is ? name : `-${name}`
    }
    case 'every':
    case 'unknown':
      return null
  }
}

const folderLabel = (path: readonly string[]): string =>
  path.filter((level, i) => i > 0 || level !== 'INBOX').join('/')

function actionOf(action: Action): Property[] | null {
  switch (action.kind) {
    case 'label':
      return [action.smart ? ['smartLabelToApply', action.smart] : ['label', action.name]]
    case 'move':
    case 'copy': {
      const label = folderLabel(action.folder.path)
      if (label === '') return null
      return action.kind === 'move'
        ? [
            ['label', label],
            ['shouldArchive', 'true']
          ]
        : [['label', label]]
    }
    case 'read':
      return [['shouldMarkAsRead', 'true']]
    case 'star':
      return [['shouldStar', 'true']]
    case 'archive':
      return [['shouldArchive', 'true']]
    case 'trash':
      return [['shouldTrash', 'true']]
    case 'junk':
      return [['shouldSpam', 'true']]
    case 'neverSpam':
      return [['shouldNeverSpam', 'true']]
    case 'important':
      return [[action.on ? 'shouldAlwaysMarkAsImportant' : 'shouldNeverMarkAsImportant', 'true']]
    case 'forward':
      return [['forwardTo', action.to]]
    case 'stop':
      return action.implied ? [] : null
    case 'other':
      return /^[a-z]\w*$/.test(action.name) ? [[action.name, action.value]] : null
    case 'tag':
    case 'unread':
      return null
  }
}
