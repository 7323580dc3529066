import {
  type FilterMail,
  fieldsOf,
  isIn,
  isKeptHeader,
  type Looked,
  plain,
  type SingleField
} from './mail.ts'
import type { Condition, Rule, SimpleCondition, TextField, TextOp } from './model.ts'
import { parseQuery, type Query, type Term } from './query.ts'

/** Null: nobody knows yet (the text is not here), or ever (what is asked is not kept). */
export type Answer = boolean | null

/** A text that stands in one of these fields whenever the test is true. */
export interface Key {
  fields: SingleField[]
  text: string
}

export interface Test {
  ask(looked: Looked): Answer
  /** One of these is there whenever it is true; null: nothing tells beforehand. */
  keys: Key[] | null
  needsBody: boolean
}

const day = 86_400_000

const never: Test = { ask: () => null, keys: [], needsBody: false }

export function testOf({ match, conditions }: Pick<Rule, 'match' | 'conditions'>): Test {
  // nothing asked is not "everything"
  if (conditions.length === 0) return never
  const tests = conditions.map(ofCondition)
  return match === 'all' ? allOf(tests) : anyOf(tests)
}

function ofCondition(condition: Condition): Test {
  return condition.kind === 'group' ? allOf(condition.of.map(ofSimple)) : ofSimple(condition)
}

function allOf(tests: Test[]): Test {
  const [only] = tests
  if (tests.length === 1 && only) return only
  // the longest text is the rarest
  const shortest = (keys: Key[]): number => Math.min(...keys.map(({ text }) => text.length))
  const best = tests.flatMap(({ keys }) => (keys ? [keys] : [])).sort((a, b) => shortest(b) - shortest(a))[0]
  return {
    ask(looked) {
      let answer: Answer = true
      for (const test of tests) {
        const one = test.ask(looked)
        if (one === false) return false
        if (one === null) answer = null
      }
      return answer
    },
    keys: best ?? null,
    needsBody: tests.some((test) => test.needsBody)
  }
}

function anyOf(tests: Test[]): Test {
  const keys = tests.map((test) => test.keys)
  return {
    ask(looked) {
      let answer: Answer = false
      for (const test of tests) {
        const one = test.ask(looked)
        if (one === true) return true
        if (one === null) answer = null
      }
      return answer
    },
    keys: keys.every((one) => one !== null) ? keys.flat() : null,
    needsBody: tests.some((test) => test.needsBody)
  }
}

function notOf(test: Test): Test {
  return {
    ask(looked) {
      const answer = test.ask(looked)
      return answer === null ? null : !answer
    },
    keys: null,
    needsBody: test.needsBody
  }
}

function of(ask: (mail: FilterMail, now: number) => Answer): Test {
  return { ask: ({ mail, now }) => ask(mail, now), keys: null, needsBody: false }
}

function ofSimple(condition: SimpleCondition): Test {
  switch (condition.kind) {
    case 'text':
      return ofText(condition)
    case 'size': {
      const { op, bytes } = condition
      return of((mail) => (op === 'greater' ? mail.size > bytes : mail.size < bytes))
    }
    case 'age': {
      const { op, days } = condition
      return of((mail, now) => {
        const age = Math.floor((now - mail.sent) / day)
        if (op === 'is') return age === days
        return op === 'greater' ? age > days : age < days
      })
    }
    case 'date': {
      const [year, month, date] = condition.day.split('-').map(Number)
      const from = new Date(year!, month! - 1, date).getTime()
      const to = new Date(year!, month! - 1, date! + 1).getTime()
      return of(({ sent }) => {
        if (condition.op === 'before') return sent < from
        if (condition.op === 'after') return sent >= to
        return (sent >= from && sent < to) === (condition.op === 'is')
      })
    }
    case 'state':
      return of((mail) => isIn(condition.state, mail) === condition.is)
    case 'every':
      return of(() => true)
    case 'unknown':
      return never
  }
}

function ofText({ field, header, op, value }: SimpleCondition & { kind: 'text' }): Test {
  if (op === 'words' || op === 'wordsNot') {
    const query = parseQuery(value, field)
    if (!query) return never
    return op === 'words' ? ofQuery(query) : notOf(ofQuery(query))
  }
  if (field === 'header' && !isKeptHeader(header)) return never
  if (op === 'containsNot') return notOf(inField(field, header, 'contains', plain(value)))
  if (op === 'isNot') return notOf(inField(field, header, 'is', plain(value)))
  if (op === 'notEmpty') return notOf(inField(field, header, 'empty', ''))
  // an empty text stands in everything; nobody means that
  if (value === '' && op !== 'empty' && op !== 'is') return never
  return inField(field, header, op, plain(value))
}

