import { isKeptHeader } from '../../shared/filters/mail.ts'
import type { Issue } from '../../shared/filters/issues.ts'
import type {
  Condition,
  MailState,
  Rule,
  SimpleCondition,
  TextField,
  TextOp
} from '../../shared/filters/model.ts'
import { type RawTerm, readTerms, writeTerm } from './thunderbird-terms.ts'

const fields: readonly (readonly [attribute: string, field: TextField])[] = [
  ['subject', 'subject'],
  ['from', 'from'],
  ['body', 'body'],
  ['to', 'to'],
  ['cc', 'cc'],
  ['to or cc', 'toOrCc'],
  ['all addresses', 'addresses']
]
const textOps: readonly (readonly [operator: string, op: TextOp])[] = [
  ['contains', 'contains'],
  ["doesn't contain", 'containsNot'],
  ['is', 'is'],
  ["isn't", 'isNot'],
  ['is empty', 'empty'],
  ["isn't empty", 'notEmpty'],
  ['begins with', 'begins'],
  ['ends with', 'ends']
]
const states: readonly (readonly [value: string, state: MailState])[] = [
  ['read', 'read'],
  ['replied', 'replied'],
  ['forwarded', 'forwarded'],
  ['flagged', 'starred']
]
const dateOps = { 'is before': 'before', 'is after': 'after', is: 'is', "isn't": 'isNot' } as const
const numberOps = { 'is greater than': 'greater', 'is less than': 'less' } as const
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

type Read = Pick<Rule, 'match' | 'conditions'>

/** @returns null for what is no condition at all */
export function readCondition(text: string, issues: Issue[]): Read | null {
  const terms = readTerms(text)
  if (!terms) return null
  if (terms.length === 0) return { match: 'all', conditions: [{ kind: 'every' }] }
  const read = (term: RawTerm): SimpleCondition => {
    const found = conditionOf(term)
    if (!found) issues.push({ code: 'unknownCondition', what: term.text })
    else if (found.kind === 'text' && found.field === 'header' && !isKeptHeader(found.header))
      issues.push({ code: 'headerNotKept', what: found.header })
    return found ?? { kind: 'unknown', text: term.text }
  }
  const { or } = terms[0]!
  if (terms.every((term) => term.or === or)) return { match: or ? 'any' : 'all', conditions: terms.map(read) }
  issues.push({ code: 'mixedAndOr', what: text })
  const groups: SimpleCondition[][] = []
  for (const [i, term] of terms.entries()) {
    if (i === 0 || term.or) groups.push([])
    groups.at(-1)!.push(read(term))
  }
  return {
    match: 'any',
    conditions: groups.map((of): Condition => (of.length === 1 ? of[0]! : { kind: 'group', of }))
  }
}

function conditionOf({ attribute, isHeader, operator, value }: RawTerm): SimpleCondition | null {
  const op = textOps.find(([name]) => name === operator)?.[1]
  if (isHeader) {
    if (!op) return null
    if (attribute === 'list-id') return { kind: 'text', field: 'list', header: '', op, value }
    return { kind: 'text', field: 'header', header: attribute, op, value }
  }
  const field = fields.find(([name]) => name === attribute)?.[1]
  if (field) return op ? { kind: 'text', field, header: '', op, value } : null
  const positive = operator === 'is'
  switch (attribute) {
    case 'date': {
      const day = dayOf(value)
      const when = Object.hasOwn(dateOps, operator) ? dateOps[operator as keyof typeof dateOps] : null
      return day && when ? { kind: 'date', op: when, day } : null
    }
    case 'size':
    case 'age in days': {
      const count = /^\d{1,9}$/.test(value.trim()) ? Number(value) : null
      if (count === null) return null
      const than = Object.hasOwn(numberOps, operator) ? numberOps[operator as keyof typeof numberOps] : null
      if (attribute === 'size') return than ? { kind: 'size', op: than, bytes: count * 1024 } : null
      if (positive) return { kind: 'age', op: 'is', days: count }
      return than ? { kind: 'age', op: than, days: count } : null
    }
    case 'status': {
      const state = states.find(([name]) => name === value.toLowerCase())?.[1]
      return state && (positive || operator === "isn't") ? { kind: 'state', state, is: positive } : null
    }
    case 'has attachment status':
      return value === 'true' && (positive || operator === "isn't")
        ? { kind: 'state', state: 'attachment', is: positive }
        : null
    case 'junk status':
      return value === '2' && (positive || operator === "isn't")
        ? { kind: 'state', state: 'junk', is: positive }
        : null
    default:
      return null
  }
}

