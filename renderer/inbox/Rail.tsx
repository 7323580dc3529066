import {
  IconAddressBook,
  IconChecklist,
  IconEdit,
  IconMailForward,
  IconMoodSad,
  IconSettings
} from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import type { Account } from '../../shared/contract/accounts.ts'
import { keysOf, runCommand } from '../app/commands.ts'
import {
  type Source,
  useContextUnread,
  useFolders,
  useMinute,
  useOpenPromises,
  useOutbox,
  useUnhappy
} from '../cache/index.ts'
import { cx } from '../ui/cx.ts'
import { ContextIcon } from '../ui/ContextIcon.tsx'
import { moveByArrows } from '../ui/focus.ts'
import { Keycap } from '../ui/Keycap.tsx'
import { inbox as words } from '../words/en/inbox.ts'
import { promises as promiseWords } from '../words/en/promises.ts'
import { AccountFolders } from './AccountFolders.tsx'
import type { FolderAct } from './FolderDialog.tsx'
import styles from './Rail.module.css'
import { RailLink } from './RailLink.tsx'
import { sameSource, useInbox } from './store.ts'
import { SyncStatus } from './SyncStatus.tsx'

const FolderDialog = lazy(async () => ({ default: (await import('./FolderDialog.tsx')).FolderDialog }))

export interface RailProps {
  accounts: Account[]
  /** Icons only, with their names in tooltips. */
  narrow: boolean
  /** The mail page is the one that is shown. */
  active: boolean
  /** The page of the promises is. */
  promises?: boolean
}

/** The left column: SalesInbox folders, the outbox, each account's folders, the sync line. */
export function Rail({ accounts, narrow, active, promises = false }: RailProps) {
  const unread = useContextUnread()
  const folders = useFolders()
  const outbox = useOutbox()
  const unhappy = useUnhappy()
  const promised = useOpenPromises() ?? []
  const now = useMinute()
  const overdue = promised.filter(({ due }) => due !== null && due < now).length
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
        {(unhappy.length > 0 || source.kind === 'unhappy' || promised.length > 0 || promises) && (
          <nav aria-label={words.followUp}>
            {!narrow && <h2 className={styles.head}>{words.followUp}</h2>}
            {(promised.length > 0 || promises) && (
              <RailLink
                name={promiseWords.title}
                count={promised.length}
                said={promiseWords.count(promised.length, overdue)}
                troubled={overdue > 0}
                current={promises}
                narrow={narrow}
                icon={<IconChecklist size={17} stroke={1.75} />}
                onOpen={() => runCommand('go.promises')}
              />
            )}
            {(unhappy.length > 0 || source.kind === 'unhappy') && (
              <RailLink
                name={words.unhappy}
                count={unhappy.length}
                said={words.unhappyCount(unhappy.length)}
                current={current({ kind: 'unhappy' })}
                narrow={narrow}
                icon={<IconMoodSad size={17} stroke={1.75} />}
                onOpen={() => open({ kind: 'unhappy' })}
              />
            )}
          </nav>
        )}
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
