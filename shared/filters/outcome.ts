import type { FolderRole } from '../contract/mail.ts'
import type { Action, Rule } from './model.ts'

/** What filters want done with one mail. */
export interface Outcome {
  /** Ids of the rules that fit, in order. */
  rules: string[]
  /** Null: as it is. */
  read: boolean | null
  star: boolean
  important: boolean | null
  junk: boolean | null
  tags: string[]
  /** Levels of a folder's name, or a folder by its role. The first that is asked for counts. */
  to: string[] | FolderRole | null
  archive: boolean
  copies: string[][]
  forwards: { rule: string; to: string }[]
}

export function noOutcome(): Outcome {
  return {
    rules: [],
    read: null,
    star: false,
    important: null,
    junk: null,
    tags: [],
    to: null,
    archive: false,
    copies: [],
    forwards: []
  }
}

/** Adds what one rule wants. @returns whether later rules are to be left out */
export function addTo(outcome: Outcome, { id, actions }: Pick<Rule, 'id' | 'actions'>): boolean {
  outcome.rules.push(id)
  for (const action of actions) take(outcome, id, action)
  return actions.some(({ kind }) => kind === 'stop')
}

function take(outcome: Outcome, rule: string, action: Action): void {
  switch (action.kind) {
    case 'move':
      if (action.folder.path.length > 0) outcome.to ??= action.folder.path
      break
    case 'copy':
      if (action.folder.path.length > 0) addPath(outcome.copies, action.folder.path)
      break
    case 'label':
      addPath(outcome.copies, action.name.split('/').filter(Boolean))
      break
    case 'tag':
      if (!outcome.tags.includes(action.key)) outcome.tags.push(action.key)
      break
    case 'read':
    case 'unread':
      outcome.read = action.kind === 'read'
      break
    case 'star':
      outcome.star = true
      break
    case 'important':
      outcome.important = action.on
      break
    case 'archive':
      outcome.archive = true
      break
    case 'trash':
      outcome.to ??= 'trash'
      break
    case 'junk':
      outcome.junk ??= true
      break
    case 'neverSpam':
      outcome.junk = false
      break
    case 'forward':
      if (action.consent && !outcome.forwards.some(({ to }) => to === action.to))
        outcome.forwards.push({ rule, to: action.to })
      break
    case 'stop':
    case 'other':
  }
}

function addPath(paths: string[][], path: string[]): void {
  if (path.length > 0 && !paths.some((one) => one.join('/') === path.join('/'))) paths.push(path)
}

/** Where the mail ends up: archived with a label it lies in the label's folder alone, where it is found again. */
export function settled(outcome: Outcome): Pick<Outcome, 'to' | 'copies'> {
  const { to, copies, archive, junk } = outcome
  if (to !== null) return { to, copies }
  if (junk === true) return { to: 'junk', copies }
  if (!archive) return { to: null, copies }
  const [first, ...others] = copies
  return first ? { to: first, copies: others } : { to: 'archive', copies }
}
