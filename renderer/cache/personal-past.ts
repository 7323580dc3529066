import { useLiveQuery } from 'dexie-react-hooks'
import { isMarked, liesIn } from '../../shared/context/personal.ts'
import type { Account } from '../../shared/contract/accounts.ts'
import { useCache } from './context.ts'
import { useLedgerVersion } from './ledger-hooks.ts'
import type { MailDb } from './mail-db.ts'
import { placesOf } from './places.ts'
import { identityPage, type Vanished, vanishedKey } from './types.ts'

type Marked = Pick<Account, 'id' | 'personalFolders'>

/**
 * Why a mail is held back for where it lies or lay: a personal folder; or one that went, or has another name, as far
 * as is known.
 */
export function usePersonalPlace(mail: number, account: Marked | undefined): 'folder' | 'past' | null {
  const { mail: db, ledger } = useCache()
  useLedgerVersion()
  const marks = account?.personalFolders ?? []
  const went = useLiveQuery(
    async () => account !== undefined && (await wentWith(db, mail, account)),
    [db, mail, account]
  )
  const folders =
    marks.length > 0 ? placesOf(ledger, mail).map(({ folder }) => ledger.folders.get(folder)) : []
  if (folders.some((row) => row && liesIn(row.path, marks, row.delimiter))) return 'folder'
  return went || folders.some((row) => row && isMarked(row, marks)) ? 'past' : null
}

/** Whether it was in a marked folder when that went. */
export async function wentWith(db: MailDb, mail: number, { id, personalFolders }: Marked): Promise<boolean> {
  const vanished = (await db.meta.get(vanishedKey + id))?.value as Vanished | undefined
  const names = Object.entries(vanished ?? {}).flatMap(([path, some]) =>
    liesIn(path, personalFolders) ? some : []
  )
  if (names.length === 0) return false
  const page = await db.identities.get(Math.floor(mail / identityPage))
  const at = mail % identityPage
  return names.includes(page?.messageId[at] || page?.identity[at] || -1)
}
