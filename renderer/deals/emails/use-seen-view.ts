import { useEffect, useState } from 'react'
import type { RecordView } from '../../../shared/contract/records.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Answer } from '../../bridge-answer.ts'
import { useCache } from '../../cache/index.ts'

/** A workspace that says nothing for so long, ms, is slow or out of reach. */
const slow = 400

/** A record as the workspace answers it or, while it does not, as it answered it last. */
export function useSeenView(id: string, { value, error }: Answer<RecordView>): RecordView | undefined {
  const { seen } = useCache()
  const [before, setBefore] = useState<{ id: string; view: RecordView | null }>()
  const failed = error !== undefined
  const gone = error instanceof AppError && error.code === 'workspace.notFound'
  useEffect(() => {
    if (gone) void seen.forget(id).catch(ignore)
    else if (value && !failed) void seen.keep(id, { view: value }).catch(ignore)
    if (value || gone) return
    const read = (): void =>
      void seen.of(id).then((row) => setBefore({ id, view: row?.view ?? null }), ignore)
    const timer = setTimeout(read, failed ? 0 : slow)
    return () => clearTimeout(timer)
  }, [seen, id, value, failed, gone])
  if (value || gone) return value
  return before?.id === id ? (before.view ?? undefined) : undefined
}

/** A disk that takes no more: the page is shown all the same. */
function ignore(): void {}
