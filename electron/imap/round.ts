import type { ImapFlow } from 'imapflow'
import type { AppError } from '../../shared/errors.ts'
import type { Batch, HeaderRow } from '../../shared/mail/message.ts'
import { atom } from './command.ts'
import { fromImap } from './errors.ts'
import { fetchEach, fetchItems } from './fetch.ts'
import {
  bareItems,
  bareRow,
  emailIdIn,
  flagsIn,
  headerItems,
  headerRow,
  type Items,
  plainItems
} from './row.ts'
import type { Link } from './link.ts'
import { planRound } from './plan.ts'
import type { RoundInput } from './protocol.ts'

export interface Round {
  uidValidity: string
  exists: number
  qresync: boolean
  total: number
  /** The next batch; `unknown` are UIDs of the last batch's members. Throws what broke the round, every time. */
  next(unknown: number[]): Promise<Batch>
}

/**
 * Which mails of a folder broke their FETCH, by account and folder: after a failure fewer are asked for at once, until
 * the one that it was stands alone, and that one's row is made of its bare header. Kept over rounds.
 */
export interface Caution {
  most: number
  bare: Set<number>
}
export const newCaution = (): Caution => ({ most: Infinity, bare: new Set() })

/** Members weigh little: so many batches of them are asked for at once. */
const membersAtOnce = 4
const flagsAtOnce = 2000
/** Of the newest mails, which somebody waits for, so few are asked for that they show at once. */
const firstRows = 60
const runsAtOnce = 500
const windowsAtOnce = 5

/**
 * One round over one folder. `membersOnly`: the server names each mail (`emailId`) and another folder holds them
 * all, so only UIDs, flags and that name are sent, and headers for the UIDs asked back.
 */
export async function openRound(
  link: Link,
  input: RoundInput,
  membersOnly: boolean,
  caution: Caution
): Promise<Round> {
  const plan = await link.inFolder('bulk', input.folder, (client, mailbox, again) =>
    planRound(client, mailbox, input, again)
  )
  const size = input.batchSize
  const wanted: number[] = []
  const { missing } = plan
  let members = false
  let sequence = 0
  let failed: AppError | null = null
  /** UIDs that failed alone once, and are read bare the next time. */
  const tried = new Set<number>()

  /**
   * One batch a command, and none ahead of what is asked for: when the keeper dies, no more than the batch that was
   * on its way is fetched again. Fetching ahead gained nothing that could be measured.
   */
  async function nextRows(): Promise<HeaderRow[]> {
    if (failed) throw failed
    for (;;) {
      const chunk = missing.splice(-Math.min(size, caution.most, sequence === 0 ? firstRows : Infinity))
      if (chunk.length === 0) return []
      try {
        return await fetchRows(chunk)
      } catch (error) {
        missing.push(...chunk)
        const known = fromImap(error)
        // one of them is what breaks it: fewer are asked for until it stands alone and is read by its bare header
        const narrowed = caution.most < chunk.length || (chunk.length === 1 && !tried.has(chunk[0]!))
        tried.add(chunk.length === 1 ? chunk[0]! : 0)
        if (isOfTheMail(known) && narrowed) continue
        failed = known
        throw failed
      }
    }
  }

  async function fetchRows(uids: number[]): Promise<HeaderRow[]> {
    try {
      const rows = await link.inFolder('bulk', input.folder, (client) => rowsOf(client, uids, caution), {
        uidValidity: plan.uidValidity
      })
      caution.most = Math.min(Infinity, caution.most * 2)
      return rows.sort((a, b) => b.uid - a.uid)
    } catch (error) {
      const known = fromImap(error)
      // the network's own troubles say nothing about the mail
      if (isOfTheMail(known)) {
        if (uids.length === 1 && uids[0] !== undefined) caution.bare.add(uids[0])
        caution.most = Math.max(1, Math.floor(uids.length / 8))
      }
      throw known
    }
  }

  async function membersOf(uids: number[]): Promise<Batch['members']> {
    const items = [atom('UID'), atom('FLAGS')]
    const found = await link.inFolder(
      'bulk',
      input.folder,
      (client) => fetchItems(client, uids, [...items, ...emailIdAtom(client)]),
      { uidValidity: plan.uidValidity }
    )
    return uids
      .filter((uid) => found.has(uid))
      .reverse()
      .map((uid) => {
        const row = found.get(uid) ?? new Map()
        return { uid, flags: flagsIn(row), emailId: emailIdIn(row) }
      })
  }

  async function next(unknown: number[]): Promise<Batch> {
    const batch: Batch = {
      sequence,
      complete: false,
      cursor: plan.partial,
      headers: [],
      members: [],
      flags: null,
      vanished: plan.vanished.splice(0, runsAtOnce),
      windows: plan.windows.splice(0, windowsAtOnce),
      remaining: 0,
      exists: plan.exists
    }
    const flags = plan.flags.splice(0, flagsAtOnce)
    if (flags.length) {
      batch.flags = {
        uids: Uint32Array.from(flags, ([uid]) => uid),
        flags: Uint16Array.from(flags, ([, bits]) => bits)
      }
    }
    if (membersOnly) await addMembers(batch, unknown)
    else batch.headers = await nextRows()
    const left = plan.flags.length + plan.vanished.length + plan.windows.length
    batch.remaining = missing.length + wanted.length
    batch.complete = left === 0 && !members && batch.remaining === 0
    if (batch.complete) batch.cursor = plan.target
    sequence++
    return batch
  }

  async function addMembers(batch: Batch, unknown: number[]): Promise<void> {
    if (failed) throw failed
    wanted.push(...unknown)
    members = false
    try {
      if (wanted.length) batch.headers = await fetchRows(wanted.splice(0, size))
      else if (missing.length) {
        batch.members = await membersOf(missing.splice(-size * membersAtOnce))
        members = batch.members.length > 0
      }
    } catch (error) {
      failed = fromImap(error)
      throw failed
    }
  }

  return {
    uidValidity: plan.uidValidity,
    exists: plan.exists,
    qresync: plan.qresync,
    total: missing.length,
    next
  }
}

