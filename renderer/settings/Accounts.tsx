import { IconChevronRight, IconFlask, IconMailPlus } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { Account } from '../../shared/contract/accounts.ts'
import { isOpen } from '../../shared/loopback.ts'
import { runCommand } from '../app/commands.ts'
import { useBridge, useSession } from '../bridge-context.ts'
import { type ShownSync, useFolders, useSyncStates } from '../cache/index.ts'
import { refusalOf, usePolicy } from '../bridge-policy.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorBar } from '../ui/ErrorBar.tsx'
import { PageHead } from '../ui/Page.tsx'
import { showToast } from '../ui/toast.ts'
import { deactivation } from '../words/en/period.ts'
import { settings } from '../words/en/settings.ts'
import { count, errorText } from '../words/index.ts'
import { OpenChip } from './OpenChip.tsx'
import styles from './Settings.module.css'

const words = settings.accounts

/** All mailboxes, and the way to a further one. */
export function Accounts() {
  const { accounts } = useSession()
  const states = useSyncStates()
  const refusal = refusalOf(usePolicy())
  return (
    <>
      <PageHead title={words.title} text={words.text}>
        {refusal === null && (
          <Button
            kind="primary"
            icon={<IconMailPlus size={16} stroke={1.75} aria-hidden="true" />}
            onClick={() => runCommand('go.addMailbox')}
          >
            {words.add}
          </Button>
        )}
      </PageHead>
      {refusal !== null && <ErrorBar error={refusal} tone="warn" />}
      <div className={styles.cards}>
        {accounts.map((account, i) => (
          <AccountCard key={account.id} account={account} first={i === 0} sync={states.get(account.id)} />
        ))}
        {accounts.length === 0 && <EmptyState icon={IconMailPlus} title={words.none} text={words.noneText} />}
        <SampleCard />
      </div>
    </>
  )
}

function AccountCard({
  account,
  first,
  sync
}: {
  account: Account
  first: boolean
  sync: ShownSync | undefined
}) {
  const bridge = useBridge()
  const folders = useFolders().filter((folder) => folder.account === account.id)
  const here = folders.reduce((sum, folder) => sum + folder.here, 0)
  const remaining = folders.reduce((sum, folder) => sum + folder.remaining, 0)
  const refused = sync?.state === 'refused'
  const inactive = account.state === 'inactive'
  const tone = account.state !== 'active' ? styles.quiet : refused ? styles.bad : styles.good
  const facts = [
    words.protocol[account.protocol],
    account.state !== 'active'
      ? inactive
        ? deactivation.inactive
        : words.paused
      : refused && sync.error
        ? errorText(sync.error).what
        : remaining > 0
          ? words.here(count(here), count(here + remaining))
          : words.allHere(here)
  ]
  return (
    <section className={styles.card} aria-label={account.address}>
      <Avatar name={account.displayName || account.address} context="me" size={36} />
      <div className={styles.cardText}>
        <span className={styles.strong}>{account.address}</span>
        <span className={styles.small}>
          <span className={tone} aria-hidden="true" />
          {facts.join(' · ')}
        </span>
      </div>
      {isOpen(account) && <OpenChip />}
      {first && <span className={styles.badge}>{words.default}</span>}
      {inactive && (
        <Button
          size="small"
          onClick={() =>
            void bridge.call('accounts.change', { id: account.id, patch: { state: 'active' } }).then(
              () => showToast({ text: deactivation.activated, seconds: 3 }),
              () => undefined
            )
          }
        >
          {deactivation.activate}
        </Button>
      )}
      <a
        className={styles.open}
        href={`#/settings/accounts/${account.id}`}
        aria-label={words.open(account.address)}
      >
        <IconChevronRight size={17} stroke={1.75} aria-hidden="true" />
      </a>
    </section>
  )
}

/** The sample is an account like others; only here it is told apart, to be taken away whole. */
function SampleCard() {
  const { bridge, accounts } = useSession()
  const [installed, setInstalled] = useState<boolean | null>(null)
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    void bridge.call('sample.status', {}).then(
      (status) => setInstalled(status.installed),
      () => undefined
    )
  }, [bridge, accounts])
  async function run(call: 'sample.remove' | 'sample.install'): Promise<void> {
    setBusy(true)
    setError(null)
    try {
      await bridge.call(call, {})
      setInstalled(call === 'sample.install')
      if (call === 'sample.install') runCommand('go.mail')
    } catch (thrown) {
      setError(thrown)
    }
    setBusy(false)
    setAsking(false)
  }
  if (installed === null) return null
  return (
    <>
      <section className={styles.card} aria-label={settings.sample.title}>
        <IconFlask size={20} stroke={1.75} color="var(--t2)" aria-hidden="true" />
        <div className={styles.cardText}>
          <span className={styles.strong}>{settings.sample.title}</span>
          <span className={styles.small}>{settings.sample.text}</span>
        </div>
        {installed ? (
          <Button kind="danger" onClick={() => setAsking(true)}>
            {settings.sample.remove}
          </Button>
        ) : (
          <Button busy={busy} disabled={busy} onClick={() => void run('sample.install')}>
            {settings.sample.add}
          </Button>
        )}
      </section>
      {error !== null && <ErrorBar error={error} />}
      <Dialog
        opened={asking}
        title={settings.sample.question}
        verb={settings.sample.remove}
        destroys
        busy={busy}
        onDo={() => void run('sample.remove')}
        onClose={() => setAsking(false)}
      >
        {settings.sample.facts}
      </Dialog>
    </>
  )
}
