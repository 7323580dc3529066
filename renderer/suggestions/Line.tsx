import { TextInput } from '@mantine/core'
import { IconPencil, IconX } from '@tabler/icons-react'
import { type ReactNode, useId, useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { suggestions as words } from '../words/en/suggestions.ts'
import { sayFailed } from './acts.ts'
import styles from './suggestions.module.css'

interface Props {
  icon: ReactNode
  what: string
  why: string
  /** More of why, for who asks: the line of the signature. */
  detail?: string | undefined
  /** Where it stands in the mail, for a pointer that rests. */
  source?: string | undefined
  acts: { label: string; run(): Promise<void> }[]
  /** A value that may be changed before it is kept. */
  edit?: { value: string; label: string; save(value: string): Promise<void> } | undefined
  onDismiss(): Promise<void>
}

/** One suggestion: what, why, an act, dismiss. */
export function Line({ icon, what, why, detail, source, acts, edit, onDismiss }: Props) {
  const id = useId()
  const [busy, setBusy] = useState(false)
  const [typed, setTyped] = useState<string | null>(null)
  async function run(act: () => Promise<void>): Promise<void> {
    setBusy(true)
    try {
      await act()
      setTyped(null)
    } catch (thrown) {
      sayFailed(thrown)
    } finally {
      setBusy(false)
    }
  }
  return (
    <li className={styles.line} aria-labelledby={id}>
      <span className={styles.icon}>{icon}</span>
      <div className={styles.text}>
        <p id={id} className={styles.what} dir="auto">
          {what}
        </p>
        <p className={styles.why} title={source ?? why} dir="auto">
          {why}
        </p>
        {detail && <p className={styles.detail}>{detail}</p>}
        {edit && typed !== null && (
          <form
            className={styles.edit}
            onSubmit={(event) => {
              event.preventDefault()
              void run(() => edit.save(typed))
            }}
          >
            <TextInput
              className={styles.field}
              aria-label={edit.label}
              autoFocus
              value={typed}
              maxLength={200}
              onChange={({ currentTarget: { value } }) => setTyped(value)}
            />
            <Button type="submit" size="small" kind="primary" disabled={busy || typed.trim() === ''}>
              {words.save}
            </Button>
            <Button size="small" onClick={() => setTyped(null)}>
              {words.cancel}
            </Button>
          </form>
        )}
      </div>
      {typed === null && (
        <div className={styles.acts}>
          {edit && (
            <IconButton small name={words.edit(what)} onClick={() => setTyped(edit.value)}>
              <IconPencil size={15} stroke={1.75} aria-hidden="true" />
            </IconButton>
          )}
          {acts.map(({ label, run: act }) => (
            <Button
              key={label}
              size="small"
              busy={busy}
              disabled={busy}
              aria-describedby={id}
              onClick={() => void run(act)}
            >
              {label}
            </Button>
          ))}
          <IconButton small name={words.dismiss(what)} disabled={busy} onClick={() => void run(onDismiss)}>
            <IconX size={15} stroke={2} aria-hidden="true" />
          </IconButton>
        </div>
      )}
    </li>
  )
}
