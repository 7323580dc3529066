import { Loader, Modal } from '@mantine/core'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { reader as words } from '../words/en/reader.ts'
import { useReaderHost } from './host.ts'
import { fetchFile } from './inline-images.ts'
import type { AttachmentFile, ReaderMessage, StoredFile } from './model.ts'
import { previewKind } from './parts.ts'
import { saveFiles } from './save.ts'
import { decodeText } from './text-of.ts'
import { useReader } from './store.ts'
import { fileSize } from './when.ts'
import classes from './reader.module.css'

const PdfPages = lazy(() => import('./PdfPages.tsx'))
const textLimit = 1_000_000
const pdfLimit = 50_000_000

/** A look at a file in a dialog: pictures, PDF and text. It is fetched for that and saved nowhere else. */
export function Preview({ message, file }: { message: ReaderMessage; file: AttachmentFile }) {
  const host = useReaderHost()
  const show = useReader((state) => state.show)
  const [stored, setStored] = useState<StoredFile | null>(null)
  const [failed, setFailed] = useState(false)
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let ended = false
    setFailed(false)
    fetchFile(host, message, file.part).then(
      (found) => !ended && setStored(found),
      () => !ended && setFailed(true)
    )
    return () => {
      ended = true
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- a new row of the same mail fetches nothing again
  }, [host.bridge, message.id, file.part.part, attempt])

  return (
    <Modal
      opened
      onClose={() => show(null)}
      title={<bdi>{file.name}</bdi>}
      size="min(920px, 92vw)"
      closeButtonProps={{ 'aria-label': words.close }}
    >
      <div className={classes.preview}>
        {failed ? (
          <div className={classes.note} role="alert">
            <p>{words.fetchFailed}</p>
            <Button onClick={() => setAttempt(attempt + 1)}>{words.tryAgain}</Button>
          </div>
        ) : stored === null ? (
          <div className={classes.note} role="status">
            <Loader size="sm" /> {words.fetching}
          </div>
        ) : (
          <Shown account={message.account} file={file} stored={stored} />
        )}
      </div>
      <div className={classes.dialogFoot}>
        <Button
          kind="primary"
          onClick={() => void saveFiles(host, message, [file]).catch(() => setFailed(true))}
        >
          {words.save}
        </Button>
      </div>
    </Modal>
  )
}

function Shown({ account, file, stored }: { account: string; file: AttachmentFile; stored: StoredFile }) {
  const kind = previewKind(file)
  if (kind === 'image') return <Picture account={account} file={file} stored={stored} />
  if (kind === 'none') return <p className={classes.note}>{words.previewNone}</p>
  return <Bytes account={account} file={file} stored={stored} pdf={kind === 'pdf'} />
}

function Picture({ account, file, stored }: { account: string; file: AttachmentFile; stored: StoredFile }) {
  const { bridge } = useReaderHost()
  const [url, setUrl] = useState<string | null>(null)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    const claimed = file.part.type.startsWith('image/')
      ? file.part.type
      : `image/${file.name.split('.').pop() ?? 'png'}`
    bridge
      .call('files.address', { account, hash: stored.hash, type: claimed, download: null })
      .then((made) => setUrl(made.url))
      .catch(() => setFailed(true))
  }, [bridge, account, stored.hash, file.part.type, file.name])
  if (failed) return <p className={classes.note}>{words.previewFailed}</p>
  return url === null ? null : (
    <img src={url} alt={file.name} className={classes.picture} onError={() => setFailed(true)} />
  )
}

function Bytes({
  account,
  file,
  stored,
  pdf
}: {
  account: string
  file: AttachmentFile
  stored: StoredFile
  pdf: boolean
}) {
  const { bridge } = useReaderHost()
  const [bytes, setBytes] = useState<Uint8Array<ArrayBuffer> | null>(null)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    bridge
      .call('files.read', { account, hash: stored.hash, limit: pdf ? pdfLimit : textLimit })
      .then(setBytes)
      .catch(() => setFailed(true))
  }, [bridge, account, stored.hash, pdf])
  if (failed) return <p className={classes.note}>{words.previewFailed}</p>
  if (bytes === null) return <Loader size="sm" />
  if (!pdf) {
    return (
      <>
        {stored.size > textLimit && <p className={classes.hint}>{words.cutAt(fileSize(textLimit))}</p>}
        <pre className={classes.source} tabIndex={0}>
          {decodeText(bytes, file.part.charset)}
        </pre>
      </>
    )
  }
  return (
    <Suspense fallback={<Loader size="sm" />}>
      <PdfPages bytes={bytes} onFailed={() => setFailed(true)} />
    </Suspense>
  )
}
