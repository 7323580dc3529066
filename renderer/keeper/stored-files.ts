import {
  filesKey,
  filesPage,
  type FilesPage,
  type MailFiles,
  type StoredPart
} from '../cache/stored-files.ts'
import type { Payload } from '../../shared/contract/index.ts'
import { indexOfUid, windowOf } from '../cache/columns.ts'
import { type Book, startChange, windowsOf } from './book.ts'
import type { Store } from './store.ts'

/** Which parts of which mails main has as files: what a reader opens without a network, and what no sweep takes. */
export interface StoredFiles {
  of(id: number): MailFiles | undefined
  /** Remembers parts of a mail; `whole`: it has no others. */
  note(id: number, account: string, parts: Record<string, StoredPart>, whole: boolean): Promise<void>
  hashes(account: string): string[]
}

export async function openStoredFiles(store: Store): Promise<StoredFiles> {
  const pages = new Map<number, FilesPage>()
  for (const row of await store.db.meta.where('key').startsWith('files/').toArray())
    pages.set(Number(row.key.slice(6)), row.value as FilesPage)

  async function write(numbers: Iterable<number>, edit: () => void): Promise<void> {
    await store.write(() => {
      edit()
      const meta = [...numbers].map((page) => ({ key: filesKey(page), value: pages.get(page) ?? {} }))
      return { written: { change: startChange(store.book), meta }, result: true }
    })
  }

  /** A number may be given again after a restart: nothing may be left to it of a mail that went. */
  async function drop(ids: number[]): Promise<void> {
    const gone = ids.filter((id) => pages.get(pageOf(id))?.[id])
    if (gone.length === 0) return
    await write(new Set(gone.map(pageOf)), () => {
      for (const id of gone) delete pages.get(pageOf(id))?.[id]
    })
  }

  const alive = new Set(store.book.ids.values())
  await drop(
    [...pages.values()].flatMap((page) => Object.keys(page).map(Number)).filter((id) => !alive.has(id))
  )
  store.onWritten(({ forget }) => {
    if (forget?.length) void drop(forget).catch(() => undefined)
  })

  return {
    of: (id) => pages.get(pageOf(id))?.[id],
    async note(id, account, parts, whole) {
      const known = pages.get(pageOf(id))?.[id]
      const news = Object.entries(parts).some(([part, { hash }]) => known?.parts[part]?.hash !== hash)
      if (known && !news && known.whole === (known.whole || whole)) return
      await write([pageOf(id)], () => {
        const page = pages.get(pageOf(id)) ?? {}
        const before = page[id]
        page[id] = { account, parts: { ...before?.parts, ...parts }, whole: whole || before?.whole === true }
        pages.set(pageOf(id), page)
      })
    },
    hashes(account) {
      const mails = [...pages.values()].flatMap((page) => Object.values(page))
      return mails
        .filter((mail) => mail.account === account)
        .flatMap((mail) => Object.values(mail.parts).map(({ hash }) => hash))
    }
  }
}

/** Which mail a place on the server is; null: the folder was numbered anew, or the mail is not here. */
export function mailAt(
  book: Book,
  place: Pick<Payload<'mail.fetched'>, 'account' | 'folder' | 'uidValidity' | 'uid'>
): number | null {
  const folder = [...book.folders.values()].find(
    (row) => row.account === place.account && row.path === place.folder
  )
  if (folder?.cursor?.uidValidity !== place.uidValidity) return null
  const row = windowsOf(book, folder.id).get(windowOf(place.uid))
  const at = row ? indexOfUid(row, place.uid) : -1
  return at < 0 ? null : row!.id[at]!
}

const pageOf = (id: number): number => Math.floor(id / filesPage)
