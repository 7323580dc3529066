import { useEffect } from 'react'
import type { Backup } from '../../../shared/contract/administration.ts'
import { type Answer, useAnswer } from '../../bridge-answer.ts'
import { useBackingUp } from './backing-up.ts'

/** What was backed up, asked again when a backup here has ended, however it did. */
export function useBackups(asked = true): Answer<Backup[]> {
  const answer = useAnswer('workspace.backups', asked ? {} : null)
  const busy = useBackingUp((state) => state.running !== null)
  useEffect(() => {
    if (!busy) answer.again()
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `again` does the same each time
  }, [busy])
  return answer
}
