import type { Bridge, Input } from '../../shared/contract/index.ts'
import { unpackTexts } from '../../shared/mail/codec.ts'
import type { Part, TextRow } from '../../shared/mail/message.ts'
import { readHeaders } from '../cache/headers.ts'
import { copyOf, indexOfUid, windowOf } from '../cache/columns.ts'
import { type BodyRow, LocalFlag, type MessageRow, type WindowRow } from '../cache/types.ts'
import { countsOf } from './apply-batch.ts'
import { type Book, startChange, windowsOf } from './book.ts'
import type { Snippet } from './snippet-pages.ts'
import { snippetOf } from '../../shared/mail/snippet.ts'
import type { Store } from './store.ts'

export type WantedText = Input<'mail.texts'>['wanted'][number]

export interface TextDeps {
  bridge: Bridge
  store: Store
  lease: number
}

/** UIDs of a folder whose text is not here, newest first; `underway`: ids that are being fetched. */
export function missingTexts(
  book: Book,
  folder: number,
  limit: number,
  underway: ReadonlySet<number>
): { uid: number; id: number }[] {
  const found: { uid: number; id: number }[] = []
  const windows = [...windowsOf(book, folder).values()].sort((a, b) => b.window - a.window)
  for (const row of windows) {
    for (let i = row.uid.length - 1; i >= 0; i--) {
      if (row.flags[i]! & (LocalFlag.textHere | LocalFlag.textFailed) || underway.has(row.id[i]!)) continue
      found.push({ uid: row.uid[i]!, id: row.id[i]! })
      if (found.length >= limit) return found
    }
  }
  return found
}

export function bodyParts(parts: Part[]): WantedText['parts'] {
  return parts
    .filter((part) => part.body !== '')
    .map(({ part, encoding, charset, body, size }) => ({
      part,
      encoding,
      charset,
      body: body || 'text',
      size
    }))
}

/**
 * Fetches and writes the texts of these mails of one folder.
 * @param priority 'click' when somebody is looking at an empty page
 */
export async function fetchTexts(
  deps: TextDeps,
  folderId: number,
  mails: { uid: number; id: number }[],
  priority: 'bulk' | 'click'
): Promise<void> {
  const { bridge, store, lease } = deps
  const folder = store.book.folders.get(folderId)
  if (!folder?.cursor || mails.length === 0) return
  const rows = await readHeaders(
    store.db,
    mails.map((mail) => mail.id)
  )
  const idOf = new Map<number, number>()
  const wanted: WantedText[] = []
  const empty: TextRow[] = []
  rows.forEach((row: MessageRow | undefined, i) => {
    const mail = mails[i]!
    idOf.set(mail.uid, mail.id)
    const parts = row ? bodyParts(row.parts) : []
    if (parts.length > 0) wanted.push({ uid: mail.uid, parts })
    else empty.push({ uid: mail.uid, text: null, html: null, truncated: false, failed: row ? null : 'row' })
  })
  const fetched =
    wanted.length === 0
      ? []
      : unpackTexts(
          await bridge.call('mail.texts', {
            lease,
            account: folder.account,
            folder: folder.path,
            uidValidity: folder.cursor.uidValidity,
            wanted,
            priority
          })
        )
  const texts = [...fetched, ...empty]
  const answered = new Set(texts.map((text) => text.uid))
  // a UID that the server no longer has: the next round takes it out, this one must not ask for it for ever
  for (const { uid } of wanted) {
    if (!answered.has(uid)) texts.push({ uid, text: null, html: null, truncated: false, failed: 'gone' })
  }
  await store.write(() => {
    const change = startChange(store.book)
    const bodies: BodyRow[] = []
    const snippets: Snippet[] = []
    const windows = new Map<number, WindowRow>()
    for (const text of texts) {
      const id = idOf.get(text.uid)
      if (id === undefined) continue
      const window = windowOf(text.uid)
      const row = windows.get(window) ?? copyIfThere(store.book, folderId, window)
      const at = row ? indexOfUid(row, text.uid) : -1
      // it went while its text was on the way: nothing would ever take that away again
      if (!row || at < 0) continue
      windows.set(window, row)
      row.flags[at]! |= text.failed ? LocalFlag.textFailed : LocalFlag.textHere
      snippets.push({ id, text: snippetOf(text) })
      if (text.failed !== 'gone')
        bodies.push({ id, text: text.text, html: text.html, truncated: text.truncated, failed: text.failed })
    }
    change.windows.push(...windows.values())
    const current = store.book.folders.get(folderId)
    if (current) {
      const counts = countsOf(store.book, change, folderId)
      change.folders.push({
        ...current,
        ...counts,
        stage: counts.textsHere < counts.here ? current.stage : 'done'
      })
    }
    return { written: { change, bodies, snippets }, result: true }
  }, priority === 'click')
}

/** This mail's text cannot be had: the reader offers its source instead. */
export async function giveUpText(
  store: Store,
  folder: number,
  mail: { uid: number; id: number },
  why: string
): Promise<void> {
  await store.write(() => {
    const change = startChange(store.book)
    const row = copyIfThere(store.book, folder, windowOf(mail.uid))
    const at = row ? indexOfUid(row, mail.uid) : -1
    if (!row || at < 0) return null
    row.flags[at]! |= LocalFlag.textFailed
    change.windows.push(row)
    const body: BodyRow = { id: mail.id, text: null, html: null, truncated: false, failed: why }
    return { written: { change, bodies: [body] }, result: true }
  })
}

function copyIfThere(book: Book, folder: number, window: number): WindowRow | null {
  const row = windowsOf(book, folder).get(window)
  return row ? copyOf(row) : null
}
