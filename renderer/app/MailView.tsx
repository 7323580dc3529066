import { IconArrowLeft, IconLayoutSidebarRight } from '@tabler/icons-react'
import { lazy, type ReactNode, Suspense, useCallback, useDeferredValue, useEffect } from 'react'
import { useSession } from '../bridge-context.ts'
import { OutboxList } from '../compose/OutboxList.tsx'
import { useCompose } from '../compose/store.ts'
import { InboxList, OfflineBar, Rail, SearchBox, useInbox } from '../inbox/index.ts'
import { useDrafting } from '../drafting/use-drafting.ts'
import { Reader } from '../reader/Reader.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { app as words } from '../words/en/app.ts'
import { useBreakpoint } from './breakpoint.ts'
import { keysOf, runCommand, useCommands } from './commands.ts'
import { focusPane } from './focus.ts'
import { Guard } from './Guard.tsx'
import { usePanes } from './panes.ts'
import { useCorrespondent } from './correspondent.ts'
import { useMailPlace } from './mail-place.ts'
import { useSignature } from './signature.ts'
import styles from './MailView.module.css'
import { Shell } from './Shell.tsx'

const Drafting = lazy(async () => ({ default: (await import('../drafting/Drafting.tsx')).Drafting }))
const Composer = lazy(async () => ({ default: (await import('../compose/Composer.tsx')).Composer }))
const MoveDialog = lazy(async () => ({ default: (await import('../inbox/MoveDialog.tsx')).MoveDialog }))
const Suggestions = lazy(async () => ({
  default: (await import('../suggestions/index.ts')).Suggestions
}))
const RecordPanel = lazy(async () => ({ default: (await import('../record/index.ts')).RecordPanel }))

function paneElement(name: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-pane="${name}"]`)
}

/** The mail page: folders, list, reader, record. */
export function MailView() {
  const { accounts, bridge, preferences, setPreferences } = useSession()
  const outbox = useInbox((state) => state.source.kind === 'outbox')
  const composing = useCompose((state) => state.draft !== null)
  const breakpoint = useBreakpoint()
  useEffect(() => {
    if (composing) usePanes.setState({ reading: true })
  }, [composing])
  const { panelOpen, drawerOpen } = usePanes()

  const onOpen = useCallback((_id: number, focus: boolean) => {
    if (!focus) return
    usePanes.setState({ reading: true })
  }, [])
  function back(): void {
    usePanes.setState({ reading: false })
    requestAnimationFrame(() => {
      const list = paneElement('list')
      if (list) focusPane(list)
    })
  }
  useMailPlace()
  useCommands([
    {
      id: 'mail.open',
      words: words.commands.open,
      group: 'mail',
      keys: ['Enter', 'o'],
      when: () => outbox || useInbox.getState().at !== null,
      run(given) {
        if (given) return void runCommand('mail.show', given)
        if (outbox) return void runCommand('outbox.open')
        usePanes.setState({ reading: true })
        requestAnimationFrame(() => paneElement('reader')?.focus())
      }
    },
    {
      id: 'mail.back',
      words: words.commands.back,
      group: 'mail',
      keys: ['u', 'Escape', 'Alt+ArrowLeft'],
      when: () =>
        usePanes.getState().reading || paneElement('reader')?.contains(document.activeElement) === true,
      run: back
    }
  ])

  const panelShown = breakpoint === 'four' ? panelOpen : drawerOpen
  return (
    <>
      <header className="visually-hidden">
        <h1>{words.name}</h1>
      </header>
      <Shell
        rail={(narrow) => (
          <Guard where="rail" bridge={bridge}>
            <Rail accounts={accounts} narrow={narrow} active />
          </Guard>
        )}
        list={
          <Guard where="list" bridge={bridge}>
            {breakpoint === 'one' && (
              <div className={styles.searchAbove}>
                <SearchBox />
              </div>
            )}
            {outbox ? (
              <OutboxList notes={<OfflineBar />} />
            ) : (
              <InboxList preferences={preferences} setPreferences={setPreferences} onOpen={onOpen} />
            )}
            <Move />
          </Guard>
        }
        reader={
          <Guard where="reader" bridge={bridge}>
            {composing ? (
              <Suspense fallback={null}>
                <Composer />
              </Suspense>
            ) : (
              <OpenMail
                barStart={
                  breakpoint === 'one' ? (
                    <IconButton name={words.commands.back} keys="u" onClick={back}>
                      <IconArrowLeft size={17} stroke={1.75} aria-hidden="true" />
                    </IconButton>
                  ) : null
                }
                barEnd={
                  <>
                    {breakpoint !== 'one' && (
                      <div className={styles.search}>
                        <SearchBox />
                      </div>
                    )}
                    {!panelShown && (
                      <IconButton
                        name={words.showPanel}
                        keys={keysOf('record.panel')}
                        onClick={() => runCommand('record.panel')}
                      >
                        <IconLayoutSidebarRight size={17} stroke={1.75} aria-hidden="true" />
                      </IconButton>
                    )}
                  </>
                }
              />
            )}
          </Guard>
        }
        panel={
          <Guard where="record" bridge={bridge}>
            <Suspense fallback={null}>
              <Record />
            </Suspense>
          </Guard>
        }
      />
    </>
  )
}

/** What the list stands at. A step from mail to mail is this component's and the list's alone. */
function OpenMail({ barStart, barEnd }: { barStart: ReactNode; barEnd: ReactNode }) {
  const at = useInbox((state) => state.at)
  const { preferences } = useSession()
  const drafting = useDrafting()
  const thread = at?.thread ?? null
  const only = preferences.conversations ? null : (at?.id ?? null)
  const suggestions = useCallback(
    (id: number) => (
      <Suspense fallback={null}>
        <Suggestions key={id} id={id} />
        {drafting && thread !== null && (
          <Drafting key={`${thread}/${only}`} thread={thread} only={only} settings={drafting} />
        )}
      </Suspense>
    ),
    [drafting, thread, only]
  )
  return <Reader thread={thread} only={only} suggestions={suggestions} barStart={barStart} barEnd={barEnd} />
}

export function Move() {
  const moving = useInbox((state) => state.moving)
  return <Suspense fallback={null}>{moving && <MoveDialog moving={moving} />}</Suspense>
}

/** Whose record stands beside the mail that is open. */
function Record() {
  // behind the mail, which is what was asked for
  const at = useDeferredValue(useInbox((state) => state.at))
  const who = useCorrespondent(at?.id ?? null)
  const signature = useSignature(at?.id ?? null)
  return (
    <RecordPanel
      address={who?.address ?? null}
      name={who?.name ?? ''}
      messageId={at?.id ?? null}
      signature={signature}
    />
  )
}
