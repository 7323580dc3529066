import { useState } from 'react'
import { useSession } from '../bridge-context.ts'
import { Bar } from '../ui/Bar.tsx'
import { Button } from '../ui/Button.tsx'
import { settings } from '../words/en/settings.ts'
import styles from './Settings.module.css'

const words = settings.notifications

/** A browser shows nothing that the rep did not allow there; its own question needs a press. */
export function AllowInBrowser() {
  const { info, preferences } = useSession()
  const [permission, setPermission] = useState(() =>
    'Notification' in window ? Notification.permission : 'denied'
  )
  if (info.shell === 'electron' || !preferences.notifications || permission === 'granted') return null
  if (permission === 'denied') return <p className={styles.small}>{words.blocked}</p>
  return (
    <Bar tone="quiet" role="group" name={words.allow} title={words.allow} text={words.allowText}>
      <Button size="small" onClick={() => void Notification.requestPermission().then(setPermission)}>
        {words.allowButton}
      </Button>
    </Bar>
  )
}
