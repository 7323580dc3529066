import { IconFolder } from '@tabler/icons-react'
import { useId } from 'react'
import { Button } from '../../ui/Button.tsx'
import { preferences } from '../../words/en/preferences.ts'
import styles from '../Settings.module.css'

const words = preferences.sharing.folders

/** The folders that the rep marked in the rail: nothing in them is shared. */
export function PersonalFolders({
  folders,
  onChange
}: {
  folders: readonly string[]
  onChange(folders: string[]): void
}) {
  const title = useId()
  return (
    <div>
      <h3 id={title} className={styles.foldersTitle}>
        {words.title}
      </h3>
      {folders.length === 0 ? (
        <p className={styles.small}>{words.none}</p>
      ) : (
        <ul className={styles.folders} aria-labelledby={title}>
          {folders.map((folder) => (
            <li key={folder}>
              <IconFolder size={16} stroke={1.75} aria-hidden="true" />
              <bdi>{folder}</bdi>
              <Button
                size="small"
                kind="quiet"
                aria-label={words.removeName(folder)}
                onClick={() => onChange(folders.filter((one) => one !== folder))}
              >
                {words.remove}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
