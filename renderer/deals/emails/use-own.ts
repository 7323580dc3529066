import { useMemo } from 'react'
import { ownAddresses } from '../../../shared/identity.ts'
import { messageKey, threadKey } from '../../../shared/mail/message-key.ts'
import { useSession } from '../../bridge-context.ts'
import { type MessageRow, type ShownRow, useList, useShownRows } from '../../cache/index.ts'
import type { OwnMail, Pages } from './merge.ts'

/** Own mail with somebody in the cache: its newest `count`, and how many there are. */
export function useOwnMail(addresses: string[], count: number): Pages<OwnMail> & { total: number } {
  const { accounts } = useSession()
  const list = useList({ kind: 'people', addresses }, false)
  const shown = useShownRows(list, 0, count - 1)
  const own = useMemo(
    () => new Set(accounts.flatMap(ownAddresses).map((address) => address.toLowerCase())),
    [accounts]
  )
  const key = shown.map(({ id, flags, content }) => `${id}/${flags}/${content?.snippet.length ?? '-'}`).join()
  return useMemo(() => {
    const rows = shown.flatMap((row) => (row.content ? [ofCache(row, row.content, own)] : []))
    // what was not read yet, a frame or two, lies below the floor as what was not asked for does
    const unread = shown[shown.findLastIndex(({ content }) => content !== undefined) + 1]
    const floor = unread ?? (list.length > count ? shown.at(-1) : undefined)
    return { rows, floor: floor ? floor.received : null, total: list.length }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` stands for the rows
  }, [key, own, list.length, count])
}

function ofCache(row: ShownRow, content: NonNullable<ShownRow['content']>, own: Set<string>): OwnMail {
  const { message, snippet } = content
  const [from = ['', '']] = message.from
  return {
    id: row.id,
    key: messageKey(message),
    thread: threadKey(message),
    sent: sentOf(message),
    outgoing: own.has(from[1].toLowerCase()),
    subject: message.subject,
    snippet,
    from: [from[0], from[1]],
    to: [...message.to, ...message.cc].map(([name, address]) => [name, address]),
    flags: row.flags
  }
}

/** What a mail claims may be no date at all. */
function sentOf({ sent, received }: MessageRow): number {
  return Number.isFinite(sent) && sent > 0 ? sent : received
}
