import { IconDots } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react'
import type { Preferences } from '../../shared/contract/app.ts'
import {
  type Draft,
  type Filter,
  type List,
  type ShownRow,
  type Source,
  useCache,
  useFolders,
  threadOf,
  useIntelligence,
  useLedgerVersion,
  useList,
  useLocalDrafts,
  useUnhappy
} from '../cache/index.ts'
import { runCommand } from '../app/commands.ts'
import { MenuButton } from '../ui/MenuButton.tsx'
import { inbox as words } from '../words/en/inbox.ts'
import { DiskBar, FirstSync, ImportFilterNote, OfflineBar, RefusedBars } from './ListNotes.tsx'
import { LocalDrafts } from './LocalDrafts.tsx'
import { NothingHere } from './NothingHere.tsx'
import styles from './InboxList.module.css'
import { ManyBar } from './ManyBar.tsx'
import type { RowActs } from './MailRow.tsx'
import { isShared, SharedStreaks } from './SharedStreaks.tsx'
import { currentList } from './current-list.ts'
import { useInbox } from './store.ts'
import { VirtualRows, type RowsHandle } from './VirtualRows.tsx'

export interface InboxListProps {
  preferences: Pick<Preferences, 'conversations' | 'density'>
  setPreferences(patch: Partial<Preferences>): void
  /** A mail was chosen; `focus`: the rep wants to read it now (narrow windows switch over). */
  onOpen(id: number, focus: boolean): void
}

const filters: Filter[] = ['all', 'unread', 'flagged', 'attachments', 'negative']

/** The middle column: what stands in the chosen folder, newest first. */
export function InboxList({ preferences, setPreferences, onOpen }: InboxListProps) {
  const { source: chosen, filter: wanted, at, checked, typed, setFilter, stand, check, toggle } = useInbox()
  const { conversations } = preferences
  const { sentiment } = useIntelligence()
  const filter = wanted === 'negative' && !sentiment ? 'all' : wanted
  const unhappy = useUnhappy()
  const shared = chosen.kind === 'unhappy' && typed === '' ? unhappy.filter(isShared) : []
  const source: Source =
    chosen.kind === 'unhappy'
      ? { kind: 'ids', ids: unhappy.flatMap(({ mails }) => mails.filter((id) => typeof id === 'number')) }
      : chosen
  const list = useList(source, conversations, filter)
  const { ledger } = useCache()
  useLedgerVersion()
  const localDrafts = useDraftsHere(source, filter)
  const handle = useRef<RowsHandle>(null)
  const anchor = useRef<number>(0)
  currentList.list = list
  currentList.reveal = (index) => handle.current?.reveal(index)
  useEffect(() => {
    currentList.list = list
    // no key acts on a list that is out of sight
    return () => void (currentList.list = null)
  }, [list])

  useEffect(() => keepPlace(list, at, stand), [list, at, stand])

  const acts: RowActs = {
    open(row, event) {
      if (event.shiftKey) {
        const [from, to] = [Math.min(anchor.current, row.index), Math.max(anchor.current, row.index)]
        check(Array.from({ length: to - from + 1 }, (_, i) => list.row(from + i).id))
        return
      }
      if (event.metaKey || event.ctrlKey) {
        toggle(row.id)
        anchor.current = row.index
        return
      }
      anchor.current = row.index
      check([])
      stand({ id: row.id, thread: row.thread })
      onOpen(row.id, true)
    },
    openApart: (row) => void runCommand('app.openWindow', { kind: 'mail', id: row.id }),
    archive: (row) => void runCommand('mail.archive', { ids: mailsOf(row) }),
    remove: (row) => void runCommand('mail.delete', { ids: mailsOf(row) }),
    toggleRead: (row) =>
      void runCommand(row.unread > 0 ? 'mail.markRead' : 'mail.markUnread', {
        ids: row.unread > 0 ? mailsOf(row) : [row.id]
      }),
    file: (row) => void runCommand('mail.file', { ids: mailsOf(row) })
  }
  const rowActs = useNewest(acts)

  function mailsOf(row: ShownRow): number[] {
    if (!conversations || row.count < 2) return [row.id]
    return threadOf(ledger, row.thread)
      .filter((mail) => ledger.folders.get(mail.folder)?.role !== 'sent')
      .map((mail) => mail.id)
  }

  function onKey(event: KeyboardEvent): void {
    const index = at ? list.indexOf(at.id) : -1
    const go = (next: number): void => {
      event.preventDefault()
      const clamped = Math.max(0, Math.min(list.length - 1, next))
      if (list.length === 0) return
      const row = list.row(clamped)
      if (event.shiftKey) toggle(row.id)
      anchor.current = clamped
      stand({ id: row.id, thread: row.thread })
      handle.current?.reveal(clamped)
      onOpen(row.id, false)
    }
    if (event.key === 'ArrowDown') go(index + 1)
    else if (event.key === 'ArrowUp') go(index - 1)
    else if (event.key === 'PageDown') go(index + 8)
    else if (event.key === 'PageUp') go(index - 8)
    else if (event.key === 'Home') go(0)
    else if (event.key === 'End') go(list.length - 1)
    else if (event.key === 'Enter' && at && !event.shiftKey) {
      event.preventDefault()
      onOpen(at.id, true)
    } else if (event.key === ' ' && at) {
      event.preventDefault()
      toggle(at.id)
    }
  }

  const title = useTitle(chosen, typed)
  return (
    <section className={styles.list} aria-label={words.mailList} role="region" data-pane="list">
      <header className={styles.bar}>
        <h2 className={styles.title}>{title.name}</h2>
        <span className={styles.unread}>{list.unread > 0 ? words.unread(list.unread) : ''}</span>
        <MenuButton
          position="bottom-end"
          entries={[
            {
              label: words.conversations,
              checked: conversations,
              onSelect: () => setPreferences({ conversations: !conversations })
            },
            {
              label: words.compact,
              checked: preferences.density === 'compact',
              onSelect: () =>
                setPreferences({ density: preferences.density === 'compact' ? 'comfortable' : 'compact' })
            },
            ...(source.kind === 'folder'
              ? [
                  {
                    label: words.markAllRead,
                    divided: true,
                    onSelect: () => runCommand('mail.readAll', { folder: source.folder })
                  }
                ]
              : [])
          ]}
        >
          {(props) => (
            <button
              {...props}
              type="button"
              className={styles.icon}
              aria-label={words.listOptions}
              title={words.listOptions}
            >
              <IconDots size={17} stroke={1.75} />
            </button>
          )}
        </MenuButton>
      </header>
      {checked.size > 0 ? (
        <ManyBar count={checked.size} onClear={() => check([])} />
      ) : (
        <div className={styles.tabs} role="group" aria-label={words.listOptions}>
          {(sentiment ? filters : filters.slice(0, -1)).map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={filter === one}
              className={styles.tab}
              onClick={() => setFilter(one)}
            >
              {words.filters[one]}
            </button>
          ))}
        </div>
      )}
      <DiskBar />
      <RefusedBars />
      <OfflineBar />
      <ImportFilterNote />
      <FirstSync />
      <LocalDrafts drafts={localDrafts} />
      {shared.length > 0 && <SharedStreaks unhappy={shared} />}
      <VirtualRows
        key={JSON.stringify(source.kind === 'ids' ? typed : source)}
        list={list}
        conversations={conversations}
        compact={preferences.density === 'compact'}
        selected={at?.id ?? null}
        checked={checked}
        acts={rowActs}
        onKey={onKey}
        handle={handle}
      />
      {list.length === 0 && localDrafts.length === 0 && shared.length === 0 && ledger.loaded && (
        <NothingHere source={chosen} filter={filter} typed={typed} onAll={() => setFilter('all')} />
      )}
    </section>
  )
}

