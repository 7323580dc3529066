import type { TextField } from './model.ts'

/** What Gmail's search expressions look for. */
export type Term =
  | { kind: 'word'; field: TextField; text: string }
  | { kind: 'has'; what: 'attachment' }
  | { kind: 'filename'; text: string }
  | { kind: 'is'; state: 'read' | 'starred'; is: boolean }
  | { kind: 'in'; place: string }
  | { kind: 'size'; op: 'greater' | 'less'; bytes: number }
  /** ms since 1970 */
  | { kind: 'date'; op: 'before' | 'after'; at: number }
  | { kind: 'age'; op: 'older' | 'newer'; days: number }
  | { kind: 'messageId'; text: string }
  /** An operator that nothing here can answer. */
  | { kind: 'unknown'; text: string }

export type Query = { all: Query[] } | { any: Query[] } | { not: Query } | { term: Term }

type Token = { kind: '(' | ')' | '{' | '}' | 'or' | 'and' | 'not' | ':'; text: string } | WordToken
interface WordToken {
  kind: 'word'
  text: string
  /** The operator before it, '' for none. */
  operator: string
}

const operators =
  /^(from|to|cc|bcc|subject|list|deliveredto|has|filename|in|is|label|category|before|after|older|newer|older_than|newer_than|size|larger|smaller|rfc822msgid):/i
const fields: Record<string, TextField> = {
  from: 'from',
  to: 'recipients',
  cc: 'cc',
  bcc: 'recipients',
  subject: 'subject',
  list: 'list'
}
const deepest = 50

/**
 * Reads Gmail's search grammar as its filters use it: AND between neighbours, `OR` and `|` binding tighter, `-` and `NOT`,
 * brackets, braces for OR, `operator:word`. `field`: where words without an operator are looked for.
 * @returns null for what has no meaning: a lone OR, an open bracket or quote
 */
export function parseQuery(text: string, field: TextField): Query | null {
  const tokens = tokensOf(text)
  if (!tokens) return null
  let at = 0
  let depth = 0

  function sequence(end: ')' | '}' | null, operator: string): Query | null {
    if (++depth > deepest) return null
    const members: Query[] = []
    while (at < tokens!.length && tokens![at]!.kind !== end) {
      const token = tokens![at]!
      if (token.kind === 'and') at++
      const one = alternatives(operator)
      if (!one) return null
      members.push(one)
    }
    if (end !== null && at++ >= tokens!.length) return null
    depth--
    if (members.length === 0) return null
    if (members.length === 1) return members[0]!
    return end === '}' ? { any: members } : { all: members }
  }

  function alternatives(operator: string): Query | null {
    const members: Query[] = []
    for (;;) {
      const one = unary(operator)
      if (!one) return null
      members.push(one)
      if (tokens![at]?.kind !== 'or') break
      at++
    }
    return members.length === 1 ? members[0]! : { any: members }
  }

  function unary(operator: string): Query | null {
    const token = tokens![at++]
    if (!token) return null
    if (token.kind === 'not') {
      const one = unary(operator)
      return one && { not: one }
    }
    if (token.kind === ':') {
      const open = tokens![at++]
      return open?.kind === '(' || open?.kind === '{'
        ? sequence(open.kind === '(' ? ')' : '}', token.text)
        : null
    }
    if (token.kind === '(') return sequence(')', operator)
    if (token.kind === '{') return sequence('}', operator)
    if (token.kind !== 'word') return null
    return { term: termOf((token as WordToken).operator || operator, token.text, field) }
  }

  return sequence(null, '')
}

