import { useLiveQuery } from 'dexie-react-hooks'
import { messageKey, threadKey } from '../../shared/mail/message-key.ts'
import type { Cache } from './cache.ts'
import { hash53 } from './hash.ts'
import { readHeader, readHeaders } from './headers.ts'
import { useCache } from './context.ts'
import type { MailDb } from './mail-db.ts'
import type { FiledMail } from './outbox-types.ts'
import { identityPage, type MessageRow } from './types.ts'

/** A record of the team's that mail is filed on. */
export type FiledOn = Pick<FiledMail, 'record' | 'kind' | 'name'>

export const filingKey = ({ account, message, record }: FiledMail): [string, string, string] => [
  account,
  message,
  record
]

/** Files mails on a record. @returns those that were not filed there before */
export async function fileOn({ mail, outbox }: Cache, ids: number[], on: FiledOn): Promise<FiledMail[]> {
  const at = Date.now()
  const rows = (await readHeaders(mail, ids)).flatMap((row) => (row ? filedOf(row, on, at) : []))
  return outbox.transaction('rw', outbox.filings, async () => {
    const known = await outbox.filings.bulkGet(rows.map(filingKey))
    const fresh = rows.filter((_, i) => !known[i])
    await outbox.filings.bulkPut(fresh)
    return fresh
  })
}

export function filedOf(row: MessageRow, on: FiledOn, at: number): FiledMail {
  const { id, account, subject, sent, received } = row
  const from = row.from[0] ?? ['', '']
  const facts = { subject, sent: sent > 0 ? sent : received, from, to: [...row.to, ...row.cc] }
  return { account, message: messageKey(row), ...on, id, thread: threadKey(row), ...facts, at }
}

export async function unfile({ outbox }: Cache, rows: readonly FiledMail[]): Promise<void> {
  await outbox.filings.bulkDelete(rows.map(filingKey))
}
/** Takes an `unfile` back. */
export async function fileAgain({ outbox }: Cache, rows: readonly FiledMail[]): Promise<void> {
  await outbox.filings.bulkPut([...rows])
}

/** What the rep filed on these records; undefined while it is read. */
export function useFiledOn(records: readonly string[]): FiledMail[] | undefined {
  const { outbox } = useCache()
  const key = records.join()
  return useLiveQuery(
    () => (key === '' ? [] : outbox.filings.where('record').anyOf(key.split(',')).toArray()),
    [outbox, key]
  )
}

/** On which records these mails are filed. */
export function useFilingsOf(ids: readonly number[]): FiledMail[] | undefined {
  const { mail, outbox } = useCache()
  const key = ids.join()
  return useLiveQuery(async () => {
    const rows = await readHeaders(mail, key.split(',').map(Number))
    const of = rows.flatMap((row) => (row ? [[row.account, messageKey(row)] as const] : []))
    const found = await Promise.all(
      of.map(([account, message]) =>
        outbox.filings
          .where('[account+message+record]')
          .between([account, message, ''], [account, message, '\uffff'])
          .toArray()
      )
    )
    return found.flat()
  }, [mail, outbox, key])
}

/** A filed mail's number in the cache, which may have been rebuilt since; null: it is not here. */
export function idOfFiled({ mail }: Cache, filed: FiledMail): Promise<number | null> {
  return idOfMail(mail, filed)
}

/** @param known its number when it was noted: where it still is that mail, nothing is looked for */
export async function idOfMail(
  mail: MailDb,
  known: { account: string; message: string; id: number }
): Promise<number | null> {
  const { account, message, id } = known
  const is = (row: Awaited<ReturnType<typeof readHeader>>): boolean =>
    row?.account === account && messageKey(row) === message
  if (is(await readHeader(mail, id))) return id
  const wanted = hash53(`${account}\0${message}`) || 1
  let found: number | null = null
  await mail.identities.each(({ page, messageId }) => {
    const at = messageId.indexOf(wanted)
    if (at >= 0) found = page * identityPage + at
  })
  return found !== null && is(await readHeader(mail, found)) ? found : null
}
