import { Checkbox, PasswordInput, Select, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import {
  type Account,
  security as securities,
  type Security,
  type Sender
} from '../../../shared/contract/accounts.ts'
import { sameAddress } from '../../../shared/identity.ts'
import { useBridge } from '../../bridge-context.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorBar } from '../../ui/ErrorBar.tsx'
import { preferences } from '../../words/en/preferences.ts'
import styles from '../Settings.module.css'
import {
  checkSender,
  type SenderField,
  senderOf,
  senderState,
  type SenderState,
  withSenderSecurity
} from './sender-form.ts'

const words = preferences.senders
const kinds = securities.options.map((value) => ({ value, label: words.securities[value] }))

interface Props {
  account: Account
  /** null: a new one. */
  sender: Sender | null
  onSaved(sender: Sender): void
  onCancel(): void
}

/** One further sender: who it is, and by which server its mail goes out. */
export function SenderForm({ account, sender, onSaved, onCancel }: Props) {
  const bridge = useBridge()
  const [state, setState] = useState(() => senderState(sender))
  const [shown, setShown] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const errors = checkSender(state, account, sender)
  const set = (patch: Partial<SenderState>): void => setState((before) => ({ ...before, ...patch }))
  const fault = (field: SenderField): string | undefined => (shown ? errors[field] : undefined)
  const next = senderOf(state)
  const proves = !sender?.verified || JSON.stringify(sender.outgoing) !== JSON.stringify(next.outgoing)

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    setShown(true)
    if (Object.keys(errors).length > 0) return
    setBusy(true)
    setError(null)
    try {
      const saved = await bridge.call('accounts.saveSender', {
        id: account.id,
        sender: next,
        ...(state.own && state.password !== '' && { password: state.password })
      })
      const found = saved.senders.find((one) => sameAddress(one.address, next.address))
      if (found) return onSaved(found)
    } catch (thrown) {
      setError(thrown)
    }
    setBusy(false)
  }

  return (
    <form
      className={styles.stack}
      aria-label={sender?.address ?? words.formNew}
      noValidate
      onSubmit={(event) => void submit(event)}
    >
      <div className={styles.pair}>
        <TextInput
          label={words.address}
          type="email"
          autoComplete="off"
          spellCheck={false}
          autoFocus={sender === null}
          disabled={sender !== null}
          value={state.address}
          error={fault('address')}
          onChange={(event) => set({ address: event.currentTarget.value })}
        />
        <TextInput
          label={words.name}
          placeholder={account.displayName}
          autoComplete="off"
          value={state.name}
          maxLength={200}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
      </div>
      <TextInput
        label={words.replyTo}
        description={words.replyToHelp}
        type="email"
        autoComplete="off"
        spellCheck={false}
        value={state.replyTo}
        error={fault('replyTo')}
        onChange={(event) => set({ replyTo: event.currentTarget.value })}
      />
      <Textarea
        label={words.signature}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={20000}
        value={state.signature}
        onChange={(event) => set({ signature: event.currentTarget.value })}
      />
      <Checkbox
        label={words.ownServer}
        description={words.ownServerHelp}
        checked={state.own}
        onChange={(event) =>
          set({ own: event.currentTarget.checked, user: state.user || state.address.trim() })
        }
      />
      {state.own && (
        <>
          <div className={styles.server}>
            <TextInput
              label={words.server}
              autoComplete="off"
              spellCheck={false}
              value={state.host}
              error={fault('host')}
              onChange={(event) => set({ host: event.currentTarget.value })}
            />
            <Select
              label={words.security}
              data={kinds}
              allowDeselect={false}
              value={state.security}
              onChange={(value) => value && set(withSenderSecurity(state, value as Security))}
            />
            <TextInput
              label={words.port}
              inputMode="numeric"
              autoComplete="off"
              value={state.port}
              error={fault('port')}
              onChange={(event) => set({ port: event.currentTarget.value })}
            />
          </div>
          <div className={styles.pair}>
            <TextInput
              label={words.user}
              description={words.userHelp}
              autoComplete="off"
              spellCheck={false}
              value={state.user}
              onChange={(event) => set({ user: event.currentTarget.value })}
            />
            <PasswordInput
              label={words.password}
              description={sender?.outgoing ? words.passwordKept : ' '}
              autoComplete="off"
              visibilityToggleButtonProps={{ 'aria-hidden': true, tabIndex: -1 }}
              value={state.password}
              onChange={(event) => set({ password: event.currentTarget.value })}
            />
          </div>
        </>
      )}
      {error !== null && <ErrorBar error={error} />}
      <div className={styles.foot}>
        <Button kind="quiet" onClick={onCancel}>
          {words.cancel}
        </Button>
        <Button type="submit" kind="primary" busy={busy} disabled={busy}>
          {proves ? words.saveAndSend : words.save}
        </Button>
      </div>
    </form>
  )
}
