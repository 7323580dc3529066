import { Switch, Textarea } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { Account, Preset } from '../../shared/contract/accounts.ts'
import { useSession } from '../bridge-context.ts'
import { useFolders, useWaiting } from '../cache/index.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorBar } from '../ui/ErrorBar.tsx'
import { PageHead, Section } from '../ui/Page.tsx'
import { showToast } from '../ui/toast.ts'
import { settings } from '../words/en/settings.ts'
import { FolderMapping } from './FolderMapping.tsx'
import type { AccountFormOf } from './Settings.tsx'
import styles from './Settings.module.css'

const words = settings.accounts

/** One mailbox: its servers and period, signature, folders, pause, and its end. */
export function AccountPage({ id, form }: { id: string; form: AccountFormOf }) {
  const { accounts, bridge } = useSession()
  const account = accounts.find((one) => one.id === id)
  const [presets, setPresets] = useState<Preset[] | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    void bridge.call('accounts.presets', {}).then(setPresets, () => setPresets([]))
  }, [bridge])
  if (!account) return <Back />
  const preset = presets?.find((one) => one.id === account.service) ?? null

  async function change(patch: Partial<Account>): Promise<void> {
    setError(null)
    await bridge
      .call('accounts.change', { id, patch })
      .then(() => showToast({ text: settings.saved, seconds: 3 }), setError)
  }
  return (
    <>
      <Back />
      <PageHead title={account.address} text={account.displayName}>
        {accounts[0]?.id !== id && (
          <Button
            onClick={() => void change({ position: Math.min(...accounts.map((one) => one.position)) - 1 })}
          >
            {words.makeFirst}
          </Button>
        )}
      </PageHead>
      {error !== null && <ErrorBar error={error} />}
      <Section title={words.getting} text={words.gettingText}>
        <Switch
          label={words.gettingLabel}
          checked={account.state === 'active'}
          onChange={(event) => void change({ state: event.currentTarget.checked ? 'active' : 'paused' })}
        />
      </Section>
      <Section title={words.serverDetails} text={words.serverText}>
        {presets !== null && form(account, preset, () => showToast({ text: settings.saved, seconds: 3 }))}
      </Section>
      <Own key={`${account.signature} ${account.aliases.join()}`} account={account} change={change} />
      <FolderMapping account={account} change={change} />
      <Remove account={account} />
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

interface ChangeProps {
  account: Account
  change(patch: Partial<Account>): Promise<void>
}

function Own({ account, change }: ChangeProps) {
  const [signature, setSignature] = useState(account.signature)
  const [aliases, setAliases] = useState(account.aliases.join('\n'))
  const list = aliases
    .split(/[\s,;]+/)
    .map((one) => one.trim())
    .filter((one) => one.includes('@'))
  const changed = signature !== account.signature || list.join() !== account.aliases.join()
  return (
    <Section title={words.signature} text={words.signatureText}>
      <Textarea
        label={words.signatureLabel}
        autosize
        minRows={3}
        maxRows={10}
        maxLength={20000}
        value={signature}
        onChange={(event) => setSignature(event.currentTarget.value)}
      />
      <Textarea
        label={words.aliases}
        description={words.aliasesHelp}
        autosize
        minRows={1}
        maxRows={6}
        spellCheck={false}
        value={aliases}
        onChange={(event) => setAliases(event.currentTarget.value)}
      />
      <div className={styles.foot}>
        <Button disabled={!changed} onClick={() => void change({ signature, aliases: list })}>
          {words.update}
        </Button>
      </div>
    </Section>
  )
}

function Remove({ account }: { account: Account }) {
  const { bridge } = useSession()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const mails = useFolders()
    .filter((folder) => folder.account === account.id)
    .reduce((sum, folder) => sum + folder.here, 0)
  const waiting = useWaiting().filter((operation) => operation.account === account.id).length
  async function remove(): Promise<void> {
    setBusy(true)
    try {
      const sample = await bridge.call('sample.status', {})
      if (sample.account === account.id) await bridge.call('sample.remove', {})
      else await bridge.call('accounts.remove', { id: account.id })
      location.hash = '#/settings/accounts'
    } catch (thrown) {
      setError(thrown)
    }
    setBusy(false)
    setAsking(false)
  }
  return (
    <Section title={words.removeTitle} text={words.removeText}>
      {error !== null && <ErrorBar error={error} />}
      <div>
        <Button kind="danger" onClick={() => setAsking(true)}>
          {words.removeButton(account.address)}
        </Button>
      </div>
      <Dialog
        opened={asking}
        title={words.removeQuestion(account.address)}
        verb={words.remove}
        destroys
        busy={busy}
        onDo={() => void remove()}
        onClose={() => setAsking(false)}
      >
        {words.removeFacts(mails, waiting)}
      </Dialog>
    </Section>
  )
}
