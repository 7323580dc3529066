import type { ImapFlow, MailboxObject } from 'imapflow'
import type { ActResult } from '../../../shared/contract/mail.ts'
import { AppError } from '../../../shared/errors.ts'
import { atom, type Attribute, run, set } from '../command.ts'
import type { Link } from '../link.ts'
import { searchUids } from '../search.ts'
import { setsOf } from '../../wire/uids.ts'

export interface Target {
  folder: string
  uidValidity: string
  uids: number[]
}

export function result(parts: Partial<ActResult> = {}): ActResult {
  return { already: false, moved: [], gone: [], uidValidity: null, uid: null, ...parts }
}

/** Selects the folder for writing. Throws mail.uidValidity when its UIDs are not those that were meant. */
export async function inTarget<T>(
  link: Link,
  { folder, uidValidity }: { folder: string; uidValidity: string },
  work: (client: ImapFlow, mailbox: MailboxObject) => Promise<T>
): Promise<T> {
  return await link.inFolder(
    'click',
    folder,
    async (client, mailbox) => {
      if (mailbox.readOnly) throw new AppError('mail.readOnly', { folder })
      return await work(client, mailbox)
    },
    { uidValidity }
  )
}

/** Those of the UIDs that the folder has, ascending. */
export async function present(client: ImapFlow, uids: number[]): Promise<number[]> {
  const found: number[] = []
  for (const uidSet of setsOf(uids)) found.push(...(await searchUids(client, [atom('UID'), set(uidSet)])))
  const asked = new Set(uids)
  return found.filter((uid) => asked.has(uid))
}

export async function store(
  client: ImapFlow,
  uids: number[],
  sign: '+' | '-',
  flags: string[]
): Promise<void> {
  for (const uidSet of setsOf(uids)) {
    await run(client, 'UID STORE', [set(uidSet), atom(`${sign}FLAGS.SILENT`), flags.map(atom)])
  }
}

/** Flags that this folder keeps for good; a keyword that it would forget is not sent. */
export function keptFlags(mailbox: MailboxObject, flags: string[]): string[] {
  const permanent = mailbox.permanentFlags
  if (!permanent || permanent.has('\\*')) return flags
  const known = new Set([...permanent].map((flag) => flag.toLowerCase()))
  return flags.filter((flag) => known.has(flag.toLowerCase()))
}

/**
 * Removes these UIDs for good where the server can remove chosen ones (UIDPLUS). Where it cannot, they are flagged
 * \Deleted and stay: a plain EXPUNGE would also remove what other programs have flagged.
 * @returns whether they are gone
 */
export async function remove(client: ImapFlow, uids: number[]): Promise<boolean> {
  if (uids.length === 0) return true
  await store(client, uids, '+', ['\\Deleted'])
  if (!client.capabilities.has('UIDPLUS') && !client.capabilities.has('IMAP4rev2')) return false
  for (const uidSet of setsOf(uids)) await run(client, 'UID EXPUNGE', [set(uidSet)])
  return true
}

/** UIDs in the selected folder of mails with this Message-ID. */
export async function withMessageId(client: ImapFlow, messageId: string): Promise<number[]> {
  if (!/^[\x21-\x7e]+$/.test(messageId)) return []
  const value: Attribute = { type: 'STRING', value: messageId }
  return await searchUids(client, [atom('HEADER'), atom('Message-ID'), value])
}
