import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import type { TeamUser } from '../../../shared/contract/administration.ts'
import { Button } from '../../ui/Button.tsx'
import { Sheet, SheetPart } from '../../ui/Sheet.tsx'
import { administration } from '../../words/en/administration.ts'
import { longDate } from '../../words/index.ts'
import styles from './admin.module.css'
import { deletedAt } from './decisions.ts'
import type { Admin } from './use-admin.ts'

const words = administration.sheet

/** What happens, what stays on the user's computer, and the last step. */
export function DeactivateSheet({
  user: { id, name, shared },
  act,
  onDone
}: {
  user: TeamUser
  act: Admin['act']
  onDone(): void
}) {
  const [folders, setFolders] = useState(true)
  const [mail, setMail] = useState(true)
  async function deactivate(): Promise<void> {
    const keep = { folders, mail: folders && mail }
    await act('workspace.deactivateMail', { user: id, keep }, words.deactivated(name))
    onDone()
  }
  return (
    <Sheet
      title={words.deactivate(name)}
      onClose={onDone}
      foot={
        <>
          <Button kind="quiet" onClick={onDone}>
            {administration.means.cancel}
          </Button>
          <Button kind="primary" onClick={() => void deactivate()}>
            {words.deactivateVerb}
          </Button>
        </>
      }
    >
      <div className={styles.happens}>
        <p>{words.facts1(name)}</p>
        <p>{words.facts2(shared)}</p>
        {shared > 0 && <p className={styles.strong}>{words.until(longDate(deletedAt(Date.now())))}</p>}
      </div>
      <SheetPart title={words.keep}>
        <Checkbox
          label={words.folders}
          description={words.foldersHelp}
          checked={folders}
          onChange={({ currentTarget }) => setFolders(currentTarget.checked)}
        />
        <Checkbox
          label={words.mail}
          description={folders ? words.mailHelp : words.mailNeeds}
          disabled={!folders}
          checked={folders && mail}
          onChange={({ currentTarget }) => setMail(currentTarget.checked)}
        />
      </SheetPart>
    </Sheet>
  )
}
