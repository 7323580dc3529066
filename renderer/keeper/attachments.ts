import type { Bridge } from '../../shared/contract/index.ts'
import { AppError, toWire, type WireError } from '../../shared/errors.ts'
import { Flag, type Part } from '../../shared/mail/message.ts'
import { readHeaders } from '../cache/headers.ts'
import type { StoredPart } from '../cache/stored-files.ts'
import { windowsOf } from './book.ts'
import { inOrder } from './folders.ts'
import type { Store } from './store.ts'
import type { StoredFiles } from './stored-files.ts'

/** Mails that are looked up at once. */
const lookAhead = 50

export interface Attachments {
  /** The texts of this account are here: its files may come, until it is held. */
  allow(account: string): void
  /** Begins no other file of it; `now` breaks off the one that comes. */
  hold(account: string, now?: boolean): void
  stop(): Promise<void>
}

export interface AttachmentsDeps {
  bridge: Bridge
  store: Store
  files: StoredFiles
  /** The disk does not take a file: the account shows it and comes back later. */
  onTrouble(account: string, error: WireError): void
}

interface Mail {
  id: number
  account: string
  folder: string
  uidValidity: string
  uid: number
}

/**
 * Fetches the files of all mail ahead while the rep wants it, newest first and one at a time, whatever the number of
 * accounts. What is here is remembered with each part, so it goes on where it stopped.
 */
export function startAttachments(deps: AttachmentsDeps): Attachments {
  const { bridge, store, files } = deps
  const allowed = new Set<string>()
  /** Mails whose parts cannot be had: asked for again by the next start. */
  const failed = new Set<number>()
  let wanted = false
  let stopped = false
  let current: { account: string; abort: AbortController } | null = null
  let running: Promise<void> | null = null

  function missing(): Mail[] {
    const found: Mail[] = []
    const folders = [...store.book.folders.values()].filter((row) => allowed.has(row.account) && row.cursor)
    for (const folder of inOrder(folders)) {
      const { account, path, cursor } = folder
      const windows = [...windowsOf(store.book, folder.id).values()].sort((a, b) => b.window - a.window)
      for (const row of windows) {
        for (let i = row.uid.length - 1; i >= 0; i--) {
          const id = row.id[i]!
          if (!(row.flags[i]! & Flag.attachment) || failed.has(id) || files.of(id)?.whole) continue
          found.push({ id, account, folder: path, uidValidity: cursor!.uidValidity, uid: row.uid[i]! })
          if (found.length >= lookAhead) return found
        }
      }
    }
    return found
  }

  async function pump(): Promise<void> {
    for (;;) {
      const mails = missing()
      if (mails.length === 0) return
      const rows = await readHeaders(
        store.db,
        mails.map((mail) => mail.id)
      )
      for (const [i, mail] of mails.entries()) {
        if (stopped || !wanted) return
        if (!allowed.has(mail.account)) break
        const row = rows[i]
        if (row) await fetchMail(mail, row.parts.filter(isFile))
        else failed.add(mail.id)
      }
    }
  }

  async function fetchMail(mail: Mail, parts: Part[]): Promise<void> {
    const here = files.of(mail.id)?.parts ?? {}
    const { id, ...place } = mail
    const abort = new AbortController()
    current = { account: mail.account, abort }
    try {
      for (const { part, encoding, type } of parts) {
        if (here[part]) continue
        const input = { ...place, part, encoding, type, priority: 'bulk' as const }
        const stored: StoredPart = await bridge.call('mail.part', input, { signal: abort.signal })
        await files.note(id, mail.account, { [part]: stored }, false)
      }
      await files.note(id, mail.account, {}, true)
    } catch (error) {
      failedOn(mail, error)
    } finally {
      current = null
    }
  }

  function failedOn({ id, account }: Mail, error: unknown): void {
    const wire = toWire(error)
    if (wire.code === 'contract.cancelled') return void allowed.delete(account)
    const ofThisMail = !(error instanceof AppError) || /^(?:mail|file)\./.test(wire.code)
    if (ofThisMail && wire.code !== 'mail.busy' && wire.code !== 'mail.limit') return void failed.add(id)
    // the network or the disk: the account asks again when it is at rest the next time
    allowed.delete(account)
    if (wire.code.startsWith('disk.')) deps.onTrouble(account, wire)
  }

  function go(): void {
    if (stopped || !wanted || running || allowed.size === 0) return
    running = pump()
      .catch((error: unknown) => console.error('attachments', error))
      .finally(() => (running = null))
  }

  function want(next: boolean): void {
    wanted = next
    if (!wanted) current?.abort.abort()
    else go()
  }

  const off = bridge.on('app.preferencesChanged', (preferences) => want(preferences.fetchAttachments))
  void bridge.call('app.preferences', {}).then(
    (preferences) => want(preferences.fetchAttachments),
    () => undefined
  )
  return {
    allow(account) {
      allowed.add(account)
      go()
    },
    hold(account, now = false) {
      allowed.delete(account)
      if (now && current?.account === account) current.abort.abort()
    },
    async stop() {
      stopped = true
      off()
      current?.abort.abort()
      await running
    }
  }
}

/** Neither the text nor what only proves or wraps it. */
function isFile(part: Part): boolean {
  return (
    part.body === '' &&
    !/^(?:multipart\/|application\/pgp-signature|application\/(?:x-)?pkcs7-signature)/.test(part.type)
  )
}