function dayOf(value: string): string | null {
  const [, day, name, year] = /^(\d{1,2})-([A-Za-z]{3})-(\d{4})$/.exec(value.trim()) ?? []
  const month = months.findIndex((one) => one.toLowerCase() === name?.toLowerCase())
  if (!day || month < 0) return null
  return `${year}-${String(month + 1).padStart(2, '0')}-${day.padStart(2, '0')}`
}

/** @returns what cannot be said in Thunderbird's words as `lacks` */
export function writeCondition({ match, conditions }: Read): { text: string } | { lacks: string } {
  if (conditions.some(({ kind }) => kind === 'every')) return { text: 'ALL' }
  const terms: string[] = []
  for (const condition of conditions) {
    const group = condition.kind === 'group' ? condition.of : [condition]
    for (const [i, one] of group.entries()) {
      const or = match === 'any' && i === 0
      const term = termOf(one, or)
      if (term === null) return { lacks: one.kind === 'text' ? one.value : one.kind }
      terms.push(term)
    }
  }
  return terms.length > 0 ? { text: terms.join(' ') } : { lacks: '' }
}

function termOf(condition: SimpleCondition, or: boolean): string | null {
  switch (condition.kind) {
    case 'text': {
      const { field, header, op, value } = condition
      const named = field === 'recipients' ? 'to or cc' : fields.find(([, one]) => one === field)?.[0]
      const attribute = field === 'list' ? '"list-id"' : field === 'header' ? `"${header}"` : named
      // one plain word of Gmail's is a text that is contained
      const word = /^[^\s(){}|":*+-][^\s(){}|":*]*$/.test(value) && !/^(OR|AND|NOT)$/.test(value)
      const plain = op === 'words' ? 'contains' : op === 'wordsNot' ? 'containsNot' : op
      const operator = textOps.find(([, one]) => one === plain)?.[0]
      if (!attribute || !operator || (plain !== op && !word)) return null
      return writeTerm(or, attribute, operator, value)
    }
    case 'size':
      return writeTerm(
        or,
        'size',
        condition.op === 'greater' ? 'is greater than' : 'is less than',
        String(Math.round(condition.bytes / 1024))
      )
    case 'age': {
      const operator = { greater: 'is greater than', less: 'is less than', is: 'is' }[condition.op]
      return writeTerm(or, 'age in days', operator, String(condition.days))
    }
    case 'date': {
      const operator = Object.entries(dateOps).find(([, one]) => one === condition.op)![0]
      const [year, month, day] = condition.day.split('-')
      return writeTerm(or, 'date', operator, `${day}-${months[Number(month) - 1]}-${year}`)
    }
    case 'state': {
      const operator = condition.is ? 'is' : "isn't"
      if (condition.state === 'attachment') return writeTerm(or, 'has attachment status', operator, 'true')
      if (condition.state === 'junk') return writeTerm(or, 'junk status', operator, '2')
      return writeTerm(or, 'status', operator, states.find(([, one]) => one === condition.state)![0])
    }
    case 'unknown':
      return condition.text.startsWith('(') ? `${or ? 'OR' : 'AND'} ${condition.text}` : null
    case 'every':
      return null
  }
}
