import { IconCopy, IconDownload } from '@tabler/icons-react'
import type { Backup } from '../../../shared/contract/administration.ts'
import { useSession } from '../../bridge-context.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { MenuButton } from '../../ui/MenuButton.tsx'
import { showToast } from '../../ui/toast.ts'
import { backup as words } from '../../words/en/backup.ts'
import { count, fullDate } from '../../words/index.ts'
import styles from './admin.module.css'
import { followed, useBackingUp } from './backing-up.ts'

/** What was backed up: how much, and the hash that tells whether it is still the same. */
export function Backups({ backups }: { backups: readonly Backup[] }) {
  const { bridge, info } = useSession()
  const busy = useBackingUp((state) => state.running !== null)
  const done = backups.filter(({ finished }) => finished !== null)
  const { columns } = words
  async function copy(hash: string): Promise<void> {
    await navigator.clipboard.writeText(hash)
    showToast({ text: words.copied, seconds: 3 })
  }
  /** Into one file: by the shell's dialog, or the browser's download. */
  async function save({ id, user, name }: Backup, form: 'mbox' | 'zip'): Promise<void> {
    const answer = await followed(bridge, { user, name, stage: 'saving' }, (signal) =>
      bridge.call('leavers.save', { backup: id, form }, { signal })
    )
    if (!answer?.saved) return
    if (answer.download !== null && info.shell === 'browser') {
      const link = document.createElement('a')
      link.href = answer.download
      link.download = answer.name
      link.click()
    }
    showToast({ text: answer.same ? words.saved(answer.mails) : words.notSame })
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
            <span role="columnheader">
              <span className={styles.unseen}>{words.save}</span>
            </span>
          </div>
          {done.map((one) => {
            const { id, name, finished, mails, octets, hash, folders } = one
            const short = folders.filter((folder) => !folder.done)
            const failed = folders.filter((folder) => folder.failed > 0)
            return (
              <div role="row" key={id} className={styles.backupRow}>
                <span role="cell" className={styles.strong}>
                  {name}
                  {short.length > 0 && (
                    <span
                      className={styles.missing}
                      title={short.map((of) => words.missing(of.folder, of.seen, of.total)).join('\n')}
                    >
                      {words.incomplete(short.length)}
                    </span>
                  )}
                  {failed.map((of) => (
                    <span key={of.folder} className={styles.missing}>
                      {words.failed(of.folder, of.failed)}
                    </span>
                  ))}
                  {folders.length > 0 && short.length === 0 && (
                    <span className={styles.small}>{words.whole}</span>
                  )}
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
                <span role="cell">
                  <MenuButton
                    position="bottom-end"
                    entries={(['mbox', 'zip'] as const).map((form) => ({
                      label: words.saveAs[form],
                      onSelect: () => void save(one, form)
                    }))}
                  >
                    {(props) => (
                      <Button
                        {...props}
                        size="small"
                        aria-label={words.saveName(name)}
                        disabled={busy}
                        icon={<IconDownload size={15} stroke={1.75} aria-hidden="true" />}
                      >
                        {words.save}
                      </Button>
                    )}
                  </MenuButton>
                </span>
              </div>
            )
          })}
        </div>
      )}
    </section>
  )
}
