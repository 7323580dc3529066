import { useEffect, useId, useMemo, useRef } from 'react'
import type { Output } from '../../shared/contract/index.ts'
import { sharedFolder } from '../../shared/contract/shared-files.ts'
import { useSession } from '../bridge-context.ts'
import { reader as words } from '../words/en/reader.ts'
import type { Part } from '../../shared/mail/message.ts'
import { ReaderHostProvider } from './host.ts'
import { LinkDialog } from './LinkDialog.tsx'
import { MessageBody } from './MessageBody.tsx'
import { MessageHeader } from './MessageHeader.tsx'
import type { ReaderMessage } from './model.ts'
import { Preview } from './Preview.tsx'
import { fetchShared, sharedAttachments } from './shared-files.ts'
import { SharedMoodChips } from './SharedMoodChips.tsx'
import { SharedFiles } from './SharedFiles.tsx'
import { useReader } from './store.ts'
import { TargetLine } from './TargetLine.tsx'
import { useHost } from './use-host.ts'
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
 * A mail that a colleague shares: its header, its text behind the same walls as every mail, and its files,
 * which its owner's app brings where they are asked for. Nothing can be done with it here: it lies in nobody's folder.
 */
export function SharedMail({ mail, keptBy }: { mail: Shared; keptBy: string }) {
  const { preferences } = useSession()
  const window = useHost()
  const { id } = mail
  const host = useMemo(
    () => ({ ...window, fetchFile: ({ part }: Part) => fetchShared(window.bridge, id, Number(part)) }),
    [window, id]
  )
  const files = useMemo(() => sharedAttachments(mail.files), [mail.files])
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
        {mail.mood && !mail.outgoing && <SharedMoodChips mood={mail.mood} owner={keptBy} />}
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
            <SharedFiles mail={mail.id} message={message} files={files} owner={keptBy} />
          </div>
        )}
      </article>
      <TargetLine />
      {dialog?.kind === 'preview' && dialog.message.id === message.id && (
        <Preview message={dialog.message} file={dialog.file} />
      )}
      {dialog?.kind === 'link' && <LinkDialog url={dialog.url} shown={dialog.shown} />}
    </ReaderHostProvider>
  )
}

function ignore(): void {}

function asMessage({ id, subject, from, to, sent, text, html, snippet, outgoing }: Shared): ReaderMessage {
  return {
    id: numberOf(id),
    account: sharedFolder,
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
