import { IconMailOpened } from '@tabler/icons-react'
import { lazy, Suspense, useCallback, useMemo, useRef, type ReactNode } from 'react'
import { useSession } from '../bridge-context.ts'
import { setFlags, useCache, useConversation } from '../cache/index.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { reader as words } from '../words/en/reader.ts'
import { ContextChips } from './ContextChips.tsx'
import { fromCache } from './from-cache.ts'
import { ReaderHostProvider } from './host.ts'
import { MoodChips } from './MoodChips.tsx'
import type { ReaderMessage } from './model.ts'
import { sameAddress } from './people.ts'
import { ReaderToolbar } from './ReaderToolbar.tsx'
import { useHost } from './use-host.ts'
import classes from './reader.module.css'

/** What draws and cleans a mail: a start needs none of it. */
export const loadConversation = () => import('./Conversation.tsx')
const Conversation = lazy(async () => ({ default: (await loadConversation()).Conversation }))

export interface ReaderProps {
  /** The conversation that is shown; null: none. */
  thread: number | null
  /** One mail of it alone, where the list shows mails and not conversations. */
  only: number | null
  /** At the right of the reader's bar: the search. */
  barEnd?: ReactNode
  /** Before the acts in the bar: the way back, in narrow windows. */
  barStart?: ReactNode
  /** Behind who is in the mail: how they feel, what they want. */
  chips?: ReactNode
  /** Below the last mail that somebody else wrote: what it lets the rep do. */
  suggestions?(id: number): ReactNode
}

interface Shown {
  key: string
  messages: ReaderMessage[]
  inSpam: boolean
}
const nothing: Shown = { key: '', messages: [], inSpam: false }

/** The reader's column: bar, conversation, quick reply. Reads the cache alone; a click never waits for the network. */
export function Reader({ thread, only, barEnd, barStart, chips, suggestions }: ReaderProps) {
  const session = useSession()
  const cache = useCache()
  const { preferences, connected } = session
  const mails = useConversation(thread, only)
  const snippets = cache.rows
  const key = `${thread}/${only}`

  // what was shown stays until the next mail has been read from the cache, a frame or two
  const held = useRef<Shown>(nothing)
  const shown = useMemo<Shown>(() => {
    if (thread === null) return nothing
    if (mails === undefined) return held.current
    return {
      key,
      messages: mails.map((mail) => fromCache(mail, snippets.get(mail.id)?.snippet ?? '')),
      inSpam: mails.some(({ folder }) => folder.role === 'junk')
    }
  }, [mails, thread, key, snippets])
  held.current = shown

  const host = useHost()
  const onSeen = useCallback((ids: number[]) => void setFlags(cache, ids, ['\\Seen'], []), [cache])
  // what the conversation was opened for: the last that somebody else wrote
  const newest = shown.messages.findLast(
    ({ from }) => !host.own.some((own) => sameAddress(own, from[0]?.[1] ?? ''))
  )
  const below = useMemo(
    () => (
      <>
        <ContextChips messages={shown.messages} />
        {newest !== undefined && <MoodChips id={newest.id} />}
        {chips}
      </>
    ),
    [shown.messages, newest, chips]
  )
  const opened = (newest ?? shown.messages.at(-1))?.id
  const cards = useMemo(() => (opened === undefined ? null : suggestions?.(opened)), [opened, suggestions])
  return (
    <ReaderHostProvider value={host}>
      <main aria-label={words.mail} data-pane="reader" tabIndex={-1} className={classes.column}>
        <div className={classes.readerBar}>
          {barStart}
          <ReaderToolbar messages={shown.messages} inSpam={shown.inSpam} />
          <span className={classes.gap} />
          {barEnd}
        </div>
        {shown.messages.length === 0 ? (
          <div className={classes.empty}>
            <EmptyState icon={IconMailOpened} title={words.emptyTitle} text={words.emptyText} />
          </div>
        ) : (
          <Suspense fallback={null}>
            <Conversation
              name={shown.key}
              messages={shown.messages}
              preferPlain={preferences.plainText}
              chips={below}
              suggestions={cards}
              onSeen={onSeen}
              offline={!connected || !navigator.onLine}
            />
          </Suspense>
        )}
      </main>
    </ReaderHostProvider>
  )
}