function tokensOf(text: string): Token[] | null {
  const tokens: Token[] = []
  let rest = text.trimStart()
  while (rest !== '') {
    const sign = rest[0]!
    const operator = operators.exec(rest)?.[1] ?? ''
    if ('(){}'.includes(sign)) {
      tokens.push({ kind: sign as '(', text: sign })
      rest = rest.slice(1)
    } else if (sign === '|') {
      tokens.push({ kind: 'or', text: sign })
      rest = rest.slice(1)
    } else if (sign === '-' && /^-[^\s-]/.test(rest)) {
      tokens.push({ kind: 'not', text: sign })
      rest = rest.slice(1)
      continue
    } else if (operator && /^[({]/.test(rest.slice(operator.length + 1))) {
      tokens.push({ kind: ':', text: operator.toLowerCase() })
      rest = rest.slice(operator.length + 1)
    } else {
      const body = operator ? rest.slice(operator.length + 1).trimStart() : rest.replace(/^\+(?=\S)/, '')
      const quoted = body.startsWith('"')
      const end = quoted ? body.indexOf('"', 1) : body.search(/[\s(){}|"]|$/)
      if (end < 0 || (end === 0 && !quoted)) return null
      const word = quoted ? body.slice(1, end) : body.slice(0, end)
      rest = body.slice(quoted ? end + 1 : end)
      const kind = quoted || operator ? 'word' : kindOf(word)
      tokens.push(
        kind === 'word' ? { kind, text: word, operator: operator.toLowerCase() } : { kind, text: word }
      )
    }
    rest = rest.trimStart()
  }
  return tokens
}

function kindOf(word: string): 'or' | 'and' | 'not' | 'word' {
  if (word === 'OR') return 'or'
  if (word === 'AND') return 'and'
  return word === 'NOT' ? 'not' : 'word'
}

function termOf(operator: string, text: string, field: TextField): Term {
  const value = text.trim().toLowerCase()
  const unknown: Term = { kind: 'unknown', text: operator ? `${operator}:${text}` : text }
  switch (operator) {
    case '':
      return value === 'around' ? unknown : { kind: 'word', field, text }
    case 'has':
      return value === 'attachment' ? { kind: 'has', what: 'attachment' } : unknown
    case 'filename':
      return { kind: 'filename', text }
    case 'is':
      if (value === 'starred') return { kind: 'is', state: 'starred', is: true }
      return value === 'read' || value === 'unread'
        ? { kind: 'is', state: 'read', is: value === 'read' }
        : unknown
    case 'in':
    case 'label':
      return { kind: 'in', place: value }
    case 'size':
    case 'larger':
    case 'smaller': {
      const bytes = bytesOf(value)
      return bytes === null
        ? unknown
        : { kind: 'size', op: operator === 'smaller' ? 'less' : 'greater', bytes }
    }
    case 'before':
    case 'older':
    case 'after':
    case 'newer': {
      const at = dayOf(value)
      const op = operator === 'before' || operator === 'older' ? 'before' : 'after'
      return at === null ? unknown : { kind: 'date', op, at }
    }
    case 'older_than':
    case 'newer_than': {
      const [, count, unit] = /^(\d{1,5})([dmy])$/.exec(value) ?? []
      if (!count || !unit) return unknown
      const days = Number(count) * (unit === 'd' ? 1 : unit === 'm' ? 30 : 365)
      return { kind: 'age', op: operator === 'older_than' ? 'older' : 'newer', days }
    }
    case 'rfc822msgid':
      return { kind: 'messageId', text: value.replace(/^<|>$/g, '') }
    default: {
      const own = fields[operator]
      return own ? { kind: 'word', field: own, text } : unknown
    }
  }
}

function bytesOf(value: string): number | null {
  const [, count, unit] = /^(\d+)(k|kb|m|mb)?$/.exec(value) ?? []
  if (!count) return null
  return Number(count) * (unit?.startsWith('m') ? 1_048_576 : unit?.startsWith('k') ? 1024 : 1)
}

function dayOf(value: string): number | null {
  const [, year, month, day] = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})$/.exec(value) ?? []
  return year ? new Date(Number(year), Number(month) - 1, Number(day)).getTime() : null
}

/** All terms of an expression. */
export function termsOf(query: Query): Term[] {
  if ('term' in query) return [query.term]
  if ('not' in query) return termsOf(query.not)
  return ('all' in query ? query.all : query.any).flatMap(termsOf)
}

/** Answers change with the mail's life: nothing to go by when it arrives. */
export function isStateful(term: Term): boolean {
  return term.kind === 'is' || term.kind === 'in' || term.kind === 'age'
}
