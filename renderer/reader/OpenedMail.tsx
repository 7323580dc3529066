import { IconFileAlert, IconFileText } from '@tabler/icons-react'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { openedFolder } from '../../shared/contract/desktop.ts'
import type { ParsedMessage } from '../../shared/contract/files.ts'
import { AppError } from '../../shared/errors.ts'
import type { Part } from '../../shared/mail/message.ts'
import { useSession } from '../bridge-context.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { desktop } from '../words/en/desktop.ts'
import { reader as words } from '../words/en/reader.ts'
import { Attachments } from './Attachments.tsx'
import { ReaderHostProvider } from './host.ts'
import { LinkDialog } from './LinkDialog.tsx'
import { MessageBody } from './MessageBody.tsx'
import { MessageHeader } from './MessageHeader.tsx'
import type { ReaderMessage, StoredFile } from './model.ts'
import { attachmentFiles } from './parts.ts'
import { Preview } from './Preview.tsx'
import { useReader } from './store.ts'
import { TargetLine } from './TargetLine.tsx'
import { useHost } from './use-host.ts'
import classes from './reader.module.css'

/** Of a longer text the beginning is shown first, as of mail in mailboxes; characters. */
const longest = 2 * 1024 * 1024
/** Below 0, where no mail of the cache is; there is one in a window. */
const id = -1_000_000

/** A mail from an .eml file, behind the same walls as every mail. It lies in no mailbox, so nothing is done with it. */
export function OpenedMail({ hash, onTitle }: { hash: string; onTitle(title: string): void }) {
  const { bridge } = useSession()
  const [read, setRead] = useState<{ mail: ParsedMessage } | { error: unknown } | null>(null)
  useEffect(() => {
    let current = true
    bridge.call('files.parse', { account: openedFolder, hash }).then(
      (mail) => {
        if (!current) return
        setRead({ mail })
        onTitle(mail.subject || words.noSubject)
      },
      (error: unknown) => current && setRead({ error })
    )
    return () => {
      current = false
    }
  }, [bridge, hash, onTitle])
  if (read === null) return <SkeletonRows name={desktop.file.reading} />
  if ('mail' in read && !isNoMail(read.mail)) return <Shown mail={read.mail} />
  const gone = 'error' in read && read.error instanceof AppError && read.error.code === 'file.notFound'
  return (
    <main className={classes.empty}>
      <EmptyState
        icon={IconFileAlert}
        title={gone ? desktop.file.gone : desktop.file.failed}
        text={gone ? desktop.file.goneText : desktop.file.failedText}
      />
    </main>
  )
}

/** A picture or a program with another name has no header that a mail has. */
function isNoMail({ from, to, subject, date }: ParsedMessage): boolean {
  return from.length === 0 && to.length === 0 && subject === '' && date === null
}

function Shown({ mail }: { mail: ParsedMessage }) {
  const { preferences } = useSession()
  const host = useHost()
  const heading = useId()
  const article = useRef<HTMLElement>(null)
  const frame = useRef<HTMLIFrameElement | null>(null)
  const dialog = useReader((state) => state.dialog)
  const [inline, setInline] = useState<ReadonlySet<string>>(new Set())
  const [whole, setWhole] = useState(false)
  const message = useMemo(() => asMessage(mail, whole ? Infinity : longest), [mail, whole])
  const files = useMemo(() => attachmentFiles(message, inline), [message, inline])
  const bare = useMemo(() => ({ ...host, note: undefined }), [host])
  return (
    <ReaderHostProvider value={bare}>
      <main aria-label={words.mail} data-pane="reader" tabIndex={-1} className={classes.column}>
        <div className={classes.scroller}>
          <div className={classes.sheet}>
            <h2 className={classes.subject} dir="auto">
              {mail.subject || words.noSubject}
            </h2>
            <p className={classes.fromFile}>
              <IconFileText size={14} stroke={2} aria-hidden />
              {desktop.file.note}
            </p>
            <article
              ref={article}
              className={classes.message}
              aria-label={mail.subject || words.noSubject}
              tabIndex={-1}
            >
              <MessageHeader message={message} headingId={heading} actions={null} />
              <div className={classes.content}>
                {mail.failed !== null && <p className={classes.hint}>{desktop.file.onlyHeaders}</p>}
                {mail.failed === null && message.body && (
                  <MessageBody
                    message={message}
                    body={message.body}
                    preferPlain={preferences.plainText}
                    frameRef={frame}
                    article={article}
                    onFound={(found) => setInline(found.inline)}
                  />
                )}
                {message.body?.truncated && (
                  <div className={classes.truncated}>
                    <span>{words.truncated}</span>
                    <Button size="small" onClick={() => setWhole(true)}>
                      {words.loadWhole}
                    </Button>
                  </div>
                )}
                <Attachments message={message} files={files} />
              </div>
            </article>
          </div>
        </div>
        <TargetLine />
        {dialog?.kind === 'preview' && <Preview message={dialog.message} file={dialog.file} />}
        {dialog?.kind === 'link' && <LinkDialog url={dialog.url} shown={dialog.shown} />}
      </main>
    </ReaderHostProvider>
  )
}

/** Its files are on this computer already: each is a part by its place in the mail. @param most characters of its text */
function asMessage(
  { subject, from, to, cc, date, text, html, failed, attachments }: ParsedMessage,
  most: number
): ReaderMessage {
  const cut = (all: string | null): string | null => all && all.slice(0, most)
  const truncated = Math.max(text?.length ?? 0, html?.length ?? 0) > most
  const files: Record<string, StoredFile> = {}
  const parts = attachments.map(({ hash, name, type, size, cid, inline }, at): Part => {
    const part = String(at + 1)
    files[part] = { hash, size }
    const disposition = inline ? 'inline' : 'attachment'
    return { part, type, size, encoding: '', charset: '', name, cid, disposition, body: '' }
  })
  return {
    id,
    account: openedFolder,
    folder: '',
    uidValidity: '',
    uid: 0,
    subject,
    from,
    to,
    cc,
    bcc: [],
    replyTo: [],
    sent: date ?? 0,
    received: date ?? 0,
    flags: 1,
    parts,
    files,
    context: 4,
    snippet: '',
    body: { text: cut(text), html: cut(html), truncated, failed },
    messageId: '',
    inReplyTo: '',
    references: [],
    listId: '',
    listPost: '',
    unsubscribe: ''
  }
}
