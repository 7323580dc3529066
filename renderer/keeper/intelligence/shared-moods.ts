import type { Bridge } from '../../../shared/contract/index.ts'
import type { SharedMood } from '../../../shared/contract/moods.ts'
import { toWire } from '../../../shared/errors.ts'
import { hash53 } from '../../cache/hash.ts'
import { identityPage } from '../../cache/types.ts'
import type { KeptMood, VerdictsDb } from '../../cache/verdicts-db.ts'
import type { Store } from '../store.ts'

/** The workspace starts when the window has come up, ms. */
const startAfter = 3_000
/** However much mail is shared, the workspace is asked once in this time, ms. */
const pause = 30_000

/** How colleagues' mail from customers sounds, as the workspace said last: kept for when it is out of reach. */
export interface SharedMoods {
  /** Asks for it from now on, or forgets it. */
  use(on: boolean): void
  /** Finds anew which of it the rep has too. */
  match(): Promise<void>
  stop(): void
}

/** @param onChanged something sounds otherwise than it did */
export async function followSharedMoods(deps: {
  bridge: Bridge
  store: Store
  db: VerdictsDb
  /** Accounts that are here. */
  accounts(): string[]
  onChanged(): void
  /** For tests, ms. */
  pause?: number
}): Promise<SharedMoods> {
  const { bridge, store, db } = deps
  const every = deps.pause ?? pause
  let moods: SharedMood[] = ((await db.meta.get('shared'))?.value as KeptMood[] | undefined) ?? []
  let kept = ''
  let on = false
  let askedAt = Date.now() - every + Math.min(startAfter, every)
  let timer: ReturnType<typeof setTimeout> | null = null
  let running: Promise<void> = Promise.resolve()

  function ask(): void {
    if (!on || timer) return
    timer = setTimeout(
      () => {
        timer = null
        askedAt = Date.now()
        running = running.then(read).catch((error: unknown) => {
          // what was said last goes on serving
          if (toWire(error).code === 'app.internal') console.error('moods', error)
        })
      },
      Math.max(0, askedAt + every - Date.now())
    )
  }

  async function read(): Promise<void> {
    try {
      moods = await bridge.call('workspace.customerMoods', {})
    } catch (error) {
      if (toWire(error).code !== 'workspace.notMember') throw error
      moods = []
    }
    if (on) await match()
  }

  async function match(): Promise<void> {
    if (!on) return
    const own = ownOf(moods.map(({ message }) => message))
    const rows: KeptMood[] = moods.map((mood) => ({ ...mood, own: own.get(mood.message) ?? null }))
    const now = JSON.stringify(rows)
    if (now === kept) return
    kept = now
    await db.meta.put({ key: 'shared', value: rows })
    deps.onChanged()
  }

  /** Numbers in the cache, by message key. */
  function ownOf(messages: readonly string[]): Map<string, number> {
    const wanted = new Map<number, string>()
    for (const account of deps.accounts())
      for (const message of messages) wanted.set(hash53(`${account}\0${message}`) || 1, message)
    const found = new Map<string, number>()
    if (wanted.size === 0) return found
    for (const [number, { messageId }] of store.book.identityPages)
      messageId.forEach((hash, at) => {
        const message = hash === 0 ? undefined : wanted.get(hash)
        if (message !== undefined) found.set(message, number * identityPage + at)
      })
    return found
  }

  const offs = [
    bridge.on('workspace.mailChanged', ask),
    bridge.on('team.changed', ask),
    bridge.onConnection((connected) => connected && ask())
  ]
  return {
    use(next) {
      on = next
      if (on) return ask()
      moods = []
      kept = ''
    },
    match,
    stop() {
      on = false
      for (const off of offs) off()
      if (timer) clearTimeout(timer)
    }
  }
}
