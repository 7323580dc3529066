import { randomUUID } from 'node:crypto'
import type { FilterPreview } from '../../shared/contract/filters.ts'
import { AppError } from '../../shared/errors.ts'
import { type Issue, stateOf } from '../../shared/filters/issues.ts'
import type { Action, Rule } from '../../shared/filters/model.ts'
import { type FolderOwner, folderOf } from './folder-uri.ts'
import { readCondition } from './thunderbird-conditions.ts'
import { type Attribute, readAttributes } from './thunderbird-lines.ts'

/** Bits of `type` (nsMsgFilterType) for when a filter runs. */
export const arriving = 1 | 32
export const byHand = 16
/** After sending, before archiving, now and then: there is no such time here. */
const otherTimes = 64 | 128 | 256

/** Thunderbird's msgFilterRules.dat, of version 6 and later. @throws AppError filters.notFilters */
export function readThunderbird(
  text: string,
  account: string | null,
  owner: FolderOwner | null
): FilterPreview {
  const { attributes, stoppedAt } = readAttributes(text)
  const [first] = attributes
  if (!first || !['version', 'logging', 'name'].includes(first.key)) throw new AppError('filters.notFilters')
  const version = Number(attributes.find(({ key }) => key === 'version')?.value ?? 9)
  const blocks: Attribute[][] = []
  for (const attribute of attributes) {
    if (attribute.key === 'name') blocks.push([attribute])
    else blocks.at(-1)?.push(attribute)
  }
  // the last one was cut where reading stopped; a name alone is no filter
  if (stoppedAt !== null && blocks.at(-1)?.length === 1) blocks.pop()
  return {
    format: 'thunderbird',
    read: blocks.length,
    filters: blocks.map((block) => ruleOf(block, version, account, owner)),
    stoppedAt: stoppedAt === null ? null : { line: stoppedAt }
  }
}

function ruleOf(
  block: Attribute[],
  version: number,
  account: string | null,
  owner: FolderOwner | null
): FilterPreview['filters'][number] {
  const issues: Issue[] = []
  const kept: { name: string; value: string }[] = []
  const asked: { name: string; value: string }[] = []
  let enabled = false
  let condition: string | null = null
  let type = arriving | byHand
  for (const { key, value } of block) {
    if (key === 'name') continue
    else if (key === 'enabled') enabled = value === 'yes'
    else if (key === 'type') type = Number(value) | (version < 9 ? byHand : 0)
    else if (key === 'action') asked.push({ name: value.slice(0, 200), value: '' })
    else if (key === 'actionvalue' && asked.length > 0) asked.at(-1)!.value = value.slice(0, 4000)
    else if (key === 'condition') condition = value
    else {
      kept.push({ name: key, value })
      if (key !== 'description') issues.push({ code: 'unreadable', what: key })
    }
  }
  if (type !== ((arriving & 1) | byHand)) kept.push({ name: 'type', value: String(type) })
  const actions = asked.map(({ name, value }) => actionOf(name, value, owner, issues))
  if (
    actions.some(({ kind }) => kind === 'move' || kind === 'trash') &&
    !actions.some(({ kind }) => kind === 'stop')
  )
    actions.push({ kind: 'stop', implied: true })
  const read = condition === null ? null : readCondition(condition, issues)
  if (condition === null) issues.push({ code: 'noConditions', what: '' })
  else if (!read) {
    kept.push({ name: 'condition', value: condition })
    issues.push({ code: 'unreadable', what: condition })
  }
  if (type & otherTimes && !(type & arriving)) issues.push({ code: 'onlyByHand', what: '' })
  if (actions.every(({ kind }) => kind === 'other' || kind === 'stop'))
    issues.push({ code: 'noActions', what: '' })
  const rule: Rule = {
    id: randomUUID(),
    name: block[0]!.value.slice(0, 500),
    enabled: enabled && stateOf(issues) !== 'off',
    account,
    onArrival: (type & arriving) !== 0,
    match: read?.match ?? 'all',
    conditions: read?.conditions ?? [],
    actions,
    origin: { format: 'thunderbird', kept }
  }
  return { rule, issues, on: enabled }
}

/** Actions without a value. */
export const plainActions: readonly (readonly [name: string, action: Action])[] = [
  ['Mark read', { kind: 'read' }],
  ['Mark unread', { kind: 'unread' }],
  ['Mark flagged', { kind: 'star' }],
  ['Delete', { kind: 'trash' }],
  ['Stop execution', { kind: 'stop', implied: false }]
]

function actionOf(name: string, value: string, owner: FolderOwner | null, issues: Issue[]): Action {
  const plain = plainActions.find(([one]) => one === name)?.[1]
  if (plain) return plain
  switch (name) {
    case 'Move to folder':
    case 'Copy to folder': {
      const folder = folderOf(value, owner)
      if (!folder) issues.push({ code: 'chooseFolder', what: value })
      else if (folder.guessed) issues.push({ code: 'folderGuessed', what: folder.path.join('/') })
      return {
        kind: name === 'Move to folder' ? 'move' : 'copy',
        folder: { path: folder?.path ?? [], source: value }
      }
    }
    case 'AddTag':
      if (isKeyword(value)) return { kind: 'tag', key: value }
      break
    case 'Label':
      if (/^[1-5]$/.test(value)) {
        issues.push({ code: 'oldTag', what: value })
        return { kind: 'tag', key: `$label${value}` }
      }
      break
    case 'JunkScore':
      return Number(value) >= 50 ? { kind: 'junk' } : { kind: 'neverSpam' }
    case 'Forward':
      if (value === '' || value.length > 320) break
      issues.push({ code: 'forwardConsent', what: value })
      return { kind: 'forward', to: value, consent: false }
  }
  issues.push({ code: 'unknownAction', what: `${name} ${value}`.trim() })
  return { kind: 'other', name, value }
}

/** flag-keyword of RFC 9051 9: an atom. */
function isKeyword(value: string): boolean {
  return /^[^\s(){%*"\\\]\p{Cc}\u0080-\uffff]{1,200}$/u.test(value)
}
