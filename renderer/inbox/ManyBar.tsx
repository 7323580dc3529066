import { IconArchive, IconFolderPlus, IconMailOpened, IconTrash } from '@tabler/icons-react'
import { runCommand } from '../app/commands.ts'
import { inbox as words } from '../words/en/inbox.ts'
import styles from './InboxList.module.css'

const acts = [
  { id: 'mail.archive', name: words.archive, icon: IconArchive },
  { id: 'mail.markRead', name: words.markRead, icon: IconMailOpened },
  { id: 'mail.file', name: words.fileToCrm, icon: IconFolderPlus },
  { id: 'mail.delete', name: words.remove, icon: IconTrash }
] as const

/** What can be done with the mails that are chosen: the icons of their rows, as the list is narrow. */
export function ManyBar({ count, onClear }: { count: number; onClear(): void }) {
  return (
    <div className={styles.many} role="group" aria-label={words.selected(count)}>
      <span>{words.selected(count)}</span>
      {acts.map(({ id, name, icon: Icon }) => (
        <button key={id} type="button" aria-label={name} title={name} onClick={() => runCommand(id)}>
          <Icon size={16} stroke={1.75} aria-hidden="true" />
        </button>
      ))}
      <button type="button" className={styles.clear} onClick={onClear}>
        {words.clear}
      </button>
    </div>
  )
}
