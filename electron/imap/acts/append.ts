import type { ImapFlow } from 'imapflow'
import type { ActResult } from '../../../shared/contract/mail.ts'
import { AppError } from '../../../shared/errors.ts'
import { atom, inTime } from '../command.ts'
import { fetchItems } from '../fetch.ts'
import type { Link } from '../link.ts'
import { numberIn } from '../row.ts'
import { inTarget, present, remove, result, withMessageId } from './common.ts'

export interface AppendAct {
  folder: string
  flags: string[]
  replaces: { uidValidity: string; uid: number } | null
  messageId: string
  /** ms since 1970 */
  date: number
  bytes: Uint8Array
}

/**
 * Puts a mail into a folder once: one with its Message-ID that is there already is it (for a draft only if it has the
 * same size, as its versions share the id). What it replaces is removed when the new one is sure.
 */
export async function append(link: Link, act: AppendAct): Promise<ActResult> {
  const draft = act.replaces !== null || act.flags.some((flag) => flag.toLowerCase() === '\\draft')
  const find = async (client: ImapFlow): Promise<number | null> => {
    const there = (await withMessageId(client, act.messageId)).filter((uid) => uid !== act.replaces?.uid)
    if (!draft || there.length === 0) return there.at(-1) ?? null
    const rows = await fetchItems(client, there, [atom('UID'), atom('RFC822.SIZE')])
    const same = there.filter(
      (uid) => numberIn(rows.get(uid) ?? new Map(), 'rfc822.size') === act.bytes.length
    )
    return same.at(-1) ?? null
  }
  const stored = await link.inFolder(
    'click',
    act.folder,
    async (client, mailbox) => {
      if (mailbox.readOnly) throw new AppError('mail.readOnly', { folder: act.folder })
      const uidValidity = String(mailbox.uidValidity ?? 0)
      const known = await find(client)
      if (known !== null) return { already: true, uid: known, uidValidity }
      const deadline = 60_000 + act.bytes.length / 20
      const answer = await inTime(client, deadline, () =>
        client.append(
          act.folder,
          Buffer.from(act.bytes.buffer, act.bytes.byteOffset, act.bytes.length),
          act.flags,
          new Date(act.date)
        )
      )
      return { already: false, uid: (answer && answer.uid) || (await find(client)), uidValidity }
    },
    { reselect: true }
  )
  await removeReplaced(link, act)
  return result(stored)
}

async function removeReplaced(link: Link, { folder, replaces }: AppendAct): Promise<void> {
  if (!replaces) return
  try {
    await inTarget(link, { folder, uidValidity: replaces.uidValidity }, async (client) => {
      await remove(client, await present(client, [replaces.uid]))
    })
  } catch (error) {
    // the folder was made anew: the old one is gone with it
    if (!(error instanceof AppError) || error.code !== 'mail.uidValidity') throw error
  }
}
