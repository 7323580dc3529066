import { IconArrowsDiagonal } from '@tabler/icons-react'
import { memo, useCallback, useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { Flag } from '../../shared/mail/message.ts'
import { useCommands } from '../app/commands.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { contexts } from '../ui/context.ts'
import { reader as words } from '../words/en/reader.ts'
import { toggleQuotes } from './frame-events.ts'
import { LinkDialog } from './LinkDialog.tsx'
import { FoldedMessage, Message } from './Message.tsx'
import type { ReaderMessage } from './model.ts'
import { person } from './people.ts'
import { Preview } from './Preview.tsx'
import { QuickReply } from './QuickReply.tsx'
import { SourceDialog } from './SourceDialog.tsx'
import { useReader } from './store.ts'
import { TargetLine } from './TargetLine.tsx'
import classes from './reader.module.css'

export interface ConversationProps {
  /** Another conversation begins anew: at its top, folded as it came. */
  name: string
  /** Oldest first; the last is what the conversation was opened for. */
  messages: readonly ReaderMessage[]
  preferPlain: boolean
  /** Who is in the mail, how they feel: chips below the subject. */
  chips?: ReactNode
  /** Cards below the last mail. */
  suggestions?: ReactNode
  /** Unread mails that are now shown with their text; each is said once. */
  onSeen?(ids: number[]): void
  /** No text that is missing will come just now. */
  offline?: boolean
}

/** The subject, the mails below it, earlier ones folded, and the bar to answer. */
export const Conversation = memo(function Conversation(props: ConversationProps) {
  const { name, messages, preferPlain, chips, suggestions, onSeen, offline } = props
  const dialog = useReader((state) => state.dialog)
  const [bundleOpen, setBundleOpen] = useState<string | null>(null)
  const frames = useRef(new Map<number, HTMLIFrameElement>())
  const scroller = useRef<HTMLDivElement>(null)
  const isOpen = useOpen(name, messages)
  const slotOf = useSlots(name, messages)
  const last = messages[messages.length - 1]
  const shown = messages.filter(isOpen)
  useSeen(name, shown, onSeen)
  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollTop = 0
  }, [name])
  useEffect(() => () => useReader.getState().point(null), [])

  const onFrame = useCallback((id: number, frame: HTMLIFrameElement | null) => {
    if (frame === null) frames.current.delete(id)
    else frames.current.set(id, frame)
  }, [])
  const step = (by: 1 | -1) => {
    const stops = [...(scroller.current?.querySelectorAll<HTMLElement>('[data-message]') ?? [])]
    const at = stops.findIndex((stop) => stop.contains(document.activeElement))
    const next = stops[at < 0 ? (by === 1 ? 0 : stops.length - 1) : at + by]
    next?.focus()
    next?.scrollIntoView({ block: 'nearest' })
  }
  useCommands([
    {
      id: 'reader.unfold',
      words: words.unfoldQuotes,
      group: 'mail',
      keys: ['q'],
      run: () => frames.current.forEach((frame) => toggleQuotes(frame))
    },
    {
      id: 'reader.loadRemote',
      words: words.loadRemote,
      group: 'mail',
      keys: ['i'],
      run: () => shown.forEach(({ id }) => useReader.getState().loadRemote(id))
    },
    { id: 'reader.nextMessage', words: words.nextMessage, group: 'mail', keys: ['n'], run: () => step(1) },
    {
      id: 'reader.previousMessage',
      words: words.previousMessage,
      group: 'mail',
      keys: ['p'],
      run: () => step(-1)
    }
  ])
  if (last === undefined) return null
  return (
    <div className={classes.reader}>
      <div className={classes.scroller} ref={scroller}>
        <div className={classes.sheet}>
          <h2 className={classes.subject} dir="auto">
            {last.subject || words.noSubject}
          </h2>
          {chips && <div className={classes.chips}>{chips}</div>}
          <div className={classes.messages}>
            {foldRuns(messages, isOpen, bundleOpen === name).map((one) =>
              one.kind === 'bundle' ? (
                <Bundle key="bundle" messages={one.messages} onOpen={() => setBundleOpen(name)} />
              ) : one.kind === 'folded' ? (
                <FoldedMessage
                  key={one.message.id}
                  message={one.message}
                  onOpen={() => useReader.getState().open(one.message.id, true)}
                />
              ) : (
                <Message
                  key={slotOf(one.message)}
                  message={one.message}
                  preferPlain={preferPlain}
                  onFrame={onFrame}
                  onFold={
                    messages.length > 1 ? () => useReader.getState().open(one.message.id, false) : undefined
                  }
                  unreachable={offline === true}
                />
              )
            )}
          </div>
          {suggestions}
        </div>
      </div>
      <QuickReply message={last} />
      <TargetLine />
      {dialog?.kind === 'source' && <SourceDialog message={dialog.message} />}
      {dialog?.kind === 'preview' && <Preview message={dialog.message} file={dialog.file} />}
      {dialog?.kind === 'link' && <LinkDialog url={dialog.url} shown={dialog.shown} />}
    </div>
  )
})

