import { useLiveQuery } from 'dexie-react-hooks'
import { messageKey } from '../../shared/mail/message-key.ts'
import type { Cache } from './cache.ts'
import { readHeaders } from './headers.ts'
import { useCache } from './context.ts'
import type { PrivateMail } from './outbox-types.ts'
import { sharingKey, type SharingState } from './sharing-state.ts'

/** How far the mail of a mailbox is published; undefined while nothing was said of it. */
export function useSharingState(account: string): SharingState | undefined {
  const { mail } = useCache()
  const row = useLiveQuery(() => mail.meta.get(sharingKey(account)), [mail, account])
  return row?.value as SharingState | undefined
}

/** Marks mails that are never shared, and takes them back where they are. @returns those that were not marked before */
export async function keepPrivate({ mail, outbox }: Cache, ids: number[]): Promise<PrivateMail[]> {
  const at = Date.now()
  const rows = (await readHeaders(mail, ids)).flatMap((row) =>
    row ? { account: row.account, message: messageKey(row), at } : []
  )
  return outbox.transaction('rw', outbox.privates, async () => {
    const known = await outbox.privates.bulkGet(rows.map(({ account, message }) => [account, message]))
    const fresh = rows.filter((_, i) => !known[i] || known[i].share)
    await outbox.privates.bulkPut(fresh)
    return fresh
  })
}

/** Shares mails that look personal all the same. @returns what undo takes back */
export async function shareAllTheSame({ mail, outbox }: Cache, ids: number[]): Promise<PrivateMail[]> {
  const at = Date.now()
  const rows = (await readHeaders(mail, ids)).flatMap((row) =>
    row ? [{ account: row.account, message: messageKey(row), at, share: true }] : []
  )
  await outbox.privates.bulkPut(rows)
  return rows
}

/** What the rep said of one mail by hand; null: nothing. Undefined while it is read. */
export function useSaidByHand(account: string, message: string): 'private' | 'shared' | null | undefined {
  const { outbox } = useCache()
  return useLiveQuery(async () => {
    const row = await outbox.privates.get([account, message])
    return row ? (row.share ? 'shared' : 'private') : null
  }, [outbox, account, message])
}

export async function shareAgain({ outbox }: Cache, mails: PrivateMail[]): Promise<void> {
  await outbox.privates.bulkDelete(mails.map(({ account, message }) => [account, message]))
}
