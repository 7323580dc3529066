import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useFolders, useWaiting } from '../../cache/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Section } from '../../ui/Page.tsx'
import { deactivation as words } from '../../words/en/period.ts'
import styles from '../Settings.module.css'
import type { AccountSection } from './section.ts'

/** Puts an account to rest, with what is kept of it meanwhile, and wakes it again. */
export function Deactivate({ account, change }: AccountSection) {
  const [asking, setAsking] = useState(false)
  const [folders, setFolders] = useState(true)
  const [mail, setMail] = useState(true)
  const mails = useFolders()
    .filter((folder) => folder.account === account.id)
    .reduce((sum, folder) => sum + folder.here, 0)
  const waiting = useWaiting().filter((operation) => operation.account === account.id).length
  if (account.state === 'inactive') {
    return (
      <Section title={words.inactiveTitle} text={words.inactiveText}>
        <div>
          <Button kind="primary" onClick={() => void change({ state: 'active' })}>
            {words.activate}
          </Button>
        </div>
      </Section>
    )
  }
  function deactivate(): void {
    setAsking(false)
    const keep = { folders, mail: folders && mail }
    void change({ state: 'inactive', keep, ...(folders ? {} : { folderRoles: {} }) })
  }
  return (
    <Section title={words.title} text={words.text}>
      <div>
        <Button onClick={() => setAsking(true)}>{words.button(account.address)}</Button>
      </div>
      <Dialog
        opened={asking}
        title={words.question(account.address)}
        verb={words.verb}
        onDo={deactivate}
        onClose={() => setAsking(false)}
      >
        <div className={styles.asked}>
          <p>{[words.facts, waiting > 0 ? words.waiting(waiting) : ''].filter(Boolean).join(' ')}</p>
          <Checkbox
            label={words.folders}
            description={words.foldersHelp}
            checked={folders}
            onChange={(event) => setFolders(event.currentTarget.checked)}
          />
          <Checkbox
            label={words.mail}
            description={folders ? words.mailHelp(mails) : words.mailNeeds}
            disabled={!folders}
            checked={folders && mail}
            onChange={(event) => setMail(event.currentTarget.checked)}
          />
        </div>
      </Dialog>
    </Section>
  )
}
