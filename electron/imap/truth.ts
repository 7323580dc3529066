import type { ImapFlow, MailboxObject } from 'imapflow'
import { type Digest, digests, windowOf, windowSize } from '../../shared/mail/digest.ts'
import { Flag, flagBits, type UidRun, type WindowTruth } from '../../shared/mail/message.ts'
import { atom, type Attribute } from './command.ts'
import { searchRuns, searchUids } from './search.ts'
import { within } from '../wire/uids.ts'

export interface Truth {
  /** Ascending. */
  uids: number[]
  flags: Uint16Array
}

const systemFlags: [criteria: string, bit: number][] = [
  ['ANSWERED', Flag.answered],
  ['FLAGGED', Flag.flagged],
  ['DELETED', Flag.deleted],
  ['DRAFT', Flag.draft]
]

/**
 * Every UID of the selected folder and its flags, for servers that cannot tell what changed. By a few searches:
 * FETCH 1:* (FLAGS) of 50,000 messages is 2.5 MB, these are a few kilobytes with ESEARCH and 350 KB without.
 */
export async function flagTruth(client: ImapFlow, mailbox: MailboxObject): Promise<Truth> {
  const uids = await searchUids(client, [atom('ALL')])
  const flags = new Uint16Array(uids.length).fill(Flag.seen)
  const mark = async (criteria: Attribute[], change: (old: number) => number): Promise<void> => {
    const has = within(await searchRuns(client, criteria))
    for (const [i, uid] of uids.entries()) if (has(uid)) flags[i] = change(flags[i] ?? 0)
  }
  if (uids.length === 0) return { uids, flags }
  await mark([atom('UNSEEN')], (old) => old & ~Flag.seen)
  for (const [criteria, bit] of systemFlags) await mark([atom(criteria)], (old) => old | bit)
  for (const keyword of mailbox.flags ?? []) {
    const bit = keyword.startsWith('\\') ? 0 : flagBits([keyword])
    if (bit) await mark([atom('KEYWORD'), atom(keyword)], (old) => old | bit)
  }
  return { uids, flags }
}

/** Windows whose digest differs from what the keeper has, with the truth of each. Null digests: all windows. */
export function differing(
  truth: Truth,
  comparable: (uid: number) => boolean,
  theirs: Digest[] | null
): WindowTruth[] {
  const members = new Map<number, { uids: number[]; flags: number[] }>()
  const ours: { uids: number[]; flags: number[] } = { uids: [], flags: [] }
  for (const [i, uid] of truth.uids.entries()) {
    const flags = truth.flags[i] ?? 0
    const window = windowOf(uid)
    let list = members.get(window)
    if (!list) members.set(window, (list = { uids: [], flags: [] }))
    list.uids.push(uid)
    list.flags.push(flags)
    if (comparable(uid)) {
      ours.uids.push(uid)
      ours.flags.push(flags)
    }
  }
  const same = new Map(digests(ours.uids, ours.flags).map((digest) => [digest.window, digest]))
  const candidates = new Set([...members.keys(), ...(theirs ?? []).map((digest) => digest.window)])
  const windows: WindowTruth[] = []
  for (const window of [...candidates].sort((a, b) => b - a)) {
    if (theirs) {
      const their = theirs.find((digest) => digest.window === window)
      const our = same.get(window)
      if ((their?.count ?? 0) === (our?.count ?? 0) && (their?.hash ?? 0) === (our?.hash ?? 0)) continue
    }
    const list = members.get(window) ?? { uids: [], flags: [] }
    windows.push({
      first: Math.max(1, window * windowSize),
      last: window * windowSize + windowSize - 1,
      uids: Uint32Array.from(list.uids),
      flags: Uint16Array.from(list.flags)
    })
  }
  return windows
}

/**
 * What is gone of the windows where the keeper has more than the server: the gaps between the server's UIDs. For
 * servers with CONDSTORE alone, which tell flags but not expunges.
 */
export function gapsWhereFewer(
  uids: number[],
  upTo: number,
  comparable: (uid: number) => boolean,
  theirs: Digest[]
): UidRun[] {
  const byWindow = new Map<number, { count: number; uids: number[] }>()
  for (const uid of uids) {
    const entry = byWindow.get(windowOf(uid)) ?? { count: 0, uids: [] }
    entry.uids.push(uid)
    if (comparable(uid)) entry.count++
    byWindow.set(windowOf(uid), entry)
  }
  const gaps: UidRun[] = []
  for (const { window, count } of theirs) {
    const here = byWindow.get(window)
    if ((here?.count ?? 0) === count) continue
    let next = Math.max(1, window * windowSize)
    const end = Math.min(upTo, window * windowSize + windowSize - 1)
    for (const uid of here?.uids ?? []) {
      if (uid > next) gaps.push([next, Math.min(uid - 1, end)])
      next = uid + 1
    }
    if (next <= end) gaps.push([next, end])
  }
  return gaps.filter(([first, last]) => first <= last)
}
