import { marksOfMail, sharedOn, type SharingTest } from '../../../shared/context/shared-on.ts'
import { readHeaders } from '../../cache/headers.ts'
import { type Marks, passOver } from '../../cache/shared-pass.ts'
import { LocalFlag, type MessageRow } from '../../cache/types.ts'
import type { Store } from '../store.ts'
import { findMail } from './find-mail.ts'
import type { Keys } from './keys.ts'
import { personalOf, type PersonalRule } from './personal.ts'

/** What was compared: which mails are wanted, which of them are published, and which are to be. */
export interface Queue {
  /** Whatever was compared before is void: the next look is at everything. */
  reset(): void
  /** Says anew what the workspace has. */
  has(messages: string[], textless: string[], moods: [message: string, felt: string][]): void
  /** Compares what was written since the last look. */
  look(marks: Marks, needsText: boolean, isPrivate: (hash: number) => boolean): Promise<void>
  /** What was filed by hand and is shared there: looked for among the mails here where it is not published. */
  file(filed: readonly FiledOn[], needsText: boolean, isPrivate: (hash: number) => boolean): Promise<void>
  /**
   * Keys of published mails that are personal by now: moved to such a folder, its folder was marked, or not shared by
   * hand any more.
   * @param doubted keys of mails that the rep filed, or shared all the same, and does not any more
   */
  turnedPersonal(doubted: readonly string[]): Promise<string[]>
  /** The newest mails that are to be published, with their headers; empty: none is. */
  next(most: number, isPrivate: (hash: number) => boolean): Promise<Waiting[]>
  /** They are to be published after all. */
  putBack(some: Waiting[]): void
  /** The workspace has it, or will not have it as things are. */
  settle(hash: number, how: 'published' | 'refused' | 'gone'): void
  isPublished(hash: number): boolean
  /** How the workspace says that it sounds (`feltText`); undefined: nothing. */
  feltOf(hash: number): string | undefined
  /** Keys of mails of which the workspace says how they sound. */
  felt(): string[]
  /** The workspace says this of it now. */
  feel(message: string, felt: string): void
  /** Shared because it was filed by hand. */
  isFiled(hash: number): boolean
  counts(isPrivate: (hash: number) => boolean): {
    personal: number
    published: number
    wanted: number
    refused: number
  }
}
/** A mail and a record that it was put on by hand. */
export interface FiledOn {
  message: string
  record: string
  kind: string
}
export interface Waiting {
  hash: number
  row: MessageRow
}

