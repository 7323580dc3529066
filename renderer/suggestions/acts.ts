import type { Bridge } from '../../shared/contract/index.ts'
import type { AnyRecord } from '../../shared/contract/records.ts'
import { type PersonRecord, withChange, withoutChange } from '../../shared/intelligence/enrichment.ts'
import { type Cache, dismissSuggestions, type MessageRow, suggestAgain } from '../cache/index.ts'
import { showToast } from '../ui/toast.ts'
import { errorText } from '../words/index.ts'
import { suggestions as words } from '../words/en/suggestions.ts'
import type { Suggestion } from './find.ts'

export interface Deps {
  bridge: Bridge
  cache: Cache
}

export function sayFailed(thrown: unknown): void {
  const { what, next } = errorText(thrown)
  showToast({ text: `${what} ${next}`.trim(), seconds: 12 })
}

/** Takes an act back, or says why it cannot be. */
export function undoing(act: () => Promise<unknown>): () => void {
  return () => void act().catch(sayFailed)
}

export async function addActivity(
  { bridge, cache }: Deps,
  { key, plan, about }: Suggestion & { kind: 'activity' },
  mail: MessageRow
): Promise<void> {
  const { type, name, due } = plan
  const { userId } = await bridge.call('team.state', {})
  const notes = words.fromMail(mail.subject.slice(0, 300), plan.words)
  const made = await bridge.call('workspace.create', {
    kind: 'activity',
    values: {
      ...{ type, name, due, notes },
      owner: userId || null,
      about: { kind: about.kind, id: about.id }
    }
  })
  await dismissSuggestions(cache, [key], 'added')
  showToast({
    text: words.added(type, about.name),
    undo: undoing(async () => {
      await bridge.call('workspace.delete', { kind: 'activity', id: made.id, rev: made.rev })
      await suggestAgain(cache, [key])
    })
  })
}

/** Changes a record as it stands now: what others changed since it was shown stays. */
export async function rewrite(
  bridge: Bridge,
  { kind, id }: Pick<AnyRecord, 'kind' | 'id'>,
  to: (record: AnyRecord) => AnyRecord
): Promise<void> {
  const { record } = await bridge.call('workspace.record', { kind, id })
  const next = to(record)
  if (next === record) return
  if (next.kind !== 'lead' && next.kind !== 'contact' && next.kind !== 'account') return
  const { rev } = record
  if (next.kind === 'lead')
    await bridge.call('workspace.update', { id, rev, draft: { kind: 'lead', values: next } })
  else if (next.kind === 'contact')
    await bridge.call('workspace.update', { id, rev, draft: { kind: 'contact', values: next } })
  else await bridge.call('workspace.update', { id, rev, draft: { kind: 'account', values: next } })
}

const isPerson = (record: AnyRecord): record is PersonRecord =>
  record.kind === 'lead' || record.kind === 'contact'

export async function accept(
  { bridge, cache }: Deps,
  { key, change }: Suggestion & { kind: 'change' },
  typed: string,
  record: PersonRecord
): Promise<void> {
  const value = typed.trim()
  if (value === '') return
  // the signature still says otherwise: the rep's word stands
  const corrected = value === change.value ? [] : [key]
  if (change.on === 'account') {
    if (record.kind !== 'contact' || record.account === null) return
    const target = { kind: 'account', id: record.account } as const
    const site = (from: string, to: string) => (now: AnyRecord) =>
      now.kind === 'account' && now.website === from ? { ...now, website: to } : now
    await rewrite(bridge, target, site(change.before, value))
    return await say(() => rewrite(bridge, target, site(value, change.before)))
  }
  await rewrite(bridge, record, (now) => (isPerson(now) ? withChange(now, change, value) : now))
  await say(() => rewrite(bridge, record, (now) => (isPerson(now) ? withoutChange(now, change, value) : now)))

  async function say(back: () => Promise<void>): Promise<void> {
    await dismissSuggestions(cache, corrected, 'added')
    showToast({
      text: words.updated(words.fields[change.field], record.name),
      undo: undoing(async () => {
        await back()
        await suggestAgain(cache, corrected)
      })
    })
  }
}

export async function dismissForGood({ cache }: Deps, key: string): Promise<void> {
  await dismissSuggestions(cache, [key], 'dismissed')
  showToast({ text: words.dismissed, undo: undoing(() => suggestAgain(cache, [key])) })
}
