import { type ShownFolder, useList, useShownRows } from '../../cache/index.ts'
import { preferences } from '../../words/en/preferences.ts'
import styles from '../Settings.module.css'

const words = preferences.folders
/** So many of the newest mails tell what a folder is. */
const newest = 3

/** How a folder's role was found, how much is in it, and what came last. */
export function FolderSample({ folder }: { folder: ShownFolder }) {
  const list = useList({ kind: 'folder', folder: folder.id }, false)
  const subjects = useShownRows(list, 0, newest - 1).flatMap(({ content }) =>
    content ? [content.message.subject || words.noSubject] : []
  )
  return (
    <div className={styles.sample}>
      <p className={styles.small}>{`${words.holds(folder.exists)} · ${words.from[folder.roleFrom]}`}</p>
      {subjects.length > 0 && (
        <ul className={styles.subjects}>
          {subjects.map((subject, i) => (
            <li key={i}>{subject}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
