import type { Account } from '../../../shared/contract/accounts.ts'
import type { Bridge, Output } from '../../../shared/contract/index.ts'
import {
  type FileFailure,
  largestSharedFile,
  sharedFilePiece
} from '../../../shared/contract/shared-files.ts'
import { toWire } from '../../../shared/errors.ts'
import type { StoredPart } from '../../cache/stored-files.ts'
import type { MessageRow } from '../../cache/types.ts'
import { isAttachment } from '../../../shared/mail/published.ts'
import type { Store } from '../store.ts'
import { findMail, type Found } from './find-mail.ts'
import type { Keys } from './keys.ts'

type Request = Output<'workspace.fileRequests'>[number]

/** Between two looks, ms, however much is told. */
const pause = 300
/** After a failure of the network or the workspace, ms, growing to the last. */
const waits = [5_000, 15_000, 60_000]
/** Base64 and its line ends make a third more. */
const packed = 1.4

export interface UploadsDeps {
  bridge: Bridge
  store: Store
  keys: Keys
  account(): Account
  /** Whether the rep shares this mail now; null: the rule is not known yet. */
  allows(row: MessageRow, source: Request['source']): Promise<boolean | null>
  /** Where a part lies that was fetched before. */
  stored(id: number, part: string): StoredPart | undefined
  /** For tests: the first wait after a failure, ms. */
  firstWait?: number
}
export interface Uploads {
  /** Somebody may have asked for a file. */
  kick(): void
  settle(): Promise<void>
  stop(): Promise<void>
}

/** Brings the files of shared mail that others ask for, from this computer or the mailbox's server. */
export function startUploads(deps: UploadsDeps): Uploads {
  const { bridge, store, keys } = deps
  const ended = new AbortController()
  let running: Promise<void> | null = null
  let again = false
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function kick(): void {
    if (ended.signal.aborted) return
    clearTimeout(timer)
    again = true
    running ??= run().finally(() => (running = null))
  }
  const later = (ms: number): void => {
    clearTimeout(timer)
    timer = setTimeout(kick, ms)
  }

  async function run(): Promise<void> {
    while (again && !ended.signal.aborted) {
      again = false
      try {
        const { id, state } = deps.account()
        if (state === 'inactive') return
        for (const one of await bridge.call('workspace.fileRequests', { mailbox: id })) {
          if (ended.signal.aborted) return
          await serve(id, one)
        }
        failures = 0
      } catch {
        const wait = waits[Math.min(failures++, waits.length - 1)]!
        return later(deps.firstWait ?? wait)
      }
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }

  async function serve(account: string, request: Request): Promise<void> {
    const { mail, file } = request
    const refuse = (why: FileFailure) => bridge.call('workspace.refuseFile', { mail, file, why })
    const found = await findMail(store, account, keys, request.message)
    if (!found) return void (await refuse('gone'))
    const allowed = await deps.allows(found.row, request.source)
    if (allowed === null) return later(waits[0]!)
    if (!allowed) return void (await refuse('kept'))
    const got = await fetch(account, found, request)
    if (typeof got === 'string') return void (await refuse(got))
    // it was long in coming: the rep may have said otherwise
    if (!(await deps.allows(found.row, request.source))) return void (await refuse('kept'))
    const pieces = Math.max(1, Math.ceil(got.length / sharedFilePiece))
    for (let piece = 0; piece < pieces; piece++) {
      const bytes = got.slice(piece * sharedFilePiece, (piece + 1) * sharedFilePiece)
      try {
        await bridge.call('workspace.bringFile', { mail, file, piece, pieces, size: got.length, bytes })
      } catch (error) {
        // called off, or taken back
        if (toWire(error).code === 'workspace.notFound') return
        throw error
      }
    }
  }

  async function fetch(
    account: string,
    { row, folder, uid }: Found,
    { file, name }: Request
  ): Promise<Uint8Array<ArrayBuffer> | FileFailure> {
    const parts = row.parts.filter(isAttachment)
    // of a mail that was sent from here the server's copy may say its parts in another order
    const part =
      parts[file]?.name.slice(0, 1000) === name ? parts[file] : parts.find((one) => one.name === name)
    if (!part) return 'gone'
    if (part.size > largestSharedFile * packed) return 'large'
    try {
      const here = deps.stored(row.id, part.part)
      const read = (hash: string) =>
        bridge.call('files.read', { account, hash, limit: largestSharedFile + 1 }, { signal: ended.signal })
      const known = here ? await read(here.hash).catch(() => null) : null
      const { path } = folder
      const { uidValidity } = folder.cursor!
      const { encoding, type } = part
      const place = { account, folder: path, uidValidity, uid, part: part.part, encoding, type }
      const bytes =
        known ?? (await read((await bridge.call('mail.part', place, { signal: ended.signal })).hash))
      return bytes.length > largestSharedFile ? 'large' : bytes
    } catch (error) {
      const { code } = toWire(error)
      if (code === 'mail.messageGone' || code === 'mail.folderGone' || code === 'mail.uidValidity')
        return 'gone'
      if (code === 'mail.tooLarge') return 'large'
      throw error
    }
  }

  return {
    kick,
    settle: async () => {
      while (running) await running
    },
    async stop() {
      ended.abort()
      clearTimeout(timer)
      await running
    }
  }
}
