import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { runCommand } from '../app/commands.ts'
import { placesOf, useCache, useFolders } from '../cache/index.ts'
import { PlainDialog } from '../ui/PlainDialog.tsx'
import { inbox as words } from '../words/en/inbox.ts'
import styles from './MoveDialog.module.css'
import { useInbox } from './store.ts'

/** Chooses a folder by a few letters of its name. */
export function MoveDialog({ moving }: { moving: number[] }) {
  const { ledger } = useCache()
  const folders = useFolders()
  const [typed, setTyped] = useState('')
  const account = ledger.folders.get(placesOf(ledger, moving[0] ?? 0)[0]?.folder ?? -1)?.account
  const close = (): void => {
    setTyped('')
    useInbox.getState().chooseFolder(null)
  }
  const shown = folders
    .filter((folder) => folder.account === account && folder.selectable && folder.role !== 'drafts')
    .map((folder) => ({
      ...folder,
      label: folder.role ? (words.roles[folder.role as keyof typeof words.roles] ?? folder.name) : folder.path
    }))
    .filter((folder) => folder.label.toLowerCase().includes(typed.trim().toLowerCase()))
    .sort((a, b) => a.label.localeCompare(b.label))
  const choose = (folder: number): void => {
    runCommand('mail.move', { ids: moving, folder })
    close()
  }
  return (
    <PlainDialog title={words.moveTitle(moving.length)} onClose={close}>
      <TextInput
        aria-label={words.folderName}
        placeholder={words.folderName}
        data-autofocus
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && shown[0]) choose(shown[0].id)
        }}
      />
      <div className={styles.list}>
        {shown.map((folder) => (
          <button key={folder.id} type="button" onClick={() => choose(folder.id)}>
            {folder.label}
          </button>
        ))}
      </div>
    </PlainDialog>
  )
}
