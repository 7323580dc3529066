import { IconCloudOff, IconFilter } from '@tabler/icons-react'
import { type MouseEvent, useEffect, useRef } from 'react'
import { fromWire, type WireError } from '../../shared/errors.ts'
import { runCommand } from '../app/commands.ts'
import { useSession } from '../bridge-context.ts'
import { useDiskError, useFolders, useProgress, useSyncStates, useWaiting } from '../cache/index.ts'
import { Bar } from '../ui/Bar.tsx'
import { Button } from '../ui/Button.tsx'
import { ErrorBar } from '../ui/ErrorBar.tsx'
import { inbox as words } from '../words/en/inbox.ts'
import { errorText, shortDate } from '../words/index.ts'
import styles from './ListNotes.module.css'
import { useOnline } from './online.ts'

/** The server lets an account in no more: why, what is safe, and where to mend it. */
export function RefusedBars() {
  const { accounts } = useSession()
  const states = useSyncStates()
  const folders = useFolders()
  return accounts.map(({ id, address, state, auth }) => {
    const sync = states.get(id)
    if (state !== 'active' || sync?.state !== 'refused' || !sync.error) return null
    const { what, next, code } = errorText(sync.error)
    const checked = Math.max(0, ...folders.map((row) => (row.account === id ? (row.checkedAt ?? 0) : 0)))
    const here = words.refusedHere(checked > 0 ? shortDate(checked) : '')
    const byPage = auth === 'oauth2' && code.startsWith('auth.')
    const title =
      code === 'auth.wrongPassword'
        ? words.refused(address)
        : code === 'auth.signInAgain'
          ? words.refusedSignIn(address)
          : what
    const known = title !== what
    return (
      <div key={id} className={styles.card}>
        <Bar tone="neg" role="alert" title={title} text={known ? here : `${here} ${next}`}>
          {byPage ? (
            <Button size="small" onClick={() => runCommand('account.signIn', { account: id })}>
              {words.signInAgain}
            </Button>
          ) : (
            <Button size="small" onClick={() => (location.hash = `#/settings/accounts/${id}`)}>
              {code.startsWith('auth.') ? words.enterPassword : words.openMailbox}
            </Button>
          )}
        </Bar>
      </div>
    )
  })
}

/** A quiet line while there is no network: what is here, what waits. */
export function OfflineBar() {
  const online = useOnline()
  const waiting = useWaiting()
  const { checkedAt } = useProgress()
  if (online) return null
  const time = checkedAt
    ? new Date(checkedAt).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' })
    : ''
  return (
    <div role="status" aria-label={words.offlineLabel} className={styles.offline}>
      <IconCloudOff size={16} stroke={1.75} aria-hidden="true" />
      <span>{words.offline(time)}</span>
      {waiting.length > 0 && <span className={styles.waiting}>{words.waiting(waiting.length)}</span>}
    </div>
  )
}

/** What the disk refuses, and what to do: it stands until there is room. */
export function DiskBar() {
  const error = useDiskError()
  if (!error) return null
  return (
    <div className={styles.disk}>
      <ErrorBar error={fromWire(error as WireError)} />
    </div>
  )
}

/** The last step of connecting a mailbox: it stands over the mail, and nothing waits for it. */
export function ImportFilterNote() {
  const { accounts, preferences, setPreferences } = useSession()
  const offered = preferences.filtersOffered
  const account = accounts.findLast(({ id }) => offered.includes(id))
  if (!account) return null
  function skip({ currentTarget }: MouseEvent<HTMLElement>): void {
    // the keys go on in the list: their place goes with the note
    const list = currentTarget.closest('[data-pane]')
    list?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus({ preventScroll: true })
    setPreferences({ filtersOffered: offered.filter((id) => id !== account?.id) })
  }
  return (
    <div className={styles.card}>
      <Bar
        tone="quiet"
        role="group"
        name={words.importFilter}
        icon={<IconFilter size={17} stroke={1.75} aria-hidden="true" />}
        title={words.importFilter}
        text={words.importFilterText(accounts.length > 1 ? account.address : '')}
      >
        <Button size="small" onClick={() => (location.hash = '#/settings/filters/import')}>
          {words.importFilter}
        </Button>
        <Button size="small" kind="quiet" onClick={skip}>
          {words.skip}
        </Button>
      </Bar>
    </div>
  )
}

/** While the first mail streams in: how much is here, how much there is, how fast it comes. */
export function FirstSync() {
  const { here, remaining } = useProgress()
  const states = useSyncStates()
  const rate = useRate(here)
  const running = [...states.values()].some((one) => one.state === 'running')
  if (remaining === 0 || !running) return null
  const all = here + remaining
  const number = (value: number): string => value.toLocaleString()
  return (
    <div className={styles.first}>
      <div className={styles.firstLine}>
        <strong>{words.gettingTitle}</strong>
        <span>{words.gettingOf(number(here), number(all))}</span>
      </div>
      <div
        className={styles.track}
        role="progressbar"
        aria-valuemin={0}
        aria-valuemax={all}
        aria-valuenow={here}
        aria-label={words.gettingTitle}
      >
        <div style={{ width: `${(100 * here) / Math.max(1, all)}%` }} />
      </div>
      <div className={styles.small}>{rate > 0 ? words.gettingRate(number(rate)) : words.gettingText}</div>
    </div>
  )
}

/** Mails a second over the last few seconds. */
function useRate(here: number): number {
  const samples = useRef<{ at: number; here: number }[]>([])
  useEffect(() => {
    const now = Date.now()
    samples.current = [...samples.current.filter((one) => now - one.at < 5000), { at: now, here }]
  }, [here])
  const first = samples.current[0]
  const seconds = first ? (Date.now() - first.at) / 1000 : 0
  return first && seconds > 0.5 ? Math.max(0, Math.round((here - first.here) / seconds)) : 0
}
