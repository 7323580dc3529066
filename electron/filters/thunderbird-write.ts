import type { FilterExport } from '../../shared/contract/filters.ts'
import type { Action, Rule } from '../../shared/filters/model.ts'
import { type FolderOwner, uriOf } from './folder-uri.ts'
import { writeCondition } from './thunderbird-conditions.ts'
import { writeAttribute } from './thunderbird-lines.ts'
import { arriving, byHand, plainActions } from './thunderbird-read.ts'

/** @param ownerOf the server on which a rule's folders lie; null: none is known */
export function writeThunderbird(
  rules: readonly Rule[],
  ownerOf: (rule: Rule) => FolderOwner | null
): Omit<FilterExport, 'name'> {
  const left: FilterExport['left'] = []
  let text = writeAttribute('version', '9') + writeAttribute('logging', 'no')
  let written = 0
  for (const rule of rules) {
    const block = blockOf(rule, ownerOf(rule))
    if ('lacks' in block) left.push({ rule: rule.id, what: block.lacks })
    else {
      text += block.text
      written++
    }
  }
  return { bytes: new TextEncoder().encode(text), written, left }
}

function blockOf(rule: Rule, owner: FolderOwner | null): { text: string } | { lacks: string } {
  const kept = (rule.origin?.format === 'thunderbird' ? rule.origin.kept : []).filter(
    ({ name }) => name !== 'type' && name !== 'condition'
  )
  const asIs = rule.origin?.kept.find(({ name }) => name === 'condition')
  const condition = rule.conditions.length === 0 && asIs ? { text: asIs.value } : writeCondition(rule)
  if ('lacks' in condition) return condition
  let text =
    writeAttribute('name', nameOf(rule)) +
    writeAttribute('enabled', rule.enabled ? 'yes' : 'no') +
    kept.map(({ name, value }) => writeAttribute(name, value)).join('') +
    writeAttribute('type', String(typeOf(rule)))
  for (const action of rule.actions) {
    if (action.kind === 'stop' && action.implied) continue
    const one = actionOf(action, owner)
    if (!one) return { lacks: 'name' in action ? action.name : action.kind }
    text += writeAttribute('action', one[0]) + (one[1] === '' ? '' : writeAttribute('actionValue', one[1]))
  }
  return { text: text + writeAttribute('condition', condition.text) }
}

/** What Thunderbird said of the time is kept, unless the rep chose another. */
function typeOf({ onArrival, origin }: Rule): number {
  const kept = Number(origin?.kept.find(({ name }) => name === 'type')?.value ?? Number.NaN)
  if (Number.isInteger(kept) && ((kept & arriving) !== 0) === onArrival) return kept
  return onArrival ? 1 | byHand : byHand
}

/** Filters without a name are not to be told apart in Thunderbird's list. */
function nameOf({ name, conditions }: Rule): string {
  const [first] = conditions
  return name || (first?.kind === 'text' ? first.value : 'Filter')
}

function actionOf(action: Action, owner: FolderOwner | null): [name: string, value: string] | null {
  const plain = plainActions.find(([, one]) => one.kind === action.kind)
  if (plain) return [plain[0], '']
  const uri = (path: readonly string[], source: string): string | null =>
    source || (owner && path.length > 0 ? uriOf(path, owner) : null)
  switch (action.kind) {
    case 'move':
    case 'copy': {
      const to = uri(action.folder.path, action.folder.source)
      return to === null ? null : [action.kind === 'move' ? 'Move to folder' : 'Copy to folder', to]
    }
    case 'label': {
      const to = uri(action.name.split('/').filter(Boolean), '')
      return to === null ? null : ['Copy to folder', to]
    }
    case 'tag':
      return ['AddTag', action.key]
    case 'junk':
      return ['JunkScore', '100']
    case 'neverSpam':
      return ['JunkScore', '0']
    case 'forward':
      return ['Forward', action.to]
    case 'other':
      // a name of Gmail's would make Thunderbird switch the filter off
      return /\s|^(?:Reply|Custom)$/.test(action.name) ? [action.name, action.value] : null
    default:
      return null
  }
}