/** Compares what an account holds with what the workspace has of it. Nothing of it is kept: it is found out again. */
export function startQueue(store: Store, account: string, keys: Keys, rule: PersonalRule): Queue {
  let published = new Set<number>()
  /** Published without the text that they are to have. */
  let textless = new Set<number>()
  let moods = new Map<number, { message: string; felt: string }>()
  let refused = new Set<number>()
  let wanted = new Set<number>()
  /** Mails whose key is not known yet, by id. */
  let nameless = new Set<number>()
  /** Newest last. */
  let waiting: { id: number; received: number }[] = []
  let queued = new Set<number>()
  let seen = 0
  /** Mails that are shared because they were filed. */
  let also = new Set<number>()
  let personal = new Set<number>()
  let filedSeen = ''
  let doubted = ''
  let test: SharingTest | null = null

  const looks = personalOf(store, account, rule)
  const isDone = (hash: number, flags: number): boolean =>
    published.has(hash) && !(textless.has(hash) && flags & LocalFlag.textHere)

  function reset(): void {
    wanted = new Set()
    nameless = new Set()
    waiting = []
    queued = new Set()
    personal = new Set()
    seen = 0
    filedSeen = ''
  }

  return {
    reset,
    has(messages, without, felt) {
      published = new Set(messages.map(keys.hashOf))
      moods = new Map(felt.map(([message, text]) => [keys.hashOf(message), { message, felt: text }]))
      textless = new Set(without.map(keys.hashOf))
      reset()
    },
    async look(marks, needsText, isPrivate) {
      if (marks.test !== test) {
        test = marks.test
        refused = new Set()
        reset()
      }
      // what was held back is looked at again once it is known what its folder is
      const doubts = looks.doubted()
      if (doubts !== doubted) reset()
      doubted = doubts
      const { rev } = store.book
      if (rev <= seen) return
      const found: typeof waiting = []
      await passOver(store.book, account, marks, seen, (id, flags, received) => {
        const hash = keys.of(id)
        if (hash !== 0 && isPrivate(hash)) return
        if (hash === 0) nameless.add(id)
        else wanted.add(hash)
        if (queued.has(id) || isDone(hash, flags) || refused.has(hash)) return
        if (needsText && !(flags & (LocalFlag.textHere | LocalFlag.textFailed))) return
        queued.add(id)
        found.push({ id, received })
      })
      seen = rev
      if (found.length > 0) waiting = [...waiting, ...found.sort((a, b) => a.received - b.received)]
    },
    async file(filed, needsText, isPrivate) {
      const now = `${store.book.rev} ${filed.map(({ message, record }) => `${message} ${record}`).join('\n')}`
      if (!test || now === filedSeen) return
      filedSeen = now
      const before = also
      also = new Set()
      for (const { message, record, kind } of filed) {
        const hash = keys.hashOf(message)
        if (isPrivate(hash)) continue
        // what touched no record does now
        if (!before.has(hash)) refused.delete(hash)
        if (published.has(hash)) {
          also.add(hash)
          wanted.add(hash)
          continue
        }
        const found = await findMail(store, account, keys, message)
        if (!found || !test.sharesFiled(marksOfMail(participants(found.row), test), record, kind)) continue
        also.add(hash)
        wanted.add(hash)
        const { id, received } = found.row
        if (queued.has(id) || refused.has(hash)) continue
        if (needsText && !(found.flags & (LocalFlag.textHere | LocalFlag.textFailed))) continue
        queued.add(id)
        waiting.push({ id, received })
      }
    },
    async turnedPersonal(doubted) {
      const stays = (hash: number): boolean => also.has(hash) || rule.shares(hash)
      const ids = [...looks.inFolders()].filter((id) => published.has(keys.of(id)) && !stays(keys.of(id)))
      const rows: (MessageRow | undefined)[] = ids.length > 0 ? await readHeaders(store.db, ids) : []
      for (const key of doubted) {
        const hash = keys.hashOf(key)
        if (published.has(hash) && !stays(hash)) rows.push((await findMail(store, account, keys, key))?.row)
      }
      const found = rows.flatMap((row) => (row ? [{ row, ...keys.learn(row) }] : []))
      return found.flatMap(({ row, hash, key }) => {
        if (!looks.is(row, hash)) return []
        personal.add(hash)
        wanted.delete(hash)
        return [key]
      })
    },
    async next(most, isPrivate) {
      while (waiting.length > 0) {
        const ids = waiting.slice(-most).map(({ id }) => id)
        waiting.length -= ids.length
        for (const id of ids) queued.delete(id)
        const rows = await readHeaders(store.db, ids.reverse())
        const found = new Map<number, Waiting>()
        for (const [i, row] of rows.entries()) {
          nameless.delete(ids[i]!)
          if (!row) continue
          wanted.delete(keys.of(row.id))
          const { hash } = keys.learn(row)
          if (isPrivate(hash)) continue
          wanted.add(hash)
          if ((published.has(hash) && !textless.has(hash)) || refused.has(hash)) continue
          if (!also.has(hash) && !published.has(hash) && looks.is(row, hash)) {
            personal.add(hash)
            wanted.delete(hash)
            continue
          }
          // the columns know the first persons of a mail, and not who is hidden
          if (test && (also.has(hash) || sharedOn(participants(row), test))) found.set(hash, { hash, row })
          else wanted.delete(hash)
        }
        if (found.size > 0) return [...found.values()]
      }
      return []
    },
    putBack(some) {
      // newest first, as they were given
      for (const { row } of some.toReversed()) {
        queued.add(row.id)
        waiting.push({ id: row.id, received: row.received })
      }
    },
    settle(hash, how) {
      textless.delete(hash)
      // it goes with its mail
      moods.delete(hash)
      if (how === 'published') published.add(hash)
      else if (how === 'refused') refused.add(hash)
      else published.delete(hash)
    },
    isPublished: (hash) => published.has(hash),
    feltOf: (hash) => moods.get(hash)?.felt,
    felt: () => [...moods.values()].map(({ message }) => message),
    feel(message, felt) {
      moods.set(keys.hashOf(message), { message, felt })
    },
    isFiled: (hash) => also.has(hash),
    counts(isPrivate) {
      let here = 0
      let not = 0
      let kept = 0
      for (const hash of wanted) {
        if (isPrivate(hash)) kept++
        else if (published.has(hash)) here++
        else if (refused.has(hash)) not++
      }
      return {
        personal: personal.size,
        published: here,
        wanted: wanted.size + nameless.size - not - kept,
        refused: not
      }
    }
  }
}

export const participants = ({ from, to, cc, bcc }: MessageRow) => {
  const [a, b, c, d] = [from, to, cc, bcc].map((list) => list.map(([, address]) => address))
  return { from: a!, to: b!, cc: c!, bcc: d! }
}
