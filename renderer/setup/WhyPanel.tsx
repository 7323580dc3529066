import { ContextIcon } from '../ui/ContextIcon.tsx'
import { Keycap } from '../ui/Keycap.tsx'
import { setup as words } from '../words/en/setup.ts'
import styles from './WhyPanel.module.css'

/** What SalesInbox does with mail, shown rather than told. */
export function WhyPanel() {
  return (
    <aside className={styles.why} aria-label={words.whyTitle}>
      <h2 className={styles.title}>{words.whyTitle}</h2>
      <p className={styles.text}>{words.whyText}</p>
      <ul className={styles.card}>
        {words.preview.map((folder, code) => (
          <li key={folder.name} className={styles.folder}>
            <ContextIcon context={code} />
            <div className={styles.mails}>
              <span className={folder.mails.length > 0 ? styles.strong : styles.quiet}>{folder.name}</span>
              {folder.mails.map(([sender, subject]) => (
                <span key={sender} className={styles.mail}>
                  <span>{sender}</span> <span className={styles.quiet}>{subject}</span>
                </span>
              ))}
            </div>
            <span className={styles.count}>{folder.count}</span>
          </li>
        ))}
      </ul>
      <ul className={styles.keys}>
        {words.previewKeys.map(([keys, what]) => (
          <li key={keys}>
            <span className={styles.key}>
              <Keycap keys={keys} />
            </span>
            {what}
          </li>
        ))}
      </ul>
    </aside>
  )
}
