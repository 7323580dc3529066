import type { ImapFlow } from 'imapflow'
import type { UidRun } from '../../shared/mail/message.ts'
import { atom, type Attribute, run, set, textOf } from './command.ts'
import { flagsIn, type Items, itemsOf, modseqIn, numberIn } from './row.ts'
import { parseSet, setsOf } from '../wire/uids.ts'

/** Data that keeps coming is never cut off by this; silence is imapflow's socketTimeout's to notice. */
const fetchDeadline = 900_000

/**
 * What the server has of these UIDs: one that is gone is not in the answer, and flags of others that changed
 * meanwhile may be. Collected to the end before anything else runs: a command within a FETCH would wait for ever.
 */
export async function fetchItems(
  client: ImapFlow,
  uids: number[],
  items: Attribute[]
): Promise<Map<number, Items>> {
  const found = new Map<number, Items>()
  await fetchEach(client, uids, items, (uid, row) => {
    const known = found.get(uid)
    // a server may send the items of one message in several responses
    if (known) for (const [name, value] of row) known.set(name, value)
    else found.set(uid, row)
  })
  return found
}

/** As each row comes: what is made of it at once is all that has to be kept. `each` must not run commands. */
export async function fetchEach(
  client: ImapFlow,
  uids: number[],
  items: Attribute[],
  each: (uid: number, row: Items) => void
): Promise<void> {
  for (const uidSet of setsOf(uids)) {
    await run(client, 'UID FETCH', [set(uidSet), items], {
      deadline: fetchDeadline,
      untagged: {
        FETCH: (response) => {
          const row = itemsOf(response)
          const uid = numberIn(row, 'uid')
          if (uid) each(uid, row)
        }
      }
    })
  }
}

export interface Changes {
  flags: Map<number, number>
  vanished: UidRun[]
  /** The highest that was told; the one that was asked from where nothing changed. */
  modseq: string
}

/** Flags that changed after `modseq`, those of new mail too, and with QRESYNC what vanished since. */
export async function changesSince(
  client: ImapFlow,
  upTo: number | '*',
  modseq: string,
  qresync: boolean
): Promise<Changes> {
  const changes: Changes = { flags: new Map(), vanished: [], modseq }
  if (upTo === 0) return changes
  const modifiers = [atom('CHANGEDSINCE'), atom(modseq), ...(qresync ? [atom('VANISHED')] : [])]
  await run(client, 'UID FETCH', [set(`1:${upTo}`), [atom('UID'), atom('FLAGS')], modifiers], {
    deadline: fetchDeadline,
    untagged: {
      FETCH: (response) => {
        const row = itemsOf(response)
        const uid = numberIn(row, 'uid')
        if (uid && row.has('flags')) changes.flags.set(uid, flagsIn(row))
        const told = modseqIn(row)
        if (told > BigInt(changes.modseq)) changes.modseq = String(told)
      },
      VANISHED: ({ attributes = [] }) => {
        changes.vanished.push(...parseSet(textOf(attributes.at(-1))))
      }
    }
  })
  return changes
}
