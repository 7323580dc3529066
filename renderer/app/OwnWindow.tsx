import { IconFileAlert, IconMailOff, IconSend } from '@tabler/icons-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import type { OwnWindow as Shown } from '../../shared/contract/desktop.ts'
import type { RecordKind } from '../../shared/contract/records.ts'
import { useSession } from '../bridge-context.ts'
import { placesOf, useCache, useLedgerVersion } from '../cache/index.ts'
import { Composer } from '../compose/Composer.tsx'
import { useCompose } from '../compose/store.ts'
import { InboxCommands, useInbox } from '../inbox/index.ts'
import { Reader } from '../reader/Reader.tsx'
import { Bar } from '../ui/Bar.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ToastHost } from '../ui/ToastHost.tsx'
import { useToast } from '../ui/toast.ts'
import { app } from '../words/en/app.ts'
import { desktop as words } from '../words/en/desktop.ts'
import { ComposeCommands } from '../compose/ComposeCommands.tsx'
import styles from './App.module.css'
import { useCommands } from './commands.ts'
import { useDroppedMail } from './desktop.ts'
import { Guard } from './Guard.tsx'
import { Move } from './MailView.tsx'
import { openOwn } from './own-window.ts'
import { useOverlays } from './overlays.ts'
import { showSharedMail } from './Pages.tsx'
import { TitleBar } from './TitleBar.tsx'

const RecordForms = lazy(async () => ({ default: (await import('../deals/index.ts')).RecordForms }))
const RecordWindow = lazy(async () => ({ default: (await import('../deals/index.ts')).RecordWindow }))
const OpenedMail = lazy(async () => ({ default: (await import('../reader/OpenedMail.tsx')).OpenedMail }))
const KeysHelp = lazy(() => import('./KeysHelp.tsx'))

/** A draft that is called back is open again within this time, ms. */
const closesAfter = 1000

/** A window that shows one mail, record, draft or opened file, and what is written out of it. */
export default function OwnWindow({ shown }: { shown: Shown }) {
  const session = useSession()
  const { bridge, connected, info, preferences } = session
  useDroppedMail(session)
  const composing = useCompose((state) => state.draft !== null)
  const keys = useOverlays((state) => state.keys)
  const at = useInbox((state) => state.at)
  const [title, setTitle] = useState<string>(app.name)
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <div className={styles.window} data-shell={info.shell} data-platform={info.platform} data-own="">
      <header className="visually-hidden">
        <h1>{title}</h1>
      </header>
      <TitleBar title={title} />
      {!connected && (
        <div className={styles.top}>
          <Bar tone="warn" role="alert" title={app.lostCore} text={app.lostCoreText} />
        </div>
      )}
      <OwnCommands />
      <InboxCommands conversations={preferences.conversations} />
      <ComposeCommands at={at?.id ?? null} />
      <div className={styles.own}>
        <Guard where={`window ${shown.kind}`} bridge={bridge}>
          <Suspense fallback={null}>
            {shown.kind === 'compose' ? (
              <OwnDraft id={shown.draft} onTitle={setTitle} />
            ) : composing ? (
              <Writing />
            ) : shown.kind === 'mail' ? (
              <OwnMail id={shown.id} onTitle={setTitle} />
            ) : shown.kind === 'file' ? (
              <OpenedMail hash={shown.hash} onTitle={setTitle} />
            ) : (
              <OwnRecord kind={shown.of} id={shown.id} onTitle={setTitle} />
            )}
          </Suspense>
        </Guard>
      </div>
      <ToastHost />
      <Suspense fallback={null}>
        <RecordForms />
        {keys && <KeysHelp />}
      </Suspense>
    </div>
  )
}

/** What leads elsewhere opens a window of its own; the main window keeps what only it can do. */
function OwnCommands() {
  const session = useSession()
  const open = (shown: Shown): void => void openOwn(session, shown)
  useCommands([
    {
      id: 'app.openWindow',
      words: words.newWindow,
      group: 'window',
      hidden: true,
      run: (given) => given && open(given)
    },
    {
      id: 'app.keys',
      words: app.commands.keys,
      group: 'window',
      keys: ['?'],
      run: () => useOverlays.setState({ keys: true })
    },
    {
      id: 'mail.show',
      words: app.commands.open,
      group: 'mail',
      hidden: true,
      run: (given) => given?.ids[0] !== undefined && open({ kind: 'mail', id: given.ids[0] })
    },
    {
      id: 'record.open',
      words: app.commands.openRecord,
      group: 'record',
      hidden: true,
      run: (place) => place && open({ kind: 'record', of: place.kind, id: place.id })
    }
  ])
  return null
}

