import { IconDownload } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { SharedFileState } from '../../shared/contract/shared-files.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { errorText } from '../words/index.ts'
import { emails } from '../words/en/emails.ts'
import { reader as words } from '../words/en/reader.ts'
import { FileIcon } from './Attachments.tsx'
import { useReaderHost } from './host.ts'
import type { AttachmentFile, ReaderMessage } from './model.ts'
import { previewKind } from './parts.ts'
import { saveFiles } from './save.ts'
import { useFileStates } from './shared-files.ts'
import { useReader } from './store.ts'
import { fileSize } from './when.ts'
import classes from './reader.module.css'

/** An app that runs has seen what it is asked for after this time, ms. */
const patience = 8_000

/** The files of a colleague's mail: those that are in the workspace open, the others are asked for. */
export function SharedFiles({
  mail,
  message,
  files,
  owner
}: {
  mail: string
  message: ReaderMessage
  files: readonly AttachmentFile[]
  owner: string
}) {
  const host = useReaderHost()
  const { bridge } = host
  const show = useReader((state) => state.show)
  const { states, again } = useFileStates(bridge, mail, files.length > 0)
  const [said, setSaid] = useState<{ text: string; failed: boolean } | null>(null)
  const waits = [...states.values()].some(({ state }) => state === 'asked')
  useClock(waits)
  if (files.length === 0) return null

  const call = (name: 'workspace.askFile' | 'workspace.callOffFile', file: number) => {
    setSaid(null)
    bridge
      .call(name, { mail, file })
      .then(again, (error: unknown) => setSaid({ text: errorText(error).what, failed: true }))
  }
  const save = (file: AttachmentFile) => {
    setSaid({ text: words.fetching, failed: false })
    saveFiles(host, message, [file]).then(
      ({ saved, folder }) =>
        setSaid(folder === null ? null : { text: words.saved(saved, folder), failed: false }),
      () => setSaid({ text: words.fetchFailed, failed: true })
    )
  }
  const open = (file: AttachmentFile) =>
    previewKind(file) === 'none' ? save(file) : show({ kind: 'preview', message, file })

  return (
    <section className={classes.attachments} aria-label={words.attachments(files.length)}>
      <ul className={classes.files}>
        {files.map((file, at) => {
          const known = states.get(at)
          const here = known?.state === 'here'
          const asked = known?.state === 'asked' || known?.state === 'taken'
          const line = lineOf(known, owner)
          return (
            <li key={file.part.part} className={classes.file}>
              <button
                type="button"
                className={classes.fileOpen}
                aria-disabled={asked}
                onClick={() => {
                  if (here) open(file)
                  else if (!asked) call('workspace.askFile', at)
                }}
              >
                <FileIcon file={file} />
                <span className="visually-hidden">{here ? words.openWord : emails.files.ask}</span>
                <span className={classes.fileText}>
                  <bdi className={classes.fileName} title={file.name}>
                    {file.name}
                  </bdi>
                  <span className={classes.fileSize}>
                    {[fileSize(file.size), ...(line === '' ? [] : [line])].join(' · ')}
                  </span>
                </span>
              </button>
              {here && (
                <IconButton small name={words.saveNamed(file.name)} onClick={() => save(file)}>
                  <IconDownload size={16} stroke={1.75} aria-hidden />
                </IconButton>
              )}
              {asked && (
                <Button kind="quiet" size="small" onClick={() => call('workspace.callOffFile', at)}>
                  {emails.files.callOff}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      <div className={classes.filesFoot}>
        <span role="status" className={said?.failed ? classes.failed : classes.hint}>
          {said?.text ?? statusOf(files, states, owner)}
        </span>
      </div>
    </section>
  )
}

function lineOf(known: SharedFileState | undefined, owner: string): string {
  const { files } = emails
  if (!known) return emails.reading.keptBy(owner)
  if (known.state === 'here') return ''
  if (known.state === 'taken') return files.taken(owner)
  if (known.state === 'failed') return files.failed[known.failed ?? 'gone'](owner)
  return Date.now() - (known.at ?? 0) < patience ? files.asked(owner) : files.waits(owner)
}

/** What is told to who does not look at the file that was asked for. */
function statusOf(
  files: readonly AttachmentFile[],
  states: ReadonlyMap<number, SharedFileState>,
  owner: string
): string {
  const late = [...states.values()].some(
    (one) => one.state === 'asked' && Date.now() - (one.at ?? 0) >= patience
  )
  if (late) return emails.files.waitsText(owner)
  const none = files.some((_, at) => !states.has(at))
  return none ? emails.files.hint(owner) : ''
}

function useClock(runs: boolean): void {
  const [, tick] = useState(0)
  useEffect(() => {
    if (!runs) return
    const timer = setInterval(() => tick((before) => before + 1), 1000)
    return () => clearInterval(timer)
  }, [runs])
}
