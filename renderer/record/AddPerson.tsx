import { TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { runCommand } from '../app/commands.ts'
import { useBridge } from '../bridge-context.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Bar } from '../ui/Bar.tsx'
import { Button } from '../ui/Button.tsx'
import { Segments } from '../ui/Segments.tsx'
import { showToast } from '../ui/toast.ts'
import { errorText } from '../words/index.ts'
import { record as words } from '../words/en/record.ts'
import type { RecordPanelProps } from './RecordPanel.tsx'
import styles from './record.module.css'

interface Props {
  address: string
  name: string
  signature: RecordPanelProps['signature']
  /** The account at the address's domain; '' where none is known. */
  accountName: string
}

type Field = 'name' | 'title' | 'phone' | 'account'

/** Somebody whom the CRM does not know: one form, filled from the mail. */
export function AddPerson({ address, name, signature, accountName }: Props) {
  const bridge = useBridge()
  const [kind, setKind] = useState<'lead' | 'contact'>(accountName ? 'contact' : 'lead')
  // what is read of the mail may come after the form: it fills what nobody typed in
  const [typed, setTyped] = useState<Partial<Record<Field, string>>>({})
  const filled: Record<Field, string> = {
    name: name === address ? (signature?.name ?? '') : name,
    title: signature?.title ?? '',
    phone: signature?.phone ?? '',
    // a known account by another spelling would become a second one
    account: kind === 'contact' && accountName ? accountName : (signature?.company ?? accountName),
    ...typed
  }
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const field = (key: Field, label: string) => (
    <TextInput
      label={label}
      value={filled[key]}
      maxLength={key === 'phone' ? 60 : 200}
      onChange={({ currentTarget: { value } }) => setTyped((before) => ({ ...before, [key]: value }))}
    />
  )

  async function add(event: FormEvent): Promise<void> {
    event.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      const { record, existed } = await bridge.call('workspace.createFromSender', {
        kind,
        address,
        ...filled
      })
      showToast({
        text: existed ? words.existed(record.name) : words.added[kind],
        act: {
          label: words.open,
          run: () => runCommand('record.open', { kind: record.kind, id: record.id })
        },
        ...(existed
          ? {}
          : {
              undo: () =>
                void bridge
                  .call('workspace.delete', { kind: record.kind, id: record.id, rev: record.rev })
                  .catch(setError)
            })
      })
    } catch (thrown) {
      setError(thrown)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={styles.head}>
      <div className={styles.bar}>
        <span className={styles.kind}>{words.unknown}</span>
      </div>
      <div className={styles.who}>
        <Avatar name={name || address} context="other" size={40} />
        <div className={styles.names}>
          <h2 className={styles.name}>{name || address}</h2>
          {name !== '' && name !== address && <p className={styles.under}>{address}</p>}
        </div>
      </div>
      <form className={styles.form} aria-label={words.addTitle} onSubmit={(event) => void add(event)}>
        <h3 className={styles.formTitle}>{words.addTitle}</h3>
        <Segments<'lead' | 'contact'>
          name={words.asKind}
          value={kind}
          options={[
            { value: 'lead', label: words.lead },
            { value: 'contact', label: words.contact }
          ]}
          onChange={setKind}
        />
        {field('name', words.name)}
        {field('title', words.title)}
        {field('account', kind === 'lead' ? words.company : words.account)}
        {field('phone', words.phone)}
        {accountName !== '' && kind === 'contact' && (
          <p className={styles.none}>{words.knownAt(accountName)}</p>
        )}
        {error !== undefined && (
          <Bar tone="neg" role="alert" title={errorText(error).what} text={errorText(error).next} />
        )}
        <Button type="submit" kind="primary" busy={busy} disabled={busy}>
          {words.add[kind]}
        </Button>
        <p className={styles.none}>{words.addText}</p>
      </form>
    </div>
  )
}
