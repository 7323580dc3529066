import { TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useBridge } from '../../bridge-context.ts'
import { Button } from '../../ui/Button.tsx'
import { showToast } from '../../ui/toast.ts'
import { preferences } from '../../words/en/preferences.ts'
import { errorText } from '../../words/index.ts'
import styles from '../Settings.module.css'

const words = preferences.senders

interface Props {
  account: string
  address: string
  /** A code is on its way. */
  sent: boolean
  onSend(): Promise<void>
}

/** Takes the code that was sent to a sender's address; another one can be sent at any time. */
export function ProveSender({ account, address, sent, onSend }: Props) {
  const bridge = useBridge()
  const [code, setCode] = useState('')
  const [wrong, setWrong] = useState('')
  const [busy, setBusy] = useState(false)

  async function confirm(event: FormEvent): Promise<void> {
    event.preventDefault()
    setBusy(true)
    try {
      await bridge.call('accounts.confirmSender', { id: account, address, code })
      showToast({ text: words.proved(address), seconds: 3 })
    } catch (error) {
      const { what, next } = errorText(error)
      setWrong(`${what} ${next}`)
    }
    setBusy(false)
  }
  async function send(): Promise<void> {
    setBusy(true)
    setWrong('')
    await onSend()
    setBusy(false)
  }
  return (
    <form className={styles.prove} onSubmit={(event) => void confirm(event)} noValidate>
      <p className={styles.small} role="status">
        {sent ? words.sent(address) : words.toProve}
      </p>
      <div className={styles.code}>
        <TextInput
          label={words.code}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={20}
          autoFocus={sent}
          value={code}
          error={wrong || undefined}
          onChange={(event) => {
            setCode(event.currentTarget.value)
            setWrong('')
          }}
        />
        <Button
          type="submit"
          kind="primary"
          className={styles.beside}
          busy={busy}
          disabled={busy || code.trim() === ''}
        >
          {words.confirm}
        </Button>
        <Button kind="quiet" className={styles.beside} disabled={busy} onClick={() => void send()}>
          {sent ? words.again : words.send}
        </Button>
      </div>
    </form>
  )
}
