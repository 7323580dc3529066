import { IconArrowsDiagonal } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { reader as words } from '../words/en/reader.ts'
import { toggleQuotes } from './frame-events.ts'
import { useReaderHost } from './host.ts'
import { LinkDialog } from './LinkDialog.tsx'
import { FoldedMessage, Message } from './Message.tsx'
import { Avatar } from './MessageHeader.tsx'
import type { ReaderMessage } from './model.ts'
import { person } from './people.ts'
import { Preview } from './Preview.tsx'
import { QuickReply } from './QuickReply.tsx'
import { SourceDialog } from './SourceDialog.tsx'
import { useReader } from './store.ts'
import { TargetLine } from './TargetLine.tsx'
import classes from './reader.module.css'

export interface ConversationProps {
  /** Oldest first; the last is what the conversation was opened for. */
  messages: readonly ReaderMessage[]
  preferPlain: boolean
  /** Who is in the mail, how they feel: chips below the subject. */
  chips?: ReactNode
  /** Cards below the last mail. */
  suggestions?: ReactNode
  /** Asked for when a mail is opened whose text is not here. */
  onNeedBody(id: number): void
  /** Shown mails that were unread. */
  onSeen?(ids: number[]): void
  offline?: boolean
}

/** The subject, the mails below it, earlier ones folded, and the bar to answer. */
export function Conversation({
  messages,
  preferPlain,
  chips,
  suggestions,
  onNeedBody,
  onSeen,
  offline
}: ConversationProps) {
  const opened = useReader((state) => state.opened)
  const open = useReader((state) => state.open)
  const dialog = useReader((state) => state.dialog)
  const [bundleOpen, setBundleOpen] = useState(false)
  const frames = useRef(new Map<number, HTMLIFrameElement>())
  const scroller = useRef<HTMLDivElement>(null)
  const { run } = useReaderHost()
  const last = messages[messages.length - 1]
  const first = messages[0]

  const onFrame = useCallback((id: number, frame: HTMLIFrameElement | null) => {
    if (frame === null) frames.current.delete(id)
    else frames.current.set(id, frame)
  }, [])
  const isOpen = (message: ReaderMessage) =>
    opened[message.id] ?? (message === last || (message.flags & 1) === 0)
  const shown = messages.filter(isOpen)
  const missing = shown.filter((message) => message.body === null).map(({ id }) => id)
  useEffect(() => {
    for (const id of missing) onNeedBody(id)
  }, [missing.join()])
  const unread = shown
    .filter((message) => message.body !== null && (message.flags & 1) === 0)
    .map(({ id }) => id)
  useEffect(() => {
    if (unread.length > 0) onSeen?.(unread)
  }, [unread.join()])
  useEffect(() => {
    setBundleOpen(false)
    scroller.current?.scrollTo({ top: 0 })
  }, [first?.id])
  useEffect(() => useReader.getState().point(null), [last?.id])
  // the keys of the window reach into the frames through these
  useEffect(() => {
    const onCommand = (event: Event) => {
      const command = (event as CustomEvent<string>).detail
      if (command === 'reader.unfold') for (const frame of frames.current.values()) toggleQuotes(frame)
      if (command === 'reader.loadRemote') for (const { id } of shown) useReader.getState().loadRemote(id)
    }
    window.addEventListener('reader-command', onCommand)
    return () => window.removeEventListener('reader-command', onCommand)
  })

  if (last === undefined) return null
  const folds = foldRuns(messages, isOpen, bundleOpen)
  return (
    <div className={classes.reader}>
      <div className={classes.scroller} ref={scroller}>
        <div className={classes.sheet}>
          <h2 className={classes.subject} dir="auto">
            {last.subject || words.noSubject}
          </h2>
          {chips && <div className={classes.chips}>{chips}</div>}
          <div className={classes.messages}>
            {folds.map((one) =>
              one.kind === 'bundle' ? (
                <button
                  type="button"
                  key="bundle"
                  className={classes.folded}
                  aria-expanded={false}
                  onClick={() => setBundleOpen(true)}
                >
                  <IconArrowsDiagonal size={16} stroke={1.75} aria-hidden />
                  <span className={classes.foldedName}>{words.earlier(one.messages.length)}</span>
                  <span className={classes.foldedText} />
                  {[
                    ...new Map(one.messages.map(({ from }) => [from[0]?.[1] ?? '', person(from[0])])).values()
                  ]
                    .slice(0, 4)
                    .map((who) => (
                      <Avatar key={who.address} who={who} small />
                    ))}
                </button>
              ) : one.kind === 'folded' ? (
                <FoldedMessage
                  key={one.message.id}
                  message={one.message}
                  onOpen={() => open(one.message.id, true)}
                />
              ) : (
                <Message
                  key={one.message.id}
                  message={one.message}
                  preferPlain={preferPlain}
                  onFrame={onFrame}
                  unreachable={offline === true}
                />
              )
            )}
          </div>
          {suggestions}
        </div>
      </div>
      <QuickReply message={last} run={run} />
      <TargetLine />
      {dialog?.kind === 'source' && <SourceDialog message={dialog.message} />}
      {dialog?.kind === 'preview' && <Preview message={dialog.message} file={dialog.file} />}
      {dialog?.kind === 'link' && <LinkDialog url={dialog.url} shown={dialog.shown} />}
    </div>
  )
}

type Fold =
  | { kind: 'bundle'; messages: ReaderMessage[] }
  | { kind: 'folded'; message: ReaderMessage }
  | { kind: 'open'; message: ReaderMessage }

/** Four folded mails or more, from the first on, become one line, but for the one next to what is shown. */
export function foldRuns(
  messages: readonly ReaderMessage[],
  isOpen: (message: ReaderMessage) => boolean,
  bundleOpen: boolean
): Fold[] {
  let leading = messages.findIndex(isOpen)
  if (leading < 0) leading = messages.length
  const bundled = !bundleOpen && leading >= 4 ? leading - 1 : 0
  const folds: Fold[] = bundled > 0 ? [{ kind: 'bundle', messages: messages.slice(0, bundled) }] : []
  for (const message of messages.slice(bundled)) {
    folds.push(isOpen(message) ? { kind: 'open', message } : { kind: 'folded', message })
  }
  return folds
}
