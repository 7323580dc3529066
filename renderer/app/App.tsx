import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useSession } from '../bridge-context.ts'
import { ComposeCommands, loadBegin } from '../compose/ComposeCommands.tsx'
import { useCache } from '../cache/index.ts'
import { Correct } from '../correct/Correct.tsx'
import { InboxCommands, useInbox } from '../inbox/index.ts'
import { loadConversation } from '../reader/Reader.tsx'
import { UseExample } from '../settings/intents/UseExample.tsx'
import { Bar } from '../ui/Bar.tsx'
import { ToastHost } from '../ui/ToastHost.tsx'
import { app as words } from '../words/en/app.ts'
import styles from './App.module.css'
import { runNamed } from './commands.ts'
import { Desktop } from './desktop.ts'
import { Guard } from './Guard.tsx'
import { listenForKeys } from './keys.ts'
import { MailView } from './MailView.tsx'
import { useOverlays } from './overlays.ts'
import { followAddress, useRoute } from './route.ts'
import { onceListed } from './start.ts'
import { TitleBar } from './TitleBar.tsx'
import { useSweptSeen } from './sweep-seen.ts'
import { useWindowCommands } from './window-commands.ts'

const loadPalette = () => import('./Palette.tsx')
const Palette = lazy(loadPalette)
const OwnWindow = lazy(() => import('./OwnWindow.tsx'))
const KeysHelp = lazy(() => import('./KeysHelp.tsx'))
const Setup = lazy(() => import('../setup/Setup.tsx'))
const loadSettings = () => import('./SettingsPage.tsx')
const SettingsPage = lazy(loadSettings)
const SignInAgain = lazy(() => import('../setup/SignInAgain.tsx'))
const loadPages = () => import('./Pages.tsx')
const Pages = lazy(loadPages)
const UpdateLine = lazy(async () => ({ default: (await import('../settings/UpdateLine.tsx')).UpdateLine }))
const RecordForms = lazy(async () => ({ default: (await import('../deals/index.ts')).RecordForms }))

/** One mail, record or draft alone, where this window was opened for it; else the whole app. */
export function App() {
  const { bridge, preferences } = useSession()
  const first = useRef(useRoute.getState())
  const singleKeys = useRef(preferences.singleKeys)
  singleKeys.current = preferences.singleKeys
  useEffect(() => listenForKeys(window, { singleKeys: () => singleKeys.current }), [])
  useEffect(followAddress, [])
  useEffect(
    () =>
      bridge.on('app.command', ({ command, argument }) =>
        runNamed(command, argument && JSON.parse(argument))
      ),
    [bridge]
  )
  return first.current.page === 'window' ? (
    <Suspense fallback={null}>
      <OwnWindow shown={first.current.shown} />
    </Suspense>
  ) : (
    <MainWindow />
  )
}

/** The main window: its title bar, the page that the address names, and what may lie over it. */
function MainWindow() {
  const { bridge, connected, info, preferences } = useSession()
  const { ledger } = useCache()
  const { palette, keys, signIn } = useOverlays()
  useWindowCommands()
  useSweptSeen()
  // what the first frame does not need comes once it is there, before it is asked for
  const [idle, setIdle] = useState(false)
  useEffect(
    () =>
      onceListed(ledger, () => {
        setIdle(true)
        for (const load of [loadConversation, loadBegin, loadPalette, loadSettings, loadPages]) void load()
      }),
    [ledger]
  )
  return (
    <div className={styles.window} data-shell={info.shell} data-platform={info.platform}>
      <TitleBar />
      {!connected && (
        <div className={styles.top}>
          <Bar tone="warn" role="alert" title={words.lostCore} text={words.lostCoreText} />
        </div>
      )}
      <Suspense fallback={null}>{idle && <UpdateLine />}</Suspense>
      <InboxCommands conversations={preferences.conversations} />
      <Compose />
      <Correct />
      <Example />
      <Desktop />
      <Guard where="page" bridge={bridge}>
        <Suspense fallback={null}>
          <Page />
        </Suspense>
      </Guard>
      <ToastHost />
      <Suspense fallback={null}>{idle && <RecordForms />}</Suspense>
      <Suspense fallback={null}>
        {palette && <Palette />}
        {keys && <KeysHelp />}
        {signIn && <SignInAgain account={signIn} onClose={() => useOverlays.setState({ signIn: null })} />}
      </Suspense>
    </div>
  )
}

/** By itself, so that a step in the list does not ask the whole window what changed. */
function Compose() {
  const at = useInbox((state) => state.at)
  return <ComposeCommands at={at?.id ?? null} />
}

function Example() {
  const at = useInbox((state) => state.at)
  const { page } = useRoute()
  return <UseExample at={page === 'mail' ? (at?.id ?? null) : null} />
}

/** Without a mailbox the mail page is the first run; records and settings need none. */
function Page() {
  const { accounts } = useSession()
  const route = useRoute()
  if (route.page === 'settings')
    return <SettingsPage section={route.section} id={route.id} part={route.part ?? null} />
  if (route.page === 'records' || route.page === 'import' || route.page === 'promises')
    return <Pages route={route} />
  if (route.page === 'setup' || accounts.length === 0) return <Setup first={accounts.length === 0} />
  return <MailView />
}
