import type { ImapFlow, MailboxObject } from 'imapflow'
import type { Digest } from '../../shared/mail/digest.ts'
import type { Cursor, UidRun, WindowTruth } from '../../shared/mail/message.ts'
import { atom, run, set } from './command.ts'
import { changesSince } from './fetch.ts'
import { searchUids, sinceCriteria } from './search.ts'
import type { RoundInput } from './protocol.ts'
import { differing, flagTruth, gapsWhereFewer } from './truth.ts'
import { runsOf } from '../../shared/mail/runs.ts'
import { expand, runsText, within } from '../wire/uids.ts'

/** What a round has to bring, as it stood when the folder was selected. */
export interface Plan {
  uidValidity: string
  exists: number
  qresync: boolean
  /** The cursor once everything below has been brought. */
  target: Cursor
  /** The cursor until then. */
  partial: Cursor
  /** UIDs whose headers are not here, ascending. */
  missing: number[]
  flags: [uid: number, flags: number][]
  vanished: UidRun[]
  windows: WindowTruth[]
}

/** New UIDs in a span up to this are asked for without a SEARCH before: one round trip less for new mail. */
const shortSpan = 500

/**
 * @param again selects the folder anew, where it was not selected just now: UIDNEXT and HIGHESTMODSEQ are then those
 *   of this moment
 */
export async function planRound(
  client: ImapFlow,
  mailbox: MailboxObject,
  input: RoundInput,
  again: (() => Promise<MailboxObject>) | null
): Promise<Plan> {
  return (
    (again && (await planStanding(client, mailbox, input))) ??
    (await planSelected(client, again ? await again() : mailbox, input))
  )
}

/**
 * A folder that stands selected, with QRESYNC, tells what is new without being selected anew, which costs a server some
 * 100 ms in a folder of 50,000. Its HIGHESTMODSEQ of now is not known: the highest that was told is as good.
 * @returns null where only a SELECT tells all: something vanished, which raises HIGHESTMODSEQ and tells no value
 */
async function planStanding(
  client: ImapFlow,
  mailbox: MailboxObject,
  { cursor, since }: RoundInput
): Promise<Plan | null> {
  if (!cursor?.complete || cursor.since !== since || cursor.modseq === null) return null
  if (cursor.uidValidity !== String(mailbox.uidValidity ?? 0) || !client.enabled.has('QRESYNC')) return null
  // one that went backwards tells nothing
  if (BigInt(cursor.modseq) > (mailbox.highestModseq ?? 0n)) return null
  await run(client, 'NOOP', false)
  const changes = await changesSince(client, '*', cursor.modseq, true)
  if (changes.vanished.length) return null
  mailbox.highestModseq = BigInt(changes.modseq)
  const { uidNext } = cursor
  let newest = uidNext - 1
  for (const uid of changes.flags.keys()) newest = Math.max(newest, uid)
  const target: Cursor = { ...cursor, uidNext: newest + 1, modseq: changes.modseq }
  return {
    uidValidity: cursor.uidValidity,
    exists: mailbox.exists,
    qresync: true,
    target,
    partial: cursor,
    missing: await missingUids(client, cursor, [], target.uidNext, since),
    flags: [...changes.flags].filter(([uid]) => uid < uidNext),
    vanished: [],
    windows: []
  }
}

async function planSelected(client: ImapFlow, mailbox: MailboxObject, input: RoundInput): Promise<Plan> {
  const { since } = input
  const uidValidity = String(mailbox.uidValidity ?? 0)
  const base = input.cursor?.uidValidity === uidValidity ? input.cursor : null
  const known = base ? input.known : []
  const modseq = mailbox.noModseq || !mailbox.highestModseq ? null : mailbox.highestModseq
  const uidNext = mailbox.uidNext || ((await searchUids(client, [atom('ALL')])).at(-1) ?? 0) + 1
  const target: Cursor = {
    uidValidity,
    uidNext,
    modseq: modseq === null ? null : String(modseq),
    since,
    complete: true
  }
  const plan: Plan = {
    uidValidity,
    exists: mailbox.exists,
    qresync: client.enabled.has('QRESYNC') && modseq !== null,
    target,
    partial: base ?? { ...target, uidNext: 1, complete: false },
    missing: [],
    flags: [],
    vanished: [],
    windows: []
  }
  plan.missing = await missingUids(client, base, known, uidNext, since)
  if (base && (base.complete || known.length))
    await addChanges(client, mailbox, plan, base, known, input.digests)
  return plan
}