export function isOfTheMail(error: AppError): boolean {
  return error.code === 'mail.protocol' || error.code === 'mail.refused'
}

function emailIdAtom(client: ImapFlow) {
  const name = emailIdOf(client)
  return name ? [atom(name)] : []
}

/** The data item that names a mail for ever, whatever folder it is in. */
export function emailIdOf(client: ImapFlow): string | null {
  if (client.capabilities.has('OBJECTID')) return 'EMAILID'
  return client.capabilities.has('X-GM-EXT-1') ? 'X-GM-MSGID' : null
}

/** Rows of those UIDs that are there still. */
export async function rowsOf(client: ImapFlow, uids: number[], caution: Caution): Promise<HeaderRow[]> {
  const usual = uids.filter((uid) => !caution.bare.has(uid))
  const rows = new Map<number, HeaderRow>()
  const pieces = new Map<number, Items>()
  if (usual.length) {
    await fetchEach(client, usual, headerItems(emailIdOf(client)), (uid, items) => {
      const before = pieces.get(uid)
      const whole = before ? new Map([...before, ...items]) : items
      // a server may send the items of one message in several responses
      if (whole.has('envelope') && whole.has('rfc822.size')) rows.set(uid, headerRow(uid, whole))
      else pieces.set(uid, whole)
    })
  }
  const silent = uids.filter((uid) => !rows.has(uid))
  const made = uids.flatMap((uid) => rows.get(uid) ?? [])
  // gone, or of a kind that the parser let fall: what is there must show, if only with its header
  if (silent.length === 0) return made
  const there = await fetchItems(client, silent, plainItems())
  const odd = silent.filter((uid) => there.get(uid)?.has('rfc822.size'))
  const headers = odd.length ? await fetchItems(client, odd, bareItems()) : new Map<number, Items>()
  for (const uid of odd)
    made.push(bareRow(uid, new Map([...(there.get(uid) ?? []), ...(headers.get(uid) ?? [])])))
  return made
}
