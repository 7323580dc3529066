import type { RecordKind } from '../../shared/contract/records.ts'
import { runCommand } from '../app/commands.ts'
import { cx } from '../ui/cx.ts'
import { deals as words } from '../words/en/deals.ts'
import type { ShowMail } from './emails/SharedMailPage.tsx'
import { kindLook, shownKinds } from './look.ts'
import { RecordList } from './RecordList.tsx'
import { RecordPage } from './RecordPage.tsx'
import styles from './deals.module.css'

/** The CRM: a list of each kind, and the page of one record. */
export function RecordPages({
  kind,
  id,
  mail,
  showMail
}: {
  kind: RecordKind
  id: string | null
  /** A mail that a colleague shares, read on the record's page. */
  mail: string | null
  showMail: ShowMail
}) {
  return (
    <div className={styles.pages}>
      <nav className={styles.tabs} aria-label={words.crm}>
        {shownKinds.map((one) => {
          const { icon: Mark, color } = kindLook[one]
          return (
            <a
              key={one}
              href={`#/records/${one}`}
              className={cx(styles.tab, one === kind && styles.tabOn)}
              aria-current={one === kind ? 'page' : undefined}
              onClick={(event) => {
                event.preventDefault()
                runCommand('record.list', { kind: one })
              }}
            >
              <Mark size={16} stroke={1.75} color={color} aria-hidden="true" />
              {words.lists[one]}
            </a>
          )
        })}
      </nav>
      <main className={styles.scroll} aria-label={words.lists[kind]}>
        {id === null ? (
          <RecordList key={kind} kind={kind} />
        ) : (
          <RecordPage key={id} kind={kind} id={id} mail={mail} showMail={showMail} />
        )}
      </main>
    </div>
  )
}
