import { useEffect, useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { useBridge } from '../../bridge-context.ts'

export type Sharer = Output<'workspace.sharers'>[number]

/**
 * Everybody in the team and what they share on these records; undefined while it is not known.
 * @param deal what is with it is, but for what was linked by hand, with its people too
 */
export function useSharers(
  records: readonly string[],
  deal: string | null,
  turn: number
): Sharer[] | undefined {
  const bridge = useBridge()
  const key = `${deal} ${records.join()}`
  const [known, setKnown] = useState<{ key: string; sharers: Sharer[] }>()
  useEffect(() => {
    const stop = new AbortController()
    const { signal } = stop
    const ask = (record: string) => bridge.call('workspace.sharers', { record }, { signal })
    Promise.all([Promise.all(records.map(ask)), deal === null ? [] : ask(deal)]).then(
      ([lists, onDeal]) => !signal.aborted && setKnown({ key, sharers: together(lists, onDeal) }),
      // the list says that the workspace is out of reach
      () => undefined
    )
    return () => stop.abort()
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` stands for records
  }, [bridge, key, turn])
  return known?.key === key ? known.sharers : undefined
}

const kinds = ['mails', 'imap', 'pop3', 'crm'] as const

/** The sum over all people of a deal, or what is on the deal where that is more; who shares most comes first. */
export function together(lists: readonly (readonly Sharer[])[], onDeal: readonly Sharer[] = []): Sharer[] {
  const all = new Map<string, Sharer>()
  for (const one of lists.flat()) {
    const sum = all.get(one.user)
    if (!sum) all.set(one.user, { ...one })
    else for (const kind of kinds) sum[kind] += one[kind]
  }
  for (const one of onDeal) {
    const sum = all.get(one.user)
    if (!sum) all.set(one.user, { ...one })
    else for (const kind of kinds) sum[kind] = Math.max(sum[kind], one[kind])
  }
  return [...all.values()].sort((a, b) => b.mails - a.mails)
}
