import { useState } from 'react'
import { AppError } from '../../../shared/errors.ts'
import { useSession } from '../../bridge-context.ts'
import { useFolders, useWaiting } from '../../cache/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorBar } from '../../ui/ErrorBar.tsx'
import { Section } from '../../ui/Page.tsx'
import { settings } from '../../words/en/settings.ts'
import type { AccountSection } from './section.ts'

const words = settings.accounts

/** The end of an account on this computer. */
export function RemoveAccount({ account }: Pick<AccountSection, 'account'>) {
  const { bridge } = useSession()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const mails = useFolders()
    .filter((folder) => folder.account === account.id)
    .reduce((sum, folder) => sum + folder.here, 0)
  const waiting = useWaiting().filter((operation) => operation.account === account.id).length
  /** What is shared goes with its mailbox, and a locked share may not be taken back. */
  async function refuseLocked(): Promise<void> {
    const said = await bridge.call('workspace.sharing', {}).catch(() => null)
    const mine = said?.mailboxes.find(({ id }) => id === account.id)
    if (said?.locked && mine && mine.rule.mode !== 'private') throw new AppError('sharing.locked')
  }
  async function remove(): Promise<void> {
    setBusy(true)
    try {
      const sample = await bridge.call('sample.status', {})
      if (sample.account === account.id) await bridge.call('sample.remove', {})
      else {
        await refuseLocked()
        await bridge.call('accounts.remove', { id: account.id })
      }
      location.hash = '#/settings/accounts'
    } catch (thrown) {
      setError(thrown)
    }
    setBusy(false)
    setAsking(false)
  }
  return (
    <Section title={words.removeTitle} text={words.removeText}>
      {error !== null && <ErrorBar error={error} />}
      <div>
        <Button kind="danger" onClick={() => setAsking(true)}>
          {words.removeButton(account.address)}
        </Button>
      </div>
      <Dialog
        opened={asking}
        title={words.removeQuestion(account.address)}
        verb={words.remove}
        destroys
        busy={busy}
        onDo={() => void remove()}
        onClose={() => setAsking(false)}
      >
        {words.removeFacts(mails, waiting)}
      </Dialog>
    </Section>
  )
}
