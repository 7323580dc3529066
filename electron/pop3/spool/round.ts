import { fromWire, type WireError } from '../../../shared/errors.ts'
import type { Batch, Cursor } from '../../../shared/mail/message.ts'
import type { RoundInput } from '../../imap/protocol.ts'
import { runsOf } from '../../../shared/mail/runs.ts'
import { within } from '../../wire/uids.ts'
import { modseqOf, uidNextOf } from './folders.ts'
import type { Mailbox } from './mailbox.ts'
import type { Folder } from './state.ts'

/** A download that brings mail into this folder while the round runs. */
export interface Download {
  /** Messages that are still to come. */
  remaining(): number
  /** Resolves when something came or it ended. */
  progress(): Promise<void>
  ended(): boolean
  failed(): WireError | null
}

export interface Round {
  uidValidity: string
  exists: number
  qresync: true
  total: number
  next(): Promise<Batch>
}

const flagsAtOnce = 2000
const runsAtOnce = 500

/**
 * A round over a folder, in the shape of IMAP's with QRESYNC: what is not there yet newest first, then what a download
 * brings until it ends. The last batch has the cursor; a round that failed never has one.
 */
export function openRound(mailbox: Mailbox, input: RoundInput, download: Download | null): Round {
  const folder = mailbox.at(input.folder)
  const uidValidity = String(folder.validity)
  const base = input.cursor?.uidValidity === uidValidity ? input.cursor : null
  const whole = !base?.complete || base.since !== input.since
  const listed = within(base ? input.known : [])
  const sent = new Set<number>()
  const isKnown = (uid: number): boolean => sent.has(uid) || listed(uid) || (!whole && uid < base.uidNext)
  const partial: Cursor = base ?? {
    uidValidity,
    uidNext: 1,
    modseq: null,
    since: input.since,
    complete: false
  }
  /** What changed up to here is told. */
  let told = base?.modseq ? Number(base.modseq) : 0
  let looked = -1
  const missing: number[] = []
  const queued = new Set<number>()
  const flags: [number, number][] = []
  const vanished: [number, number][] = []
  let sequence = 0
  look()

  function look(): void {
    const { modseq } = mailbox.state
    if (modseq === looked) return
    const first = looked < 0
    if (first && told > 0 && told < folder.floor) vanished.push(...gapsOf(folder))
    for (const { uid, modseq: when } of folder.gone) {
      if (when <= told) continue
      if (isKnown(uid)) vanished.push([uid, uid])
      queued.delete(uid)
    }
    for (const mail of folder.mails.values()) {
      if (!first && mail.modseq <= told) continue
      if (!isKnown(mail.uid)) {
        if (queued.has(mail.uid) || (input.since !== null && mail.received < input.since)) continue
        queued.add(mail.uid)
        missing.push(mail.uid)
      } else if (mail.modseq > told) flags.push([mail.uid, mail.flags])
    }
    const received = (uid: number): number => folder.mails.get(uid)?.received ?? 0
    missing.sort((a, b) => received(a) - received(b) || a - b)
    told = looked = modseq
  }

  async function next(): Promise<Batch> {
    while (download && !download.ended() && missing.length + flags.length + vanished.length === 0) {
      await download.progress()
      look()
    }
    look()
    const batch: Batch = {
      sequence: sequence++,
      complete: false,
      cursor: partial,
      headers: [],
      members: [],
      flags: null,
      vanished: vanished.splice(0, runsAtOnce),
      windows: [],
      remaining: 0,
      exists: folder.mails.size
    }
    const changed = flags.splice(0, flagsAtOnce)
    if (changed.length)
      batch.flags = {
        uids: Uint32Array.from(changed, ([uid]) => uid),
        flags: Uint16Array.from(changed, ([, bits]) => bits)
      }
    while (missing.length && batch.headers.length < input.batchSize) {
      const uid = missing.pop()!
      const mail = folder.mails.get(uid)
      if (!queued.delete(uid) || !mail) continue
      const { received, size } = mail
      batch.headers.push({ ...mailbox.readRow(mail).row, uid, flags: mail.flags, received, size })
      sent.add(uid)
    }
    const busy = download !== null && !download.ended()
    batch.remaining = missing.length + (download?.remaining() ?? 0)
    const idle = missing.length + flags.length + vanished.length === 0 && !busy
    const failure = download?.failed()
    if (idle && failure) {
      // what came before it went wrong is brought first
      if (batch.headers.length || batch.flags || batch.vanished.length) return batch
      throw fromWire(failure)
    }
    batch.complete = idle
    if (idle)
      batch.cursor = {
        uidValidity,
        uidNext: uidNextOf(folder),
        modseq: String(modseqOf(folder)),
        since: input.since,
        complete: true
      }
    return batch
  }

  return { uidValidity, exists: folder.mails.size, qresync: true, total: missing.length, next }
}

function gapsOf(folder: Folder): [number, number][] {
  const gaps: [number, number][] = []
  let from = 1
  for (const [first, last] of runsOf([...folder.mails.keys()].sort((a, b) => a - b))) {
    if (first > from) gaps.push([from, first - 1])
    from = last + 1
  }
  return gaps
}
