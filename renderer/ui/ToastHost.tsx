import { useEffect, useRef, useState } from 'react'
import { ui as words } from '../words/en/ui.ts'
import { Keycap } from './Keycap.tsx'
import { closeToast, undoToast, useToast } from './toast.ts'
import styles from './Toast.module.css'

/** Lower left over the list. Its clock stands still while it is hovered or focused. */
export function ToastHost() {
  const shown = useToast((state) => state.shown)
  const [held, setHeld] = useState(false)
  const left = useRef({ id: 0, ms: 0 })
  useEffect(() => {
    if (!shown || held) return
    if (left.current.id !== shown.id) left.current = { id: shown.id, ms: (shown.seconds ?? 8) * 1000 }
    const started = performance.now()
    const timer = setTimeout(() => closeToast(shown.id), left.current.ms)
    return () => {
      clearTimeout(timer)
      left.current.ms = Math.max(1000, left.current.ms - (performance.now() - started))
    }
  }, [shown, held])
  useEffect(() => {
    if (!shown) setHeld(false)
  }, [shown])
  const Mark = shown?.icon
  return (
    <div className={styles.host} role="status" aria-live="polite" aria-label={words.notice}>
      {shown && (
        <div
          key={shown.id}
          className={styles.toast}
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
        >
          {Mark && <Mark size={16} stroke={1.75} aria-hidden="true" />}
          <span className={styles.text}>{shown.text}</span>
          {shown.undo && (
            <button type="button" className={styles.act} aria-keyshortcuts="Z" onClick={undoToast}>
              {words.undo}
              <Keycap keys="Z" onFill />
            </button>
          )}
          {shown.act && (
            <button
              type="button"
              className={styles.act}
              onClick={() => {
                shown.act?.run()
                closeToast(shown.id)
              }}
            >
              {shown.act.label}
            </button>
          )}
        </div>
      )}
    </div>
  )
}
