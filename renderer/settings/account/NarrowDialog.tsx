import { useEffect, useRef, useState } from 'react'
import { type Excess, roomOf, useCache } from '../../cache/index.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { fileSize, longDate } from '../../words/index.ts'
import { period as words } from '../../words/en/period.ts'
import styles from '../Settings.module.css'

/** A newer start, and what it takes off this computer. */
export interface Narrowing {
  start: number
  excess: Excess
}

/** Says what a newer start removes, what it frees and what stays all the same. */
export function NarrowDialog({
  asked,
  onDo,
  onClose
}: {
  asked: Narrowing | null
  onDo(): void
  onClose(): void
}) {
  const last = useRef<Narrowing>(null)
  if (asked) last.current = asked
  // its words stand while it fades
  const shown = last.current
  if (!shown) return null
  const { start, excess } = shown
  const { flagged, drafts, waiting } = excess.staying
  return (
    <Dialog
      opened={asked !== null}
      title={words.question(longDate(start))}
      verb={words.remove(excess.mails.size)}
      onDo={onDo}
      onClose={onClose}
    >
      <div className={styles.asked}>
        <p>{words.leave(excess.mails.size)}</p>
        {asked && <Room excess={excess} />}
        {flagged + drafts + waiting > 0 && <p>{words.kept(excess.staying)}</p>}
        <p>{words.stayOnServer}</p>
      </div>
    </Dialog>
  )
}

function Room({ excess }: { excess: Excess }) {
  const cache = useCache()
  const [room, setRoom] = useState<number | null>(null)
  useEffect(() => {
    const stop = new AbortController()
    void roomOf(cache, excess.mails, stop.signal).then(
      (found) => stop.signal.aborted || setRoom(found),
      () => undefined
    )
    return () => stop.abort()
  }, [cache, excess])
  return <p role="status">{room === null ? words.counting : words.room(fileSize(room))}</p>
}
