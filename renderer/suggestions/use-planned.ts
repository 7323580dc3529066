import { useEffect, useState } from 'react'
import type { RecordOf } from '../../shared/contract/records.ts'
import { useBridge } from '../bridge-context.ts'

const pageSize = 200
const mostPages = 5
const longest = 24 * 3600_000

/**
 * What the rep has planned and not done, up to a day after `until`; undefined while it is not known, or where so much
 * is open that it cannot be said. In a team what has no owner counts as theirs too.
 */
export function usePlanned(until: number | null): RecordOf<'activity'>[] | undefined {
  const bridge = useBridge()
  const [known, setKnown] = useState<{ until: number; planned: RecordOf<'activity'>[] | undefined }>()
  const [turn, setTurn] = useState(0)
  useEffect(() => bridge.on('workspace.changed', () => setTurn((before) => before + 1)), [bridge])
  useEffect(() => {
    if (until === null) return
    let current = true
    void read(until).then(
      (planned) => current && setKnown({ until, planned }),
      () => current && setKnown({ until, planned: undefined })
    )
    return () => {
      current = false
    }

    async function read(end: number): Promise<RecordOf<'activity'>[] | undefined> {
      const { userId } = await bridge.call('team.state', {})
      const planned: RecordOf<'activity'>[] = []
      let cursor: string | null = null
      for (let page = 0; page < mostPages; page++) {
        const answer: { rows: unknown[]; next: string | null } = await bridge.call('workspace.list', {
          ...{ kind: 'activity', open: true, order: 'date', limit: pageSize, cursor }
        })
        const rows = answer.rows as RecordOf<'activity'>[]
        planned.push(...rows.filter(({ owner }) => userId === '' || owner === null || owner === userId))
        const last = rows.at(-1)?.due ?? null
        if (answer.next === null || last === null || last > end + longest) return planned
        cursor = answer.next
      }
      return undefined
    }
  }, [bridge, until, turn])
  return known && known.until === until ? known.planned : undefined
}
