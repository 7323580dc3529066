import { useState } from 'react'
import { runCommand } from '../app/commands.ts'
import { useList, useShownRows } from '../cache/index.ts'
import { shortDate } from '../words/index.ts'
import { record as words } from '../words/en/record.ts'
import styles from './record.module.css'

const few = 5
const many = 50

/** Other conversations with the same person in the mail on this computer, newest first. */
export function EarlierMail({ addresses, messageId }: { addresses: string[]; messageId: number | null }) {
  const [all, setAll] = useState(false)
  const list = useList({ kind: 'people', addresses }, true)
  const rows = useShownRows(list, 0, (all ? many : few) + 1)
  const open = messageId === null ? -1 : list.indexOf(messageId)
  const thread = open >= 0 ? list.row(open).thread : -1
  const earlier = rows
    .filter((row) => row.id !== messageId && row.thread !== thread)
    .slice(0, all ? many : few)
  const others = list.length - (open >= 0 ? 1 : 0)
  return (
    <section className={styles.section} aria-label={words.earlier}>
      <div className={styles.sectionHead}>
        <h3>{words.earlier}</h3>
        {others > 0 && <span className={styles.aside}>{others}</span>}
      </div>
      {earlier.length === 0 && <p className={styles.none}>{words.noEarlier}</p>}
      <ul className={styles.list}>
        {earlier.map((row) => (
          <li key={row.id}>
            <button
              type="button"
              className={styles.mail}
              onClick={() => runCommand('mail.open', { ids: [row.id] })}
            >
              <span className={styles.subject}>{row.content?.message.subject || words.noSubject}</span>
              <span className={styles.aside}>{shortDate(row.received)}</span>
            </button>
          </li>
        ))}
      </ul>
      {!all && others > few && (
        <button type="button" className={styles.link} onClick={() => setAll(true)}>
          {words.showAll(others)}
        </button>
      )}
    </section>
  )
}
