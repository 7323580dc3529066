import { IconFile } from '@tabler/icons-react'
import { useEffect, useId, useMemo, useRef } from 'react'
import type { Output } from '../../shared/contract/index.ts'
import { useSession } from '../bridge-context.ts'
import { emails } from '../words/en/emails.ts'
import { reader as words } from '../words/en/reader.ts'
import { ReaderHostProvider } from './host.ts'
import { LinkDialog } from './LinkDialog.tsx'
import { MessageBody } from './MessageBody.tsx'
import { MessageHeader } from './MessageHeader.tsx'
import type { ReaderMessage } from './model.ts'
import { useReader } from './store.ts'
import { TargetLine } from './TargetLine.tsx'
import { useHost } from './use-host.ts'
import { fileSize } from './when.ts'
import classes from './reader.module.css'

type Shared = Output<'workspace.sharedMail'>

/** Of shared mail, so that what was consented to of one is no other's: below 0, where no mail of the cache is. */
const numbers = new Map<string, number>()
function numberOf(id: string): number {
  const known = numbers.get(id) ?? -2 - numbers.size
  numbers.set(id, known)
  return known
}

/**
 * A mail that a colleague shares: its header, its text behind the same walls as every mail, and the names of its files,
 * which its owner alone has. Nothing can be done with it here: it lies in nobody's folder.
 */
export function SharedMail({ mail, keptBy }: { mail: Shared; keptBy: string }) {
  const { preferences } = useSession()
  const host = useHost()
  const heading = useId()
  const article = useRef<HTMLElement>(null)
  const frame = useRef<HTMLIFrameElement | null>(null)
  const dialog = useReader((state) => state.dialog)
  const message = useMemo(() => asMessage(mail), [mail])
  useEffect(
    () => () => {
      useReader.getState().point(null)
      useReader.getState().show(null)
    },
    []
  )
  return (
    <ReaderHostProvider value={host}>
      <article
        ref={article}
        className={classes.message}
        aria-label={mail.subject || words.noSubject}
        tabIndex={-1}
      >
        <MessageHeader key={mail.id} message={message} headingId={heading} actions={null} />
        {mail.level === 'full' && message.body && (
          <div className={classes.content}>
            <MessageBody
              message={message}
              body={message.body}
              preferPlain={preferences.plainText}
              frameRef={frame}
              article={article}
              onFound={ignore}
            />
            {mail.files.length > 0 && (
              <section className={classes.attachments} aria-label={words.attachments(mail.files.length)}>
                <ul className={classes.files}>
                  {mail.files.map((file, at) => (
                    <li key={at} className={classes.keptFile}>
                      <IconFile size={20} stroke={1.75} className={classes.iconDim} aria-hidden />
                      <span className={classes.fileText}>
                        <bdi className={classes.fileName} title={file.name}>
                          {file.name}
                        </bdi>
                        <span className={classes.fileSize}>
                          {fileSize(file.size)} · {emails.reading.keptBy(keptBy)}
                        </span>
                      </span>
                    </li>
                  ))}
                </ul>
              </section>
            )}
          </div>
        )}
      </article>
      <TargetLine />
      {dialog?.kind === 'link' && <LinkDialog url={dialog.url} shown={dialog.shown} />}
    </ReaderHostProvider>
  )
}

function ignore(): void {}

function asMessage({ id, subject, from, to, sent, text, html, snippet, outgoing }: Shared): ReaderMessage {
  return {
    id: numberOf(id),
    account: '',
    folder: '',
    uidValidity: '',
    uid: 0,
    subject,
    from: [[from[0], from[1]]],
    to: to.map(([name, address]) => [name, address]),
    cc: [],
    bcc: [],
    replyTo: [],
    sent,
    received: sent,
    flags: 1,
    parts: [],
    context: outgoing ? 3 : 1,
    snippet,
    body: { text, html, truncated: false, failed: null },
    messageId: '',
    inReplyTo: '',
    references: [],
    listId: '',
    listPost: '',
    unsubscribe: ''
  }
}
