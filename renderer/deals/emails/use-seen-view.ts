import { useEffect, useState } from 'react'
import type { RecordView } from '../../../shared/contract/records.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Answer } from '../../bridge-answer.ts'
import { useCache } from '../../cache/index.ts'

/** A record as the workspace answers it or, while it is out of reach, as it answered it last. */
export function useSeenView(id: string, { value, error }: Answer<RecordView>): RecordView | undefined {
  const { seen } = useCache()
  const [before, setBefore] = useState<{ id: string; view: RecordView | null }>()
  const failed = error !== undefined
  const gone = error instanceof AppError && error.code === 'workspace.notFound'
  useEffect(() => {
    if (gone) void seen.forget(id).catch(ignore)
    else if (value && !failed) void seen.keep(id, { view: value }).catch(ignore)
    else if (!value && failed)
      void seen.of(id).then((row) => setBefore({ id, view: row?.view ?? null }), ignore)
  }, [seen, id, value, failed, gone])
  if (value || gone || !failed) return value
  return before?.id === id ? (before.view ?? undefined) : undefined
}

/** A disk that takes no more: the page is shown all the same. */
function ignore(): void {}
