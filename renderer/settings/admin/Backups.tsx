import { IconCopy } from '@tabler/icons-react'
import type { Backup } from '../../../shared/contract/administration.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { showToast } from '../../ui/toast.ts'
import { backup as words } from '../../words/en/backup.ts'
import { count, fullDate } from '../../words/index.ts'
import styles from './admin.module.css'

/** What was backed up: how much, and the hash that tells whether it is still the same. */
export function Backups({ backups }: { backups: readonly Backup[] }) {
  const done = backups.filter(({ finished }) => finished !== null)
  const { columns } = words
  async function copy(hash: string): Promise<void> {
    await navigator.clipboard.writeText(hash)
    showToast({ text: words.copied, seconds: 3 })
  }
  return (
    <section className={styles.block} aria-label={words.list}>
      <h2 className={styles.heading}>{words.list}</h2>
      {done.length === 0 ? (
        <p className={styles.quiet}>{words.listNone}</p>
      ) : (
        <div role="table" aria-label={words.list} className={styles.backups}>
          <div role="row" className={styles.backupHead}>
            <span role="columnheader">{columns.user}</span>
            <span role="columnheader">{columns.when}</span>
            <span role="columnheader" className={styles.right}>
              {columns.mails}
            </span>
            <span role="columnheader" className={styles.right}>
              {columns.size}
            </span>
            <span role="columnheader">{columns.hash}</span>
          </div>
          {done.map(({ id, name, finished, mails, octets, hash }) => (
            <div role="row" key={id} className={styles.backupRow}>
              <span role="cell" className={styles.strong}>
                {name}
              </span>
              <span role="cell">{fullDate(finished ?? 0)}</span>
              <span role="cell" className={styles.right}>
                {count(mails)}
              </span>
              <span role="cell" className={styles.right}>
                {words.size(octets)}
              </span>
              <span role="cell" className={styles.hashCell}>
                <code title={hash}>{hash.slice(0, 12)}…</code>
                <IconButton small name={words.copy(name)} onClick={() => void copy(hash)}>
                  <IconCopy size={15} stroke={1.75} aria-hidden="true" />
                </IconButton>
              </span>
            </div>
          ))}
        </div>
      )}
    </section>
  )
}
