import type { PersonFact } from '../../shared/contract/intelligence.ts'
import {
  type Change,
  changeKey,
  changesOf,
  fillFrom,
  type PersonRecord,
  withChange,
  withoutChange
} from '../../shared/intelligence/enrichment.ts'
import { dismissSuggestions, suggestAgain, suggestionKey } from '../cache/index.ts'
import { showToast } from '../ui/toast.ts'
import { suggestions as words } from '../words/en/suggestions.ts'
import { type Deps, rewrite, undoing } from './acts.ts'

export const isFillable = ({ empty, confidence, on, field }: Change): boolean =>
  empty && confidence >= fillFrom && on === 'person' && field !== 'name'

/**
 * Fills what the record has not, once for each value, with a line among the record's activities and an undo. The
 * mark is written first: a value that the rep takes out again never comes back by itself.
 */
export async function fillEmpty(
  { bridge, cache }: Deps,
  facts: readonly PersonFact[],
  record: PersonRecord
): Promise<void> {
  const { kind, id, name } = record
  const keyOf = (change: Change): string => suggestionKey('change', changeKey(id, change))
  const asked = changesOf(facts, record, null).filter(isFillable)
  const keys = await dismissSuggestions(cache, asked.map(keyOf), 'filled')
  if (keys.length === 0) return
  const done: Change[] = []
  try {
    await rewrite(bridge, record, (now) => {
      if (now.kind !== 'lead' && now.kind !== 'contact') return now
      const still = changesOf(facts, now, null).filter(isFillable)
      done.push(...still.filter((change) => keys.includes(keyOf(change))))
      return done.reduce((to, change) => withChange(to, change, change.value), now)
    })
  } catch (thrown) {
    await suggestAgain(cache, keys)
    throw thrown
  }
  if (done.length === 0) return
  const fields = [...new Set(done.map(({ field }) => words.fields[field]))].join(', ')
  const note = await bridge.call('workspace.create', {
    kind: 'activity',
    values: {
      ...{ type: 'task', name: words.filled(fields), done: true, due: Date.now(), about: { kind, id } },
      notes: done
        .map(({ value, line }) => `${value}\n${words.line(line)}`)
        .join('\n\n')
        .slice(0, 10_000)
    }
  })
  showToast({
    text: words.filledFor(name, fields),
    seconds: 20,
    undo: undoing(async () => {
      await rewrite(bridge, record, (now) =>
        now.kind === 'lead' || now.kind === 'contact'
          ? done.reduce<PersonRecord>((to, change) => withoutChange(to, change, change.value), now)
          : now
      )
      await bridge.call('workspace.delete', { kind: 'activity', id: note.id, rev: note.rev })
    })
  })
}
