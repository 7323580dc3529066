import { IconArrowLeft } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { Account, Preset } from '../../../shared/contract/accounts.ts'
import { isOpen } from '../../../shared/loopback.ts'
import { useSession } from '../../bridge-context.ts'
import { refusalOf, usePolicy } from '../../bridge-policy.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorBar } from '../../ui/ErrorBar.tsx'
import { PageHead, Section } from '../../ui/Page.tsx'
import { showToast } from '../../ui/toast.ts'
import { settings } from '../../words/en/settings.ts'
import type { AccountFormOf } from '../Settings.tsx'
import { OpenChip } from '../OpenChip.tsx'
import styles from '../Settings.module.css'
import { FolderMapping } from './FolderMapping.tsx'
import { Deactivate } from './Deactivate.tsx'
import { GettingMail } from './GettingMail.tsx'
import { ImportFilter } from './ImportFilter.tsx'
import { RemoveAccount } from './RemoveAccount.tsx'
import { Senders } from './Senders.tsx'
import { Sharing } from './Sharing.tsx'
import { Signature } from './Signature.tsx'
import { SyncPreferences } from './SyncPreferences.tsx'

const words = settings.accounts

/** One mailbox: its servers and period, its preferences, pause, rest, and its end. */
export function AccountPage({ id, form }: { id: string; form: AccountFormOf }) {
  const { accounts, bridge } = useSession()
  const account = accounts.find((one) => one.id === id)
  const [presets, setPresets] = useState<Preset[] | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    void bridge.call('accounts.presets', {}).then(setPresets, () => setPresets([]))
  }, [bridge])
  // the act that failed may be far below
  const failed = useRef<HTMLDivElement>(null)
  useEffect(() => failed.current?.scrollIntoView({ block: 'nearest' }), [error])
  const refusal = refusalOf(usePolicy())
  if (!account) return <Back />
  const preset = presets?.find((one) => one.id === account.service) ?? null

  async function change(patch: Partial<Account>): Promise<boolean> {
    setError(null)
    try {
      await bridge.call('accounts.change', { id, patch })
    } catch (thrown) {
      setError(thrown)
      return false
    }
    showToast({ text: settings.saved, seconds: 3 })
    return true
  }
  return (
    <>
      <Back />
      <PageHead title={account.address} text={account.displayName}>
        {isOpen(account) && <OpenChip />}
        {accounts[0]?.id !== id && (
          <Button
            onClick={() => void change({ position: Math.min(...accounts.map((one) => one.position)) - 1 })}
          >
            {words.makeFirst}
          </Button>
        )}
      </PageHead>
      {error !== null && (
        <div ref={failed}>
          <ErrorBar error={error} />
        </div>
      )}
      <Section title={words.serverDetails} text={words.serverText}>
        {refusal !== null && <ErrorBar error={refusal} tone="warn" />}
        {refusal === null &&
          presets !== null &&
          form(account, preset, () => showToast({ text: settings.saved, seconds: 3 }))}
      </Section>
      <SyncPreferences key={JSON.stringify(account.period)} account={account} change={change} />
      <Sharing account={account} change={change} />
      <Signature key={`${account.signature} ${account.aliases.join()}`} account={account} change={change} />
      <ImportFilter account={account} />
      <Senders account={account} change={change} />
      <FolderMapping account={account} change={change} />
      {account.state !== 'inactive' && <GettingMail account={account} change={change} />}
      <Deactivate account={account} change={change} />
      <RemoveAccount account={account} />
    </>
  )
}

function Back() {
  return (
    <p style={{ marginBottom: '0.5rem' }}>
      <a className={styles.backLink} href="#/settings/accounts">
        <IconArrowLeft size={16} stroke={1.75} aria-hidden="true" />
        {words.back}
      </a>
    </p>
  )
}
