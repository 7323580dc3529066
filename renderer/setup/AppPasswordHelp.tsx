import { IconChevronDown, IconChevronRight, IconExternalLink } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type { Preset } from '../../shared/contract/accounts.ts'
import { useBridge } from '../bridge-context.ts'
import { Button } from '../ui/Button.tsx'
import { appPasswordNotes, appPasswords } from '../words/en/app-passwords.ts'
import { setup } from '../words/en/setup.ts'
import styles from './AppPasswordHelp.module.css'

const words = setup.form

/** Why the usual password may not do, and, unfolded, how to make the one that does. */
export function AppPasswordHelp({ preset }: { preset: Preset }) {
  const bridge = useBridge()
  const [open, setOpen] = useState(false)
  const id = useId()
  if (!preset.auth.includes('app-password')) return null
  const needed = !preset.auth.includes('password')
  const { steps } = appPasswords[preset.appPasswordSteps ?? 'other'] ?? appPasswords['other']!
  const help = preset.appPasswordHelp
  const Chevron = open ? IconChevronDown : IconChevronRight
  return (
    <div className={styles.box}>
      <p>{needed ? words.appPassword(preset.name) : words.appPasswordIf}</p>
      <button
        type="button"
        className={styles.toggle}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <Chevron size={14} stroke={2} aria-hidden="true" />
        {words.appPasswordHow}
      </button>
      {open && (
        <div id={id} className={styles.how}>
          <ol>
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          <ul className={styles.notes}>
            {appPasswordNotes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
          {help && (
            <Button
              size="small"
              icon={<IconExternalLink size={14} stroke={2} aria-hidden="true" />}
              onClick={() => void bridge.call('app.openLink', { url: help })}
            >
              {words.appPasswordOpen(preset.name)}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