async function missingUids(
  client: ImapFlow,
  base: Cursor | null,
  known: UidRun[],
  uidNext: number,
  since: number | null
): Promise<number[]> {
  const whole = !base?.complete || base.since !== since
  const from = whole ? 1 : base.uidNext
  const to = uidNext - 1
  if (from > to) return []
  const isKnown = within(known)
  const short = !whole && since === null && to - from < shortSpan
  const there = short
    ? expand([[from, to]])
    : await searchUids(client, [
        ...(from > 1 ? [atom('UID'), set(`${from}:${to}`)] : []),
        ...sinceCriteria(since)
      ])
  return there.filter((uid) => uid >= from && uid <= to && !isKnown(uid))
}

/** What changed of the mail that is here: by QRESYNC, by CONDSTORE, or by comparing digests. */
async function addChanges(
  client: ImapFlow,
  mailbox: MailboxObject,
  plan: Plan,
  base: Cursor,
  known: UidRun[],
  theirs: Digest[] | null
): Promise<void> {
  const isKnown = within(known)
  const { since } = plan.target
  const modseq = plan.target.modseq
  const upTo = plan.target.uidNext - 1
  // HIGHESTMODSEQ that went backwards, or came or went: only the whole truth helps
  const told = base.modseq !== null && modseq !== null && BigInt(base.modseq) <= BigInt(modseq)
  const here = (uid: number): boolean => isKnown(uid) || (base.complete && uid < base.uidNext)
  if (told && base.modseq !== null && base.modseq !== modseq) {
    const changes = await changesSince(client, upTo, base.modseq, plan.qresync)
    plan.flags = [...changes.flags].filter(([uid]) => here(uid))
    plan.vanished = await confirmed(client, plan, changes.vanished, here)
  }
  if (told && plan.qresync) return
  const period = since === null ? null : within(runsOf(await searchUids(client, sinceCriteria(since))))
  const comparable = (uid: number): boolean => here(uid) && (period === null || period(uid))
  if (!told) {
    const truth = await flagTruth(client, mailbox)
    plan.windows = differing(truth, comparable, theirs)
    return
  }
  const count = (theirs ?? []).reduce((sum, digest) => sum + digest.count, 0)
  if (theirs && since === null && plan.missing.length === 0 && count === plan.exists) return
  const uids = await searchUids(client, [atom('ALL')])
  if (theirs) plan.vanished = gapsWhereFewer(uids, upTo, comparable, theirs)
  else plan.vanished = gapsIn(uids, upTo)
}

function gapsIn(uids: number[], upTo: number): UidRun[] {
  const gaps: UidRun[] = []
  let next = 1
  for (const [first, last] of runsOf(uids)) {
    if (first > next) gaps.push([next, first - 1])
    next = last + 1
  }
  if (next <= upTo) gaps.push([next, upTo])
  return gaps
}

/**
 * A folder that shrinks by more than a fifth is looked at again: what the server still lists was never gone.
 * VANISHED (EARLIER) may name UIDs that never were here; those are no harm.
 */
async function confirmed(
  client: ImapFlow,
  plan: Plan,
  vanished: UidRun[],
  here: (uid: number) => boolean
): Promise<UidRun[]> {
  const gone = vanished.reduce(
    (sum, [first, last]) => sum + (here(first) || here(last) ? last - first + 1 : 0),
    0
  )
  if (gone <= 10 || gone * 5 <= plan.exists + gone) return vanished
  const still = new Set(await searchUids(client, [atom('UID'), set(runsText(vanished.slice(0, 500)))]))
  if (still.size === 0) return vanished
  return vanished.flatMap(([first, last]) => withoutUids(first, last, still))
}

function withoutUids(first: number, last: number, still: Set<number>): UidRun[] {
  const runs: UidRun[] = []
  let from = first
  for (const uid of [...still].filter((one) => one >= first && one <= last).sort((a, b) => a - b)) {
    if (uid > from) runs.push([from, uid - 1])
    from = uid + 1
  }
  if (from <= last) runs.push([from, last])
  return runs
}
