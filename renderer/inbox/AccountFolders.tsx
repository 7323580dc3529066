import {
  IconAlertCircle,
  IconArchive,
  IconChevronDown,
  IconChevronRight,
  IconDots,
  IconFolder,
  IconInbox,
  IconLockOpen2,
  IconMail,
  IconPencil,
  IconSend,
  IconStar,
  IconTrash
} from '@tabler/icons-react'
import { useState } from 'react'
import type { Account } from '../../shared/contract/accounts.ts'
import { isOpen } from '../../shared/loopback.ts'
import type { Bridge } from '../../shared/contract/index.ts'
import { runCommand } from '../app/commands.ts'
import { useBridge } from '../bridge-context.ts'
import { type ShownFolder, type Source, useLocalDrafts } from '../cache/index.ts'
import { type Entry, MenuButton } from '../ui/MenuButton.tsx'
import { inbox as words } from '../words/en/inbox.ts'
import { network } from '../words/en/network.ts'
import type { FolderAct } from './FolderDialog.tsx'
import { placeOf } from './folder-place.ts'
import { markPersonal } from './personal.ts'
import styles from './Rail.module.css'
import { type LinkProps, RailLink } from './RailLink.tsx'

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

interface FoldersProps {
  account: Account
  folders: ShownFolder[]
  many: boolean
  narrow: boolean
  current(source: Source): boolean
  open(source: Source): void
  onFolder(act: FolderAct): void
}

/** The folders of one account, each with its menu. */
export function AccountFolders({ account, folders, many, narrow, current, open, onFolder }: FoldersProps) {
  const bridge = useBridge()
  const [unfolded, setUnfolded] = useState(true)
  const localDrafts = useLocalDrafts(account.id).length
  const ordered = [...folders].sort(
    (a, b) => roleOrder.indexOf(a.role) - roleOrder.indexOf(b.role) || a.path.localeCompare(b.path)
  )
  const clear = isOpen(account)
  const Chevron = unfolded ? IconChevronDown : IconChevronRight
  return (
    <div>
      {!narrow && (
        <div className={styles.accountLine}>
          <button
            type="button"
            className={styles.account}
            aria-expanded={unfolded}
            aria-label={[words.showFolders(account.address), clear && network.open]
              .filter(Boolean)
              .join(', ')}
            title={clear ? network.openText : undefined}
            onClick={() => setUnfolded(!unfolded)}
          >
            <span>{account.address}</span>
            {clear && <IconLockOpen2 className={styles.clear} size={12} stroke={2} aria-hidden="true" />}
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
          const { depth, name } = folder.role
            ? { depth: 0, name: words.roles[folder.role as keyof typeof words.roles] ?? folder.name }
            : placeOf(folder, folders)
          return (
            <div key={folder.id} className={styles.folderLine}>
              <RailLink
                name={name}
                {...countOf(folder, localDrafts)}
                current={current({ kind: 'folder', folder: folder.id })}
                narrow={narrow}
                depth={depth}
                icon={<Icon size={17} stroke={1.75} />}
                onOpen={() => open({ kind: 'folder', folder: folder.id })}
              />
              {!narrow && (
                <MenuButton entries={actsOn(folder, name, account, bridge, onFolder)}>
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

/** Drafts are counted whole, with those that are on this computer only; what is unread counts elsewhere. */
function countOf(folder: ShownFolder, localDrafts: number): Pick<LinkProps, 'count' | 'said'> {
  if (folder.role === 'drafts') {
    const count = folder.shownHere + localDrafts
    return { count, said: count > 0 ? words.countWord(count) : '' }
  }
  return { count: folder.role === 'sent' || folder.role === 'trash' ? 0 : folder.shownUnread }
}

function actsOn(
  folder: ShownFolder,
  name: string,
  account: Account,
  bridge: Bridge,
  onFolder: FoldersProps['onFolder']
): Entry[] {
  const entries: Entry[] = [
    { label: words.markAllRead, onSelect: () => runCommand('mail.readAll', { folder: folder.id }) }
  ]
  if (folder.role === 'trash' || folder.role === 'junk')
    entries.push({
      label: words.emptyFolder,
      danger: true,
      onSelect: () => onFolder({ kind: 'empty', folder, name })
    })
  const personal = account.personalFolders.includes(folder.path)
  // those that the server gives a part hold everybody's mail
  if (folder.role === '' || folder.role === 'archive' || personal)
    entries.push({
      label: words.personal,
      checked: personal,
      onSelect: () => void markPersonal(bridge, account, folder.path, name, !personal)
    })
  if (folder.role === '')
    entries.push(
      { label: words.renameFolder, onSelect: () => onFolder({ kind: 'rename', folder }) },
      { label: words.deleteFolder, danger: true, onSelect: () => onFolder({ kind: 'delete', folder }) }
    )
  return entries
}

/** Courier and cPanel put everything below INBOX. */
function prefixOf(folders: ShownFolder[]): string {
  const others = folders.filter((folder) => folder.role !== 'inbox')
  const below =
    others.length > 0 && others.every((folder) => folder.path.startsWith(`INBOX${folder.delimiter}`))
  return below ? `INBOX${folders[0]?.delimiter ?? '.'}` : ''
}
