import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect } from 'react'
import type { Emotion, Sentiment } from '../../shared/contract/intelligence.ts'
import { messageKey } from '../../shared/mail/message-key.ts'
import { useAnswer } from '../bridge-answer.ts'
import { useBridge } from '../bridge-context.ts'
import { readHeader, useCache, useIntelligence, useList, useVerdictsVersion } from '../cache/index.ts'

export interface ShownMood {
  /** Its number in the cache, or its id in the workspace where a colleague alone has it. */
  id: number | string
  at: number
  sentiment: Sentiment
  emotion: Emotion | null
  /** Who shares it; '': the rep has it. */
  owner: string
}

/** Of a long history only the newest are looked through for those that were read. */
const lookAt = 200
/** Between two looks at the workspace, ms, however much changes. */
const pause = 1000

/**
 * How a person's last mails sound, own and colleagues', newest first, each once.
 * @param record the person's; null: they are in no record
 */
export function useMoodsOf(addresses: string[], record: string | null, most: number): ShownMood[] {
  const { mail, verdicts } = useCache()
  const list = useList({ kind: 'senders', addresses }, false)
  useVerdictsVersion()
  const shared = useRecordMoods(record)
  const own: (ShownMood & { id: number })[] = []
  for (let at = 0; at < Math.min(list.length, lookAt) && own.length < most; at++) {
    const { id, received } = list.row(at)
    const mood = verdicts.of(id)
    if (mood?.sentiment)
      own.push({ id, at: received, sentiment: mood.sentiment, emotion: mood.emotion, owner: '' })
  }
  const ids = own.map(({ id }) => id).join()
  const keys = useLiveQuery(async () => {
    const rows = await Promise.all(ids === '' ? [] : ids.split(',').map((id) => readHeader(mail, Number(id))))
    return new Set(rows.flatMap((row) => (row ? [messageKey(row)] : [])))
  }, [mail, ids])
  // which of them the rep has is not known yet
  if (!keys) return own
  const theirs = shared.flatMap(({ message, mail: id, sent: at, sentiment, emotion, owner }): ShownMood[] =>
    sentiment && !keys.has(message) ? [{ id, at, sentiment, emotion, owner }] : []
  )
  return [...own, ...theirs].sort((a, b) => b.at - a.at).slice(0, most)
}

function useRecordMoods(record: string | null) {
  const bridge = useBridge()
  const { on } = useIntelligence()
  const { value, again } = useAnswer('workspace.recordMoods', record === null || !on ? null : { record })
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const off = bridge.on('workspace.mailChanged', () => {
      timer ??= setTimeout(() => {
        timer = undefined
        again()
      }, pause)
    })
    return () => {
      off()
      clearTimeout(timer)
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `again` does the same each time
  }, [bridge, record])
  return value ?? []
}
