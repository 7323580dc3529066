import { useEffect, useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { useBridge } from '../../bridge-context.ts'

export type Sharer = Output<'workspace.sharers'>[number]

/** Everybody in the team and what they share on these records; undefined while it is not known. */
export function useSharers(records: readonly string[], turn: number): Sharer[] | undefined {
  const bridge = useBridge()
  const key = records.join()
  const [known, setKnown] = useState<{ key: string; sharers: Sharer[] }>()
  useEffect(() => {
    const stop = new AbortController()
    const { signal } = stop
    const asked = records.map((record) => bridge.call('workspace.sharers', { record }, { signal }))
    Promise.all(asked).then(
      (lists) => !signal.aborted && setKnown({ key, sharers: together(lists) }),
      // the list says that the workspace is out of reach
      () => undefined
    )
    return () => stop.abort()
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` stands for records
  }, [bridge, key, turn])
  return known?.key === key ? known.sharers : undefined
}

/** Over all people of a deal; who shares most comes first. */
export function together(lists: readonly (readonly Sharer[])[]): Sharer[] {
  const all = new Map<string, Sharer>()
  for (const one of lists.flat()) {
    const { user, mails, imap, pop3, crm } = one
    const sum = all.get(user)
    if (!sum) all.set(user, { ...one })
    else
      Object.assign(sum, {
        mails: sum.mails + mails,
        imap: sum.imap + imap,
        pop3: sum.pop3 + pop3,
        crm: sum.crm + crm
      })
  }
  return [...all.values()].sort((a, b) => b.mails - a.mails)
}
