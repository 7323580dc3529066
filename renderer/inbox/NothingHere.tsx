import {
  IconCloudOff,
  IconLock,
  IconMoodSmile,
  IconPlayerPause,
  IconPlugConnected,
  IconSearchOff
} from '@tabler/icons-react'
import { useSession } from '../bridge-context.ts'
import { type Filter, isViewed, type Ledger, type Source, useCache, useSyncStates } from '../cache/index.ts'
import { ContextIcon } from '../ui/ContextIcon.tsx'
import { inbox as words } from '../words/en/inbox.ts'
import styles from './InboxList.module.css'
import { useOnline } from './online.ts'

interface Props {
  source: Source
  filter: Filter
  typed: string
  onAll(): void
}

/** A list without rows: finished, or nothing found, or not looked yet. */
export function NothingHere({ source, filter, typed, onAll }: Props) {
  const { ledger } = useCache()
  if (typed) {
    return (
      <div className={styles.empty}>
        <IconSearchOff size={32} stroke={1.5} color="var(--t3)" />
        <p className={styles.emptyTitle}>{words.nothingFound(typed)}</p>
        <p>{words.lookedAt([...ledger.folders.values()].reduce((sum, folder) => sum + folder.here, 0))}</p>
      </div>
    )
  }
  if (filter !== 'all') {
    return (
      <div className={styles.empty}>
        <p className={styles.emptyTitle}>{words.emptyFilter}</p>
        <button type="button" className={styles.emptyAct} onClick={onAll}>
          {words.showAll}
        </button>
      </div>
    )
  }
  if (source.kind === 'unhappy') {
    return (
      <div className={styles.empty}>
        <IconMoodSmile size={32} stroke={1.5} color="var(--pos)" />
        <p className={styles.emptyTitle}>{words.emptyUnhappy}</p>
        <p>{words.emptyUnhappyText}</p>
      </div>
    )
  }
  if (!wasLookedAt(ledger, source)) return <FirstLook />
  const code = source.kind === 'context' ? source.code : 5
  return (
    <div className={styles.empty}>
      <ContextIcon context={code} size={32} />
      <p className={styles.emptyTitle}>{words.emptyTitle[code] ?? words.emptyFolderTitle}</p>
      <p>{words.emptyContext[code] ?? words.emptyFolderText}</p>
    </div>
  )
}

/** Nothing may be called empty before the server was asked for all that would show in it. */
function wasLookedAt(ledger: Ledger, source: Source): boolean {
  const folders = [...ledger.folders.values()].filter(
    (folder) =>
      folder.selectable && (source.kind === 'folder' ? folder.id === source.folder : isViewed(folder))
  )
  return (
    folders.length > 0 && folders.every((folder) => folder.checkedAt !== null || folder.lastError !== null)
  )
}

/** A mailbox that was just connected: quiet, and what stands in the way where something does. */
function FirstLook() {
  const { ledger } = useCache()
  const { accounts } = useSession()
  const online = useOnline()
  const states = [...useSyncStates().values()]
  const said = words.firstLook
  const [Mark, title, text] =
    states.length > 0 && states.every((one) => one.state === 'refused')
      ? [IconLock, said.refusedTitle, said.refusedText]
      : accounts.every((account) => account.state === 'inactive')
        ? [IconPlayerPause, said.inactiveTitle, said.inactiveText]
        : accounts.every((account) => account.state !== 'active')
          ? [IconPlayerPause, said.pausedTitle, said.pausedText]
          : !online
            ? [IconCloudOff, said.offlineTitle, said.offlineText]
            : ledger.folders.size === 0
              ? [IconPlugConnected, said.connectingTitle, said.connectingText]
              : [IconPlugConnected, said.readingTitle, said.readingText]
  return (
    <div className={styles.empty}>
      <Mark size={32} stroke={1.5} color="var(--t3)" aria-hidden="true" />
      <p className={styles.emptyTitle}>{title}</p>
      <p>{text}</p>
    </div>
  )
}
