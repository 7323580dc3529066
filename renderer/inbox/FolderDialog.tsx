import { TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import {
  createFolder,
  deleteFolder,
  emptyFolder,
  renameFolder,
  type ShownFolder,
  useCache
} from '../cache/index.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { PlainDialog } from '../ui/PlainDialog.tsx'
import { inbox as words } from '../words/en/inbox.ts'

export type FolderAct =
  | { kind: 'create'; account: string; delimiter: string; prefix: string }
  | { kind: 'rename'; folder: ShownFolder }
  | { kind: 'delete'; folder: ShownFolder }
  | { kind: 'empty'; folder: ShownFolder; name: string }

/** Asks for what a folder is to be called, or once more before something is gone for good. */
export function FolderDialog({ act, onClose }: { act: FolderAct; onClose(): void }) {
  const cache = useCache()
  const [name, setName] = useState(act.kind === 'rename' ? act.folder.name : '')
  if (act.kind === 'create' || act.kind === 'rename') {
    const submit = (event: FormEvent): void => {
      event.preventDefault()
      const given = name.trim()
      if (!given) return
      if (act.kind === 'create') void createFolder(cache, act.account, `${act.prefix}${given}`)
      else {
        const { folder } = act
        const to = folder.parent ? `${folder.parent}${folder.delimiter}${given}` : given
        if (to !== folder.path) void renameFolder(cache, folder.account, folder.path, to)
      }
      onClose()
    }
    return (
      <PlainDialog title={act.kind === 'create' ? words.newFolder : words.renameFolder} onClose={onClose}>
        <form onSubmit={submit}>
          <TextInput
            label={words.folderName}
            value={name}
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={200}
          />
          <div style={{ display: 'flex', justifyContent: 'flex-end', gap: 8, marginTop: 16 }}>
            <Button onClick={onClose}>{words.cancel}</Button>
            <Button kind="primary" type="submit" disabled={!name.trim()}>
              {act.kind === 'create' ? words.create : words.rename}
            </Button>
          </div>
        </form>
      </PlainDialog>
    )
  }
  const { folder } = act
  return (
    <Dialog
      opened
      destroys
      title={
        act.kind === 'delete'
          ? words.deleteFolderQuestion(folder.name)
          : words.emptyQuestion(act.name, folder.shownHere)
      }
      verb={act.kind === 'delete' ? words.deleteFolder : words.emptyDo(folder.shownHere)}
      onDo={() => {
        if (act.kind === 'delete') void deleteFolder(cache, folder.account, folder.path)
        else void emptyFolder(cache, folder.id)
        onClose()
      }}
      onClose={onClose}
    >
      {act.kind === 'delete' ? words.deleteFolderText : words.emptyText}
    </Dialog>
  )
}
