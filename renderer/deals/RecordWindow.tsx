import { useEffect } from 'react'
import type { RecordKind } from '../../shared/contract/records.ts'
import { useAnswer } from '../bridge-answer.ts'
import { deals as words } from '../words/en/deals.ts'
import type { ShowMail } from './emails/SharedMailPage.tsx'
import { RecordPage } from './RecordPage.tsx'
import styles from './deals.module.css'

/** One record by itself, without the lists around it. */
export function RecordWindow({
  kind,
  id,
  mail,
  showMail,
  onTitle
}: {
  kind: RecordKind
  id: string
  mail: string | null
  showMail: ShowMail
  onTitle(title: string): void
}) {
  const name = useAnswer('workspace.record', { kind, id }).value?.record.name
  useEffect(() => {
    if (name !== undefined) onTitle(name)
  }, [name, onTitle])
  return (
    <main className={styles.scroll} aria-label={words.lists[kind]}>
      <RecordPage kind={kind} id={id} mail={mail} showMail={showMail} />
    </main>
  )
}
