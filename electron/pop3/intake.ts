import type { ReadMessage } from '../mime/row.ts'
import type { Item } from './listing.ts'
import type { Pending } from './spool/bytes.ts'
import type { Arrival, Mailbox } from './spool/mailbox.ts'
import type { Entry } from './spool/state.ts'

/** A message that came whole. */
export interface Fetched {
  item: Item
  pending: Pending
  message: ReadMessage
}

/** So many wait for the disk at most: each is an open file. */
const mostWaiting = 128

/**
 * Takes messages of one session into the inbox. While some are flushed others gather, and go together: a disk that is
 * slow is waited for less often.
 * @param listed names of all messages that the server lists now
 * @param came so many messages were seen to
 */
export function createIntake(mailbox: Mailbox, listed: Set<string>, came: (count: number) => void) {
  const { state, bytes } = mailbox
  const waiting: Fetched[] = []
  let writing: Promise<void> | null = null
  let failure: unknown = null
  /** Of messages that only their bytes name. */
  const found = new Map<number, string>()
  /** Known bytes, by what names them: of servers that gave their messages new names, or did not delete as they said. */
  const byHash = new Map<string, string>()
  for (const folder of state.folders.values())
    for (const { hash } of folder.mails.values()) byHash.set(hash, '')
  for (const [key, { hash }] of state.drop) byHash.set(hash, key)

  const keyOf = (item: Item): string | null => item.key ?? found.get(item.number) ?? null

  async function write(): Promise<void> {
    while (waiting.length && failure === null) {
      const some = waiting.splice(0, mostWaiting)
      try {
        await mailbox.change(() => store(some))
        came(some.length)
      } catch (error) {
        failure = error
      }
    }
    writing = null
  }

  async function store(some: Fetched[]): Promise<void> {
    const now = Date.now()
    const arrivals: Arrival[] = []
    const known: Entry[] = []
    const twins: Pending[] = []
    // the newest of those that come together has the highest UID
    for (const { item, pending, message } of some.toSorted((a, b) => a.item.number - b.item.number)) {
      const key = item.key ?? `#bytes ${pending.hash}`
      found.set(item.number, key)
      const before = byHash.get(pending.hash)
      const same = before !== undefined && (before === key || !listed.has(before) || item.key === null)
      byHash.set(pending.hash, key)
      if (!same) {
        arrivals.push({ pending, message, flags: 0, drop: { key, size: item.size } })
        continue
      }
      const old = state.drop.get(before)
      twins.push(pending)
      known.push({
        k: 'known',
        key,
        v: {
          hash: pending.hash,
          size: item.size,
          received: message.row.received,
          at: old?.at ?? now,
          missing: null
        }
      })
    }
    await bytes.discard(twins)
    if (arrivals.length) await mailbox.deliver(mailbox.inbox(), arrivals, now)
    await mailbox.commit(known)
  }

  return {
    keyOf,
    /** Here already, or once here: what the rep deleted does not come back. */
    isKnown({ key, size }: Item): boolean {
      const known = key === null ? undefined : state.drop.get(key)
      // the same name and another size is another message: some servers use names again
      return known !== undefined && known.size === size
    },
    receivedOf: ({ key }: Item): number => (key === null ? 0 : (state.drop.get(key)?.received ?? 0)),
    /** Throws what kept an earlier one from the disk. */
    async take(fetched: Fetched): Promise<void> {
      waiting.push(fetched)
      writing ??= write()
      if (waiting.length >= mostWaiting) await writing
      if (failure !== null) throw failure
    },
    async settle(): Promise<void> {
      await writing
      if (failure !== null) await bytes.discard(waiting.map(({ pending }) => pending))
      if (failure !== null) throw failure
    },
    /** Which messages the server lists no more, and which again. */
    async note(): Promise<void> {
      const names = new Set([...listed, ...found.values()])
      const gone: string[] = []
      const back: string[] = []
      for (const [key, { missing }] of state.drop) {
        if (missing === null && !names.has(key)) gone.push(key)
        if (missing !== null && names.has(key)) back.push(key)
      }
      await mailbox.change(() =>
        mailbox.commit([
          ...(gone.length ? [{ k: 'missing' as const, at: Date.now(), keys: gone }] : []),
          ...(back.length ? [{ k: 'missing' as const, at: null, keys: back }] : [])
        ])
      )
    }
  }
}