/** Acts that stay the same for the rows that are drawn, and do what the newest of them do. */
function useNewest(acts: RowActs): RowActs {
  const newest = useRef(acts)
  newest.current = acts
  return useMemo(
    () => ({
      open: (row, event) => newest.current.open(row, event),
      openApart: (row) => newest.current.openApart(row),
      archive: (row) => newest.current.archive(row),
      remove: (row) => newest.current.remove(row),
      toggleRead: (row) => newest.current.toggleRead(row),
      file: (row) => newest.current.file(row)
    }),
    []
  )
}

/** When the mail the list stood at has left it, the one that took its place is next. */
function keepPlace(
  list: List,
  at: { id: number; thread: number } | null,
  stand: (at: { id: number; thread: number } | null) => void
): void {
  const index = at ? list.indexOf(at.id) : -1
  if (index >= 0) {
    currentList.lastIndex = index
    return
  }
  if (!at || list.length === 0) return
  // the conversation may only have a newer mail standing for it
  for (let i = 0; i < Math.min(list.length, 400); i++) {
    const row = list.row(i)
    if (row.thread === at.thread) return stand({ id: row.id, thread: row.thread })
  }
  const row = list.row(Math.min(currentList.lastIndex, list.length - 1))
  stand({ id: row.id, thread: row.thread })
}

/** Of the Drafts folder that is shown, what the server has not. */
function useDraftsHere(source: Source, filter: Filter): Draft[] {
  const { ledger } = useCache()
  const folder = source.kind === 'folder' ? ledger.folders.get(source.folder) : undefined
  const drafts = useLocalDrafts(folder?.account ?? null)
  return folder?.role === 'drafts' && filter === 'all' ? drafts : []
}

function useTitle(source: Source, typed: string): { name: string } {
  const folders = useFolders()
  if (typed) return { name: words.results }
  if (source.kind === 'unhappy') return { name: words.unhappy }
  if (source.kind === 'context') return { name: words.contexts[source.code] ?? '' }
  if (source.kind === 'folder') {
    const folder = folders.find((row) => row.id === source.folder)
    return {
      name: folder
        ? folder.role
          ? (words.roles[folder.role as keyof typeof words.roles] ?? folder.name)
          : folder.name
        : ''
    }
  }
  return { name: words.results }
}
