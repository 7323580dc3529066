import {
  IconDownload,
  IconFile,
  IconFileText,
  IconFileTypePdf,
  IconFileTypeXls,
  IconFileTypeDoc,
  IconFileZip,
  IconMail,
  IconPhoto
} from '@tabler/icons-react'
import { useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { reader as words } from '../words/en/reader.ts'
import { useReaderHost } from './host.ts'
import type { AttachmentFile, ReaderMessage } from './model.ts'
import { previewKind } from './parts.ts'
import { saveFiles } from './save.ts'
import { useReader } from './store.ts'
import { fileSize } from './when.ts'
import classes from './reader.module.css'

export function FileIcon({ file }: { file: AttachmentFile }) {
  const end = /\.([a-z0-9]+)$/i.exec(file.name)?.[1]?.toLowerCase() ?? ''
  const props = { size: 20, stroke: 1.75, 'aria-hidden': true }
  if (end === 'pdf' || file.part.type === 'application/pdf')
    return <IconFileTypePdf {...props} className={classes.iconNeg} />
  if (/^(?:xlsx?|csv|ods)$/.test(end)) return <IconFileTypeXls {...props} className={classes.iconPos} />
  if (/^(?:docx?|odt|rtf)$/.test(end)) return <IconFileTypeDoc {...props} className={classes.iconAcc} />
  if (/^(?:zip|gz|7z|rar|tar)$/.test(end)) return <IconFileZip {...props} className={classes.iconDim} />
  if (file.part.type.startsWith('image/')) return <IconPhoto {...props} className={classes.iconAcc} />
  if (file.part.type === 'message/rfc822') return <IconMail {...props} className={classes.iconDim} />
  if (file.part.type.startsWith('text/')) return <IconFileText {...props} className={classes.iconDim} />
  return <IconFile {...props} className={classes.iconDim} />
}

/** The files of a mail, as cards below it. Nothing opens without a click, nor by its own claim of type. */
export function Attachments({
  message,
  files
}: {
  message: ReaderMessage
  files: readonly AttachmentFile[]
}) {
  const host = useReaderHost()
  const show = useReader((state) => state.show)
  const [state, setState] = useState<{ busy: boolean; said: string | null; failed: boolean }>({
    busy: false,
    said: null,
    failed: false
  })
  if (files.length === 0) return null

  const save = (chosen: readonly AttachmentFile[]) => {
    setState({ busy: true, said: words.fetching, failed: false })
    saveFiles(host, message, chosen).then(
      ({ saved, folder }) =>
        setState({ busy: false, said: folder === null ? null : words.saved(saved, folder), failed: false }),
      () => setState({ busy: false, said: words.fetchFailed, failed: true })
    )
  }
  return (
    <section className={classes.attachments} aria-label={words.attachments(files.length)}>
      <ul className={classes.files}>
        {files.map((file) => (
          <li key={file.part.part} className={classes.file}>
            <button
              type="button"
              className={classes.fileOpen}
              onClick={() =>
                previewKind(file) === 'none' ? save([file]) : show({ kind: 'preview', message, file })
              }
            >
              <FileIcon file={file} />
              <span className="visually-hidden">{words.openWord}</span>
              <span className={classes.fileText}>
                <bdi className={classes.fileName} title={file.name}>
                  {file.name}
                </bdi>
                <span className={classes.fileSize}>{fileSize(file.size)}</span>
              </span>
            </button>
            <IconButton small name={words.saveNamed(file.name)} onClick={() => save([file])}>
              <IconDownload size={16} stroke={1.75} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      <div className={classes.filesFoot}>
        {files.length > 1 && (
          <Button kind="quiet" size="small" busy={state.busy} onClick={() => save(files)}>
            {words.saveAll}
          </Button>
        )}
        <span role="status" className={state.failed ? classes.failed : classes.hint}>
          {state.said}
        </span>
      </div>
    </section>
  )
}