function Writing() {
  return (
    <main className={styles.fill}>
      <Composer />
    </main>
  )
}

/** Says that there is nothing to show any more. */
function Gone({ icon, title, text, children }: Parameters<typeof EmptyState>[0]) {
  return (
    <main className={styles.fill}>
      <EmptyState icon={icon} title={title} text={text}>
        {children ?? <Button onClick={() => window.close()}>{words.closeWindow}</Button>}
      </EmptyState>
    </main>
  )
}

interface Titled {
  onTitle(title: string): void
}

function OwnMail({ id, onTitle }: { id: number } & Titled) {
  const { ledger, rows } = useCache()
  const { preferences } = useSession()
  useLedgerVersion()
  const thread = placesOf(ledger, id)[0]?.thread
  useEffect(() => {
    if (thread !== undefined) useInbox.getState().stand({ id, thread })
  }, [id, thread])
  useEffect(() => {
    void rows.want([id]).then(() => {
      const subject = rows.get(id)?.message.subject
      if (subject) onTitle(subject)
    })
  }, [rows, id, thread, onTitle])
  if (thread === undefined)
    return ledger.loaded ? <Gone icon={IconMailOff} title={words.gone} text={words.goneText} /> : null
  return (
    <>
      <Reader thread={thread} only={preferences.conversations ? null : id} />
      <Move />
    </>
  )
}

function OwnRecord({ kind, id, onTitle }: { kind: RecordKind; id: string } & Titled) {
  const session = useSession()
  const [mail, setMail] = useState<string | null>(null)
  const [left, setLeft] = useState(false)
  useCloseOnce(left)
  useCommands([
    {
      id: 'record.mail',
      words: app.commands.openRecord,
      group: 'record',
      hidden: true,
      run: (place) => place && setMail(place.mail)
    },
    {
      id: 'record.open',
      words: app.commands.openRecord,
      group: 'record',
      hidden: true,
      run(place) {
        if (place?.id === id) setMail(null)
        else if (place) void openOwn(session, { kind: 'record', of: place.kind, id: place.id })
      }
    },
    // it was deleted, or the rep leads back to where it is listed: that is another window
    { id: 'record.list', words: words.closeWindow, group: 'record', hidden: true, run: () => setLeft(true) }
  ])
  return <RecordWindow kind={kind} id={id} mail={mail} showMail={showSharedMail} onTitle={onTitle} />
}

/** Closes this window once that is so; what can still be taken back keeps it, and what is being taken back too. */
function useCloseOnce(ended: boolean): void {
  const telling = useToast(({ shown }) => shown !== null)
  useEffect(() => {
    if (!ended || telling) return
    const timer = setTimeout(() => window.close(), closesAfter)
    return () => clearTimeout(timer)
  }, [ended, telling])
}

/** The draft of this window, and how it ended. */
function OwnDraft({ id, onTitle }: { id: string } & Titled) {
  const { outbox } = useCache()
  const draft = useCompose((state) => state.draft)
  const [state, setState] = useState<'reading' | 'gone' | 'open'>('reading')
  useEffect(() => {
    void outbox.drafts.get(id).then((found) => {
      if (found?.state === 'editing') useCompose.getState().open(found, 'edit')
      setState(found?.state === 'editing' ? 'open' : 'gone')
    })
  }, [outbox, id])
  const subject = draft?.subject
  useEffect(() => {
    if (draft) onTitle(subject || words.title.compose)
  }, [draft, subject, onTitle])
  const ended = state === 'open' && draft === null
  useCloseOnce(ended)
  if (draft) return <Writing />
  if (ended) return <Gone icon={IconSend} title={words.sent} text={words.sentText} />
  return state === 'gone' ? (
    <Gone icon={IconFileAlert} title={words.draftGone} text={words.draftGoneText} />
  ) : null
}
