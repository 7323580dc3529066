import { useSession } from '../bridge-context.ts'
import { AppMark } from '../ui/AppMark.tsx'
import { app as words } from '../words/en/app.ts'
import styles from './TitleBar.module.css'

/**
 * Electron draws its buttons over this bar on Windows and Linux; on macOS the lights stand in the rail's own bar,
 * and a browser's tab has one already.
 */
export function TitleBar() {
  const { info } = useSession()
  if (info.shell === 'browser' || info.platform === 'darwin') return null
  return (
    <header className={styles.bar}>
      <AppMark size={18} />
      <span className={styles.name}>{words.name}</span>
    </header>
  )
}