function Bundle({ messages, onOpen }: { messages: readonly ReaderMessage[]; onOpen(): void }) {
  const people = new Map(messages.map((message) => [message.from[0]?.[1] ?? '', message]))
  return (
    <button type="button" className={classes.folded} data-message aria-expanded={false} onClick={onOpen}>
      <IconArrowsDiagonal size={16} stroke={1.75} aria-hidden />
      <span className={classes.foldedName}>{words.earlier(messages.length)}</span>
      <span className={classes.foldedText} />
      {[...people].slice(0, 4).map(([address, { from, context }]) => (
        <Avatar key={address} name={person(from[0]).name} context={contexts[context]} size={22} />
      ))}
    </button>
  )
}

/** What is remembered while one conversation is shown, and begins anew with another. */
function useRemembered<T>(name: string, begin: (before: T | null) => T): T {
  const held = useRef<{ name: string; value: T } | null>(null)
  if (held.current?.name !== name) held.current = { name, value: begin(held.current?.value ?? null) }
  return held.current.value
}

/**
 * Where each mail stands on the page. The mail that a conversation is opened for takes the place of the one before
 * it, and with it the frame: making a frame anew takes longer than everything else that shows a mail.
 */
function useSlots(name: string, messages: readonly ReaderMessage[]): (message: ReaderMessage) => string {
  const opened = messages[messages.length - 1]?.id
  const slots = useRemembered<{ main: number | undefined; count: number }>(name, (before) => ({
    main: opened,
    count: (before?.count ?? 0) + 1
  }))
  return ({ id }) => (id === slots.main ? 'main' : `${slots.count}/${id}`)
}

/**
 * Which mails are unfolded: by hand, else those that were unread or last when they were first seen here. What is
 * read now stays open: a mail that folds under the eyes of its reader is a fault.
 */
function useOpen(name: string, messages: readonly ReaderMessage[]): (message: ReaderMessage) => boolean {
  const opened = useReader((state) => state.opened)
  const first = useRemembered(name, () => new Map<number, boolean>())
  const last = messages[messages.length - 1]
  for (const message of messages) {
    if (first.has(message.id)) continue
    first.set(message.id, message === last || (message.flags & Flag.seen) === 0)
  }
  return (message) => opened[message.id] ?? first.get(message.id) ?? false
}

/** Says once of each mail that it was seen: one that the rep marks unread again while it is shown stays so. */
function useSeen(
  name: string,
  shown: readonly ReaderMessage[],
  onSeen: ((ids: number[]) => void) | undefined
): void {
  const said = useRemembered(name, () => new Set<number>())
  const here = shown.filter(({ body }) => body !== null)
  const key = `${name}:${here.map(({ id }) => id).join()}`
  useEffect(() => {
    const fresh = here.filter(({ id }) => !said.has(id))
    for (const { id } of fresh) said.add(id)
    const unread = fresh.filter(({ flags }) => (flags & Flag.seen) === 0).map(({ id }) => id)
    if (unread.length > 0) onSeen?.(unread)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` stands for what is here
  }, [key])
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
