import {
  IconAddressBook,
  IconArchive,
  IconChevronDown,
  IconChevronRight,
  IconEdit,
  IconFolder,
  IconInbox,
  IconMail,
  IconMailForward,
  IconPencil,
  IconSend,
  IconSettings,
  IconAlertCircle,
  IconStar,
  IconTrash,
  IconDots
} from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import type { Account } from '../../shared/contract/accounts.ts'
import { keysOf, runCommand } from '../app/commands.ts'
import {
  type ShownFolder,
  type Source,
  useContextUnread,
  useFolders,
  useLocalDrafts,
  useOutbox
} from '../cache/index.ts'
import { cx } from '../ui/cx.ts'
import { ContextIcon } from '../ui/ContextIcon.tsx'
import { Keycap } from '../ui/Keycap.tsx'
import { type Entry, MenuButton } from '../ui/MenuButton.tsx'
import { inbox as words } from '../words/en/inbox.ts'
import type { FolderAct } from './FolderDialog.tsx'
import styles from './Rail.module.css'
import { sameSource, useInbox } from './store.ts'
import { SyncStatus } from './SyncStatus.tsx'

const FolderDialog = lazy(async () => ({ default: (await import('./FolderDialog.tsx')).FolderDialog }))

const roleOrder = ['inbox', 'drafts', 'sent', 'archive', 'junk', 'trash', 'all', 'flagged', 'important', '']
const roleIcons = {
  inbox: IconInbox,
  drafts: IconPencil,
  sent: IconSend,
  archive: IconArchive,
  junk: IconAlertCircle,
  trash: IconTrash,
  all: IconMail,
  flagged: IconStar,
  important: IconStar
} as const

export interface RailProps {
  accounts: Account[]
  /** Icons only, with their names in tooltips. */
  narrow: boolean
  /** The mail page is the one that is shown. */
  active: boolean
}

/** The left column: SalesInbox folders, the outbox, each account's folders, the sync line. */
export function Rail({ accounts, narrow, active }: RailProps) {
  const unread = useContextUnread()
  const folders = useFolders()
  const outbox = useOutbox()
  const source = useInbox((state) => state.source)
  const typed = useInbox((state) => state.typed)
  const [dialog, setDialog] = useState<FolderAct | null>(null)
  const inDoubt = outbox.filter(({ draft }) => draft.state === 'failed' || draft.state === 'unsure').length
  const current = (other: Source): boolean => active && typed === '' && sameSource(source, other)

  function open(next: Source): void {
    useInbox.getState().go(next)
    runCommand('go.mail')
  }

  return (
    <section className={cx(styles.rail, narrow && styles.narrow)} aria-label={words.rail} data-pane="rail">
      <button
        type="button"
        className={styles.write}
        onClick={() => runCommand('compose.new')}
        aria-label={words.newMail}
        title={narrow ? words.newMail : undefined}
      >
        <IconEdit size={17} stroke={1.75} aria-hidden="true" />
        {!narrow && (
          <>
            <span>{words.newMail}</span>
            <Keycap keys={keysOf('compose.new') ?? 'c'} onFill />
          </>
        )}
      </button>
      <div className={styles.scroll} onKeyDown={moveByArrows}>
        <nav aria-label={words.salesInbox}>
          {!narrow && <h2 className={styles.head}>{words.salesInbox}</h2>}
          {words.contexts.map((name, code) => (
            <RailLink
              key={name}
              name={name}
              count={unread[code] ?? 0}
              current={current({ kind: 'context', code })}
              narrow={narrow}
              icon={<ContextIcon context={code} size={17} />}
              onOpen={() => open({ kind: 'context', code })}
            />
          ))}
        </nav>
        <nav aria-label={words.mailboxes}>
          {(outbox.length > 0 || source.kind === 'outbox') && (
            <div className={styles.outbox}>
              <RailLink
                name={words.outbox}
                count={outbox.length}
                said={words.outboxCount(outbox.length, inDoubt)}
                troubled={inDoubt > 0}
                current={current({ kind: 'outbox' })}
                narrow={narrow}
                icon={<IconMailForward size={17} stroke={1.75} />}
                onOpen={() => open({ kind: 'outbox' })}
              />
            </div>
          )}
          {accounts
            .filter((account) => account.state !== 'removing')
            .map((account) => (
              <AccountFolders
                key={account.id}
                account={account}
                folders={folders.filter((row) => row.account === account.id && row.selectable)}
                many={accounts.length > 1}
                narrow={narrow}
                current={current}
                open={open}
                onFolder={setDialog}
              />
            ))}
        </nav>
      </div>
      <nav className={styles.foot} aria-label={words.more}>
        <SyncStatus accounts={accounts} narrow={narrow} />
        <a href="#/records/deal" className={styles.settings} aria-label={words.records} title={words.records}>
          <IconAddressBook size={17} stroke={1.75} aria-hidden="true" />
        </a>
        <a href="#/settings" className={styles.settings} aria-label={words.settings} title={words.settings}>
          <IconSettings size={17} stroke={1.75} aria-hidden="true" />
        </a>
      </nav>
      {dialog && (
        <Suspense fallback={null}>
          <FolderDialog act={dialog} onClose={() => setDialog(null)} />
        </Suspense>
      )}
    </section>
  )
}

interface FoldersProps {
  account: Account
  folders: ShownFolder[]
  many: boolean
  narrow: boolean
  current(source: Source): boolean
  open(source: Source): void
  onFolder(act: FolderAct): void
}

