import { CopyButton, Loader, Modal } from '@mantine/core'
import { useEffect, useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { reader as words } from '../words/en/reader.ts'
import { useReaderHost } from './host.ts'
import type { ReaderMessage, StoredFile } from './model.ts'
import { saveStored } from './save.ts'
import { decodeText } from './text-of.ts'
import { useReader } from './store.ts'
import { fileSize } from './when.ts'
import classes from './reader.module.css'

const shownLimit = 1_000_000

export interface Source {
  stored: StoredFile
  text: string
}

/** Fetches the mail byte for byte and reads its beginning. */
export function useSource(
  message: ReaderMessage,
  wanted = true
): { source: Source | null; failed: boolean; again(): void } {
  const { bridge } = useReaderHost()
  const [source, setSource] = useState<Source | null>(null)
  const [failed, setFailed] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const { account, folder, uidValidity, uid } = message
  useEffect(() => {
    if (!wanted) return
    let ended = false
    setFailed(false)
    void (async () => {
      try {
        const stored = await bridge.call('mail.source', { account, folder, uidValidity, uid })
        const bytes = await bridge.call('files.read', { account, hash: stored.hash, limit: shownLimit })
        if (!ended) setSource({ stored, text: decodeText(bytes, '') })
      } catch {
        if (!ended) setFailed(true)
      }
    })()
    return () => {
      ended = true
    }
  }, [bridge, account, folder, uidValidity, uid, attempt, wanted])
  return { source, failed, again: () => setAttempt(attempt + 1) }
}

export function SourceText({ message }: { message: ReaderMessage }) {
  const host = useReaderHost()
  const { source, failed, again } = useSource(message)
  if (failed) {
    return (
      <div className={classes.note} role="alert">
        <p>{words.fetchFailed}</p>
        <Button onClick={again}>{words.tryAgain}</Button>
      </div>
    )
  }
  if (source === null) {
    return (
      <div className={classes.note} role="status">
        <Loader size="sm" /> {words.fetching}
      </div>
    )
  }
  const name = `${(message.subject || 'mail').replace(/[\\/:*?"<>|\u0000-\u001f]/g, ' ').slice(0, 80)}.eml`
  return (
    <>
      {source.stored.size > shownLimit && <p className={classes.hint}>{words.cutAt(fileSize(shownLimit))}</p>}
      <pre className={classes.source} tabIndex={0} aria-label={words.source}>
        {source.text}
      </pre>
      <div className={classes.dialogFoot}>
        <CopyButton value={source.text}>
          {({ copy }) => <Button onClick={copy}>{words.copy}</Button>}
        </CopyButton>
        <Button
          onClick={() =>
            void saveStored(host, message.account, [
              { hash: source.stored.hash, name, type: 'message/rfc822' }
            ]).catch(again)
          }
        >
          {words.saveWhole}
        </Button>
      </div>
    </>
  )
}

export function SourceDialog({ message }: { message: ReaderMessage }) {
  const show = useReader((state) => state.show)
  return (
    <Modal
      opened
      onClose={() => show(null)}
      title={words.source}
      size="min(920px, 92vw)"
      closeButtonProps={{ 'aria-label': words.close }}
    >
      <SourceText message={message} />
    </Modal>
  )
}
