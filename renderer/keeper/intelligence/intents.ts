import type { Bridge } from '../../../shared/contract/index.ts'
import type { CustomIntents } from '../../../shared/contract/intelligence.ts'
import type { DefinedIntent } from '../../../shared/contract/intents.ts'
import { hash53 } from '../../cache/hash.ts'
import type { VerdictsDb } from '../../cache/verdicts-db.ts'

/** Between two tries to reach the workspace, ms. */
const retryAfter = 5_000
/** A copy from before serves so long, ms: the workspace starts when the window has come up. */
const copyServes = 3_000

/** The custom intents that mail is read with. */
export interface Intents {
  /**
   * What the thread learns from, where any is on, and the number that stands for them in columns: a new one whenever one
   * of them is new or changed, 0 for none. @param reader as intelligence.model names it
   */
  now(reader: string): Promise<{ custom?: CustomIntents; marked: number }>
  stop(): void
}

/** What marks in the columns were read with: for each intent what stands for its definition. */
interface ReadWith {
  number: number
  reader: string
  of: Record<string, number>
}

/**
 * Keeps a copy of what administrators define, so that mail is read by it, and names are known, while the workspace is out
 * of reach. @param onChanged what is on is not what it was; names alone change nothing of it
 */
export async function followIntents(deps: {
  bridge: Bridge
  db: VerdictsDb
  onChanged(): void
}): Promise<Intents> {
  const { bridge, db } = deps
  let kept = ((await db.meta.get('intents'))?.value as DefinedIntent[] | undefined) ?? null
  let custom = customOf(kept ?? [])
  let stopped = false
  let asking = false
  let again = false
  let retry: ReturnType<typeof setTimeout> | undefined

  async function refresh(): Promise<void> {
    again = true
    if (asking) return
    asking = true
    clearTimeout(retry)
    while (again && !stopped) {
      again = false
      try {
        const { intents } = await bridge.call('workspace.intents', {})
        if (stopped || JSON.stringify(intents) === JSON.stringify(kept)) continue
        await db.meta.put({ key: 'intents', value: intents })
        kept = intents
        const before = custom?.name
        custom = customOf(intents)
        if (custom?.name !== before) deps.onChanged()
      } catch {
        // out of reach, or of a schema without intents: what is known goes on serving
        if (!stopped) retry = setTimeout(() => void refresh(), retryAfter)
        break
      }
    }
    asking = false
  }

  const off = bridge.on('workspace.changed', () => void refresh())
  if (kept) retry = setTimeout(() => void refresh(), copyServes)
  else void refresh()
  return {
    async now(reader) {
      const on = custom
      if (!on) return { marked: 0 }
      return db.transaction('rw', db.meta, async () => {
        const known = (await db.meta.get('custom'))?.value as ReadWith | undefined
        const of = Object.fromEntries(on.intents.map((one) => [one.id, hash53(JSON.stringify(one))]))
        // each is read by itself: where some went and the others are what they were, nothing is to be read
        const same = known?.reader === reader && Object.keys(of).every((id) => known.of[id] === of[id])
        const marked = same ? known.number : ((known?.number ?? 0) % 65_535) + 1
        await db.meta.put({ key: 'custom', value: { number: marked, reader, of } satisfies ReadWith })
        return { custom: on, marked }
      })
    },
    stop() {
      stopped = true
      clearTimeout(retry)
      off()
    }
  }
}

function customOf(intents: readonly DefinedIntent[]): CustomIntents | undefined {
  const rules = intents
    .filter(({ on }) => on)
    .map(({ id, examples, unlike, words, must }) => ({ id, examples, unlike, words, must }))
  return rules.length === 0 ? undefined : { name: `${hash53(JSON.stringify(rules))}`, intents: rules }
}