function AccountFolders({ account, folders, many, narrow, current, open, onFolder }: FoldersProps) {
  const [unfolded, setUnfolded] = useState(true)
  const localDrafts = useLocalDrafts(account.id).length
  const ordered = [...folders].sort(
    (a, b) => roleOrder.indexOf(a.role) - roleOrder.indexOf(b.role) || a.path.localeCompare(b.path)
  )
  const Chevron = unfolded ? IconChevronDown : IconChevronRight
  return (
    <div>
      {!narrow && (
        <div className={styles.accountLine}>
          <button
            type="button"
            className={styles.account}
            aria-expanded={unfolded}
            aria-label={words.showFolders(account.address)}
            onClick={() => setUnfolded(!unfolded)}
          >
            <span>{account.address}</span>
            {many && <Chevron size={14} stroke={2} aria-hidden="true" />}
          </button>
          <MenuButton
            entries={[
              {
                label: words.newFolder,
                onSelect: () =>
                  onFolder({
                    kind: 'create',
                    account: account.id,
                    delimiter: folders[0]?.delimiter ?? '/',
                    prefix: prefixOf(folders)
                  })
              }
            ]}
          >
            {(props) => (
              <button
                {...props}
                type="button"
                className={styles.more}
                aria-label={words.folderMenu(account.address)}
              >
                <IconDots size={14} stroke={2} />
              </button>
            )}
          </MenuButton>
        </div>
      )}
      {unfolded &&
        ordered.map((folder) => {
          const Icon = folder.role
            ? (roleIcons[folder.role as keyof typeof roleIcons] ?? IconFolder)
            : IconFolder
          const name = folder.role
            ? (words.roles[folder.role as keyof typeof words.roles] ?? folder.name)
            : folder.name
          return (
            <div key={folder.id} className={styles.folderLine}>
              <RailLink
                name={name}
                {...countOf(folder, localDrafts)}
                current={current({ kind: 'folder', folder: folder.id })}
                narrow={narrow}
                depth={folder.role ? 0 : depthOf(folder)}
                icon={<Icon size={17} stroke={1.75} />}
                onOpen={() => open({ kind: 'folder', folder: folder.id })}
              />
              {!narrow && (
                <MenuButton entries={actsOn(folder, name, onFolder)}>
                  {(props) => (
                    <button
                      {...props}
                      type="button"
                      className={styles.more}
                      tabIndex={-1}
                      aria-label={words.folderMenu(name)}
                    >
                      <IconDots size={14} stroke={2} />
                    </button>
                  )}
                </MenuButton>
              )}
            </div>
          )
        })}
    </div>
  )
}

interface LinkProps {
  name: string
  count: number
  /** What the count means, in words; without it the count is of unread mails. */
  said?: string
  troubled?: boolean
  current: boolean
  narrow: boolean
  depth?: number
  icon: React.ReactNode
  onOpen(): void
}

function RailLink({
  name,
  count,
  said,
  troubled = false,
  current,
  narrow,
  depth = 0,
  icon,
  onOpen
}: LinkProps) {
  const label = said === undefined ? words.linkName(name, count) : [name, said].filter(Boolean).join(', ')
  return (
    <a
      href="#/mail"
      aria-label={label}
      aria-current={current ? 'page' : undefined}
      title={narrow ? label : undefined}
      className={cx(
        styles.link,
        current && styles.current,
        count > 0 && said === undefined && styles.has,
        troubled && styles.troubled
      )}
      style={depth > 0 && !narrow ? { paddingInlineStart: 8 + depth * 14 } : undefined}
      onClick={(event) => {
        event.preventDefault()
        onOpen()
      }}
    >
      {icon}
      {!narrow && <span className={styles.name}>{name}</span>}
      {count > 0 && <span className={styles.count} data-count={count > 9999 ? '9999+' : count} />}
    </a>
  )
}

/** Drafts are counted whole, with those that are on this computer only; what is unread counts elsewhere. */
function countOf(folder: ShownFolder, localDrafts: number): Pick<LinkProps, 'count' | 'said'> {
  if (folder.role === 'drafts') {
    const count = folder.shownHere + localDrafts
    return { count, said: count > 0 ? words.countWord(count) : '' }
  }
  return { count: folder.role === 'sent' || folder.role === 'trash' ? 0 : folder.shownUnread }
}

function actsOn(folder: ShownFolder, name: string, onFolder: FoldersProps['onFolder']): Entry[] {
  const entries: Entry[] = [
    { label: words.markAllRead, onSelect: () => runCommand('mail.readAll', { folder: folder.id }) }
  ]
  if (folder.role === 'trash' || folder.role === 'junk')
    entries.push({
      label: words.emptyFolder,
      danger: true,
      onSelect: () => onFolder({ kind: 'empty', folder, name })
    })
  if (folder.role === '')
    entries.push(
      { label: words.renameFolder, onSelect: () => onFolder({ kind: 'rename', folder }) },
      { label: words.deleteFolder, danger: true, onSelect: () => onFolder({ kind: 'delete', folder }) }
    )
  return entries
}

function depthOf(folder: ShownFolder): number {
  const levels = folder.delimiter ? folder.path.split(folder.delimiter).length - 1 : 0
  return Math.min(4, folder.path.toUpperCase().startsWith('INBOX') ? Math.max(0, levels - 1) : levels)
}

/** Courier and cPanel put everything below INBOX. */
function prefixOf(folders: ShownFolder[]): string {
  const others = folders.filter((folder) => folder.role !== 'inbox')
  const below =
    others.length > 0 && others.every((folder) => folder.path.startsWith(`INBOX${folder.delimiter}`))
  return below ? `INBOX${folders[0]?.delimiter ?? '.'}` : ''
}

function moveByArrows(event: React.KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('a')]
  const at = links.indexOf(document.activeElement as HTMLElement)
  if (at < 0) return
  event.preventDefault()
  links[Math.max(0, Math.min(links.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1)))]?.focus()
}
