import { useSession } from '../bridge-context.ts'
import { AppMark } from '../ui/AppMark.tsx'
import { app as words } from '../words/en/app.ts'
import styles from './TitleBar.module.css'

/**
 * Electron draws its buttons over this bar on Windows and Linux; on macOS the lights stand in the rail's own bar,
 * where there is a rail, and a browser's tab has one already.
 * @param title of a window of its own; the main window is called as the app is
 */
export function TitleBar({ title }: { title?: string }) {
  const { info } = useSession()
  if (info.shell === 'browser' || (info.platform === 'darwin' && title === undefined)) return null
  return (
    <header className={styles.bar}>
      <AppMark size={18} />
      <span className={styles.name}>{title ?? words.name}</span>
    </header>
  )
}
