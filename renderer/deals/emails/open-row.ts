import { useCallback } from 'react'
import type { RecordView } from '../../../shared/contract/records.ts'
import { runCommand } from '../../app/commands.ts'
import { idOfFiled, useCache } from '../../cache/index.ts'
import { showToast } from '../../ui/toast.ts'
import { emails as words } from '../../words/en/emails.ts'
import type { EmailRow } from './merge.ts'
import { useOpened } from './opened.ts'

/** Opens a mail of a record's list: the rep's own in the reader, a colleague's on the record's page. */
export function useOpenRow({ record }: RecordView): (row: EmailRow) => void {
  const cache = useCache()
  const { kind, id } = record
  return useCallback(
    (row: EmailRow) => {
      const openShared = (): void => {
        if (!row.shared) return
        useOpened.setState({ row })
        runCommand('record.mail', { kind, id, mail: row.shared.id })
      }
      if (row.own === null && row.filed) {
        void idOfFiled(cache, row.filed).then((own) => {
          if (own !== null) runCommand('mail.show', { ids: [own] })
          else if (row.shared) openShared()
          else showToast({ text: words.filedGone })
        })
      } else if (row.own !== null) runCommand('mail.show', { ids: [row.own] })
      else openShared()
    },
    [cache, kind, id]
  )
}
