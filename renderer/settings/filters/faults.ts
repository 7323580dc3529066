import type { Action, Condition, Rule } from '../../../shared/filters/model.ts'
import { parseQuery } from '../../../shared/filters/query.ts'
import { filters } from '../../words/en/filters.ts'

const words = filters.editor.faults

/** What is wrong with a condition, '' for nothing. */
export function faultOfCondition(condition: Condition): string {
  if (condition.kind === 'date') return /^\d{4}-\d{2}-\d{2}$/.test(condition.day) ? '' : words.day
  if (condition.kind !== 'text') return ''
  const { op, value, field, header } = condition
  if (field === 'header' && header === '') return words.value
  if (op === 'words' || op === 'wordsNot') {
    if (value.trim() === '') return words.value
    return parseQuery(value, field) ? '' : words.query
  }
  return value === '' && op !== 'empty' && op !== 'notEmpty' ? words.value : ''
}

export function faultOfAction(action: Action): string {
  switch (action.kind) {
    case 'move':
    case 'copy':
      return action.folder.path.length > 0 ? '' : words.folder
    case 'label':
      return action.name.split('/').some((level) => level.trim()) ? '' : words.label
    case 'tag':
      return /^[^\s(){%*"\\\]\p{Cc}\u0080-\uffff]{1,200}$/u.test(action.key) ? '' : words.tag
    case 'forward':
      return /^[^\s@<>,;]+@[^\s@<>,;]+$/.test(action.to) ? '' : words.address
    default:
      return ''
  }
}

/** The first thing that keeps a rule from being saved, '' for nothing. */
export function faultOf({ conditions, actions }: Pick<Rule, 'conditions' | 'actions'>): string {
  if (conditions.length === 0) return words.noConditions
  if (actions.every(({ kind }) => kind === 'stop' || kind === 'other')) return words.noActions
  return [...conditions.map(faultOfCondition), ...actions.map(faultOfAction)].find(Boolean) ?? ''
}
