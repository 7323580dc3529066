import { IconMailForward } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useCommands } from '../app/commands.ts'
import { useSession } from '../bridge-context.ts'
import { type OutboxMail, useCache, useOutbox, useSyncStates } from '../cache/index.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { outbox as words } from '../words/en/outbox.ts'
import { actOn } from './outbox-acts.ts'
import { useSystemOnline } from '../ui/system-online.ts'
import styles from './Outbox.module.css'
import { OutboxRow } from './OutboxRow.tsx'
import { connectionOf, type Standing, standingOf } from './standing.ts'

/** The Outbox in the list's column: what waits, fails or is in doubt. `notes`: what the list says of the network. */
export function OutboxList({ notes }: { notes?: ReactNode }) {
  const cache = useCache()
  const { bridge, accounts } = useSession()
  const mails = useOutbox()
  const syncs = useSyncStates()
  const online = useSystemOnline()
  const now = useSeconds(mails.some(({ operation }) => (operation?.notBefore ?? 0) > Date.now()))
  const [selected, setSelected] = useState({ id: '', index: 0 })
  const grid = useRef<HTMLDivElement>(null)
  const found = mails.findIndex(({ draft }) => draft.id === selected.id)
  const at = found >= 0 ? found : Math.min(selected.index, mails.length - 1)

  const standingAt = (mail: OutboxMail): Standing => {
    const account = accounts.find(({ id }) => id === mail.draft.account)
    const connection = connectionOf(account?.state, online, syncs.get(mail.draft.account))
    return standingOf(mail, connection, now)
  }
  function select(index: number): void {
    const mail = mails[index]
    if (mail) setSelected({ id: mail.draft.id, index })
  }
  function move(index: number): void {
    const to = Math.max(0, Math.min(mails.length - 1, index))
    select(to)
    grid.current?.querySelectorAll<HTMLElement>('[role="row"]')[to]?.focus()
  }
  /** What the mail's own state allows; nothing else runs. */
  function act(index: number, wanted: Standing['acts']): void {
    const mail = mails[index]
    const what = mail && wanted.find((one) => standingAt(mail).acts.includes(one))
    if (what) void actOn({ cache, bridge }, mail.draft, what)
  }

  useCommands([
    {
      id: 'mail.next',
      words: words.title,
      group: 'mail',
      keys: ['j'],
      hidden: true,
      run: () => move(at + 1)
    },
    {
      id: 'mail.previous',
      words: words.title,
      group: 'mail',
      keys: ['k'],
      hidden: true,
      run: () => move(at - 1)
    },
    {
      id: 'mail.delete',
      words: words.callOffLong,
      group: 'mail',
      keys: ['#', 'Delete'],
      when: () => mails.length > 0,
      run: () => act(at, ['callOff'])
    },
    {
      id: 'outbox.open',
      words: words.openLong,
      group: 'mail',
      hidden: true,
      run: () => act(at, ['open'])
    }
  ])
  useFocusKept(grid)

  function onKey(event: KeyboardEvent): void {
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: mails.length - 1
    }
    const to = steps[event.key]
    if (to !== undefined) {
      event.preventDefault()
      move(to)
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      act(at, ['send', 'tryAgain'])
    }
  }

  return (
    <section className={styles.list} aria-label={words.list} role="region" data-pane="list">
      <header className={styles.bar}>
        <h2 className={styles.title}>{words.title}</h2>
        <span className={styles.count}>{mails.length > 0 ? words.waiting(mails.length) : ''}</span>
      </header>
      {notes}
      {mails.length === 0 ? (
        <div className={styles.empty}>
          <EmptyState icon={IconMailForward} title={words.emptyTitle} text={words.emptyText} />
        </div>
      ) : (
        <div
          ref={grid}
          role="grid"
          aria-label={words.messages}
          aria-rowcount={mails.length}
          className={styles.rows}
          onKeyDown={onKey}
        >
          {mails.map((mail, i) => (
            <OutboxRow
              key={mail.draft.id}
              mail={mail}
              standing={standingAt(mail)}
              index={i}
              selected={i === at}
              focused={i === at}
              onSelect={() => select(i)}
              onAct={(what) => act(i, [what])}
            />
          ))}
        </div>
      )}
    </section>
  )
}

/** The row after the one that left takes the focus that it had. */
function useFocusKept(grid: React.RefObject<HTMLDivElement | null>): void {
  const had = useRef(false)
  useEffect(() => {
    const rows = grid.current
    if (!rows) return
    if (had.current && document.activeElement === document.body)
      rows.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus({ preventScroll: true })
    const note = (): void => void (had.current = rows.contains(document.activeElement))
    document.addEventListener('focusin', note)
    return () => document.removeEventListener('focusin', note)
  })
}

/** The time, which goes on while something counts down. */
function useSeconds(counting: boolean): number {
  const [, tick] = useState(0)
  useEffect(() => {
    if (!counting) return
    const timer = setInterval(() => tick((n) => n + 1), 500)
    return () => clearInterval(timer)
  }, [counting])
  return Date.now()
}
