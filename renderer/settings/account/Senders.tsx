import { Select } from '@mantine/core'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { Sender } from '../../../shared/contract/accounts.ts'
import { defaultIdentity, identitiesOf } from '../../../shared/identity.ts'
import { useBridge } from '../../bridge-context.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorBar } from '../../ui/ErrorBar.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Section } from '../../ui/Page.tsx'
import { showToast } from '../../ui/toast.ts'
import { preferences } from '../../words/en/preferences.ts'
import styles from '../Settings.module.css'
import { ProveSender } from './ProveSender.tsx'
import type { AccountSection } from './section.ts'
import { SenderForm } from './SenderForm.tsx'

const words = preferences.senders

/** The addresses that mail goes out from: the default, and any number more, each proved by a code. */
export function Senders({ account, change }: AccountSection) {
  const bridge = useBridge()
  /** '': a new one. */
  const [editing, setEditing] = useState<string | null>(null)
  /** The one whose code was sent a moment ago. */
  const [sent, setSent] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const { id, senders } = account

  async function prove(address: string): Promise<void> {
    setError(null)
    try {
      await bridge.call('accounts.proveSender', { id, address, mail: words.mail })
      setSent(address)
    } catch (thrown) {
      setError(thrown)
    }
  }
  async function remove({ address }: Sender): Promise<void> {
    setError(null)
    await bridge
      .call('accounts.removeSender', { id, address })
      .then(() => showToast({ text: words.removed(address), seconds: 3 }), setError)
  }
  async function saved(sender: Sender): Promise<void> {
    setEditing(null)
    if (!sender.verified) await prove(sender.address)
  }
  const form = (sender: Sender | null) => (
    <SenderForm
      account={account}
      sender={sender}
      onSaved={(one) => void saved(one)}
      onCancel={() => setEditing(null)}
    />
  )
  return (
    <Section title={words.title} text={words.text}>
      <Select
        className={styles.field}
        label={words.default}
        description={words.defaultHelp}
        inputWrapperOrder={['label', 'input', 'description']}
        data={identitiesOf(account).map(({ address }) => address)}
        value={defaultIdentity(account).address}
        allowDeselect={false}
        onChange={(address) => {
          if (address) void change({ defaultSender: address === account.address ? '' : address })
        }}
      />
      {error !== null && <ErrorBar error={error} />}
      {senders.length > 0 && (
        <ul className={styles.cards} aria-label={words.list}>
          {senders.map((sender) =>
            editing === sender.address ? (
              <li key={sender.address}>{form(sender)}</li>
            ) : (
              <li key={sender.address} className={styles.stack}>
                <div className={styles.row}>
                  <div className={styles.cardText}>
                    <span className={styles.strong}>{sender.address}</span>
                    <span className={styles.small}>
                      <span className={sender.verified ? styles.good : styles.quiet} aria-hidden="true" />
                      {factsOf(sender)}
                    </span>
                  </div>
                  <IconButton name={words.edit(sender.address)} onClick={() => setEditing(sender.address)}>
                    <IconPencil size={16} stroke={1.75} aria-hidden="true" />
                  </IconButton>
                  <IconButton name={words.remove(sender.address)} onClick={() => void remove(sender)}>
                    <IconTrash size={16} stroke={1.75} aria-hidden="true" />
                  </IconButton>
                </div>
                {!sender.verified && (
                  <ProveSender
                    account={id}
                    address={sender.address}
                    sent={sent === sender.address}
                    onSend={() => prove(sender.address)}
                  />
                )}
              </li>
            )
          )}
        </ul>
      )}
      {editing === '' ? (
        form(null)
      ) : (
        <div>
          <Button onClick={() => setEditing('')}>{words.add}</Button>
        </div>
      )}
    </Section>
  )
}

function factsOf({ name, verified, outgoing }: Sender): string {
  return [name, verified ? words.verified : words.unverified, outgoing ? words.through(outgoing.host) : '']
    .filter(Boolean)
    .join(' · ')
}