type Plain = Exclude<TextOp, 'words' | 'wordsNot' | 'containsNot' | 'isNot' | 'notEmpty'> | 'word'

/** Of several fields one is enough; only all of them together can be empty. */
function inField(field: TextField, header: string, op: Plain, value: string): Test {
  const fits = fitting(op, value)
  const fields = fieldsOf(field)
  if (fields) {
    const ask =
      op === 'empty'
        ? ({ single }: Looked) => fields.every((one) => single(one) === '')
        : ({ single, mail }: Looked) =>
            fields.some((one) => fits(single(one)) || isAddress(one, op, mail, value))
    const keys = op === 'empty' || value === '' ? null : [{ fields, text: value }]
    return { ask, keys, needsBody: false }
  }
  if (field === 'header')
    return { ask: (looked) => fits(looked.header(header)), keys: null, needsBody: false }
  return {
    ask(looked) {
      if (field === 'anywhere') {
        const { single } = looked
        const near = (['subject', 'from', 'to', 'cc', 'bcc', 'list'] as const).some((one) =>
          fits(single(one))
        )
        if (near || fits(looked.fileNames())) return true
      }
      const body = looked.body()
      return body === null ? null : fits(body)
    },
    keys: null,
    needsBody: true
  }
}

/** `Anna <a@x.example>` is, begins and ends as it stands, and so does its address alone. */
function isAddress(field: SingleField, op: Plain, mail: FilterMail, value: string): boolean {
  if (field === 'subject' || field === 'list' || op === 'contains' || op === 'word') return false
  const fits = fitting(op, value)
  return mail[field].some(([name, address]) => fits(plain(address)) || (name !== '' && fits(plain(name))))
}

function fitting(op: Plain, value: string): (text: string) => boolean {
  switch (op) {
    case 'contains':
      return (text) => text.includes(value)
    case 'is':
      return (text) => text === value
    case 'begins':
      return (text) => text.startsWith(value)
    case 'ends':
      return (text) => text.endsWith(value)
    case 'empty':
      return (text) => text === ''
    case 'word':
      return (text) => hasWord(text, value)
  }
}

const letter = /[\p{L}\p{N}]/u

/** Gmail finds whole words: `art` is not in `party`. */
function hasWord(text: string, value: string): boolean {
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    const before = text[at - 1]
    const after = text[at + value.length]
    const opens = before === undefined || !letter.test(before) || !letter.test(value[0]!)
    if (opens && (after === undefined || !letter.test(after) || !letter.test(value.at(-1)!))) return true
  }
  return false
}

function ofQuery(query: Query): Test {
  if ('all' in query) return allOf(query.all.map(ofQuery))
  if ('any' in query) return anyOf(query.any.map(ofQuery))
  if ('not' in query) return notOf(ofQuery(query.not))
  return ofTerm(query.term)
}

function ofTerm(term: Term): Test {
  switch (term.kind) {
    case 'word': {
      const value = plain(term.text.replace(/^\*+|\*+$/g, ''))
      return value === '' ? never : inField(term.field, '', 'word', value)
    }
    case 'has':
      return of((mail) => isIn('attachment', mail))
    case 'filename': {
      const value = plain(term.text)
      return {
        ask: (looked) => looked.fileNames().includes(value),
        keys: null,
        needsBody: false
      }
    }
    case 'is':
      return of((mail) => isIn(term.state, mail) === term.is)
    case 'in': {
      const { place } = term
      if (place === 'anywhere') return of(() => true)
      const name = place === 'spam' ? 'junk' : place
      return of(({ places }) => places.some((one) => one === name || one.replace(/[\s/]/g, '-') === name))
    }
    case 'size':
      return of(({ size }) => (term.op === 'greater' ? size > term.bytes : size < term.bytes))
    case 'date':
      return of(({ sent }) => (term.op === 'before' ? sent < term.at : sent >= term.at))
    case 'age':
      return of(({ sent }, now) =>
        term.op === 'older' ? now - sent > term.days * day : now - sent <= term.days * day
      )
    case 'messageId':
      return of(({ messageId }) => messageId.toLowerCase() === term.text)
    case 'unknown':
      return never
  }
}
