import { IconArrowLeft } from '@tabler/icons-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { Account, AccountDraft, Finding, Preset, TestReport } from '../../shared/contract/accounts.ts'
import { useBridge } from '../bridge-context.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorBar } from '../ui/ErrorBar.tsx'
import { setup as words } from '../words/en/setup.ts'
import styles from './AccountForm.module.css'
import { AnotherMailbox, isAnother } from './AnotherMailbox.tsx'
import { FoundCard } from './FoundCard.tsx'
import { checkForm, draftOf, emptyForm, type FormField, formOf, type FormState } from './form-state.ts'
import { PeriodChoice } from './PeriodChoice.tsx'
import { Report } from './Report.tsx'
import { ServerFields } from './ServerFields.tsx'
import { WhoFields } from './WhoFields.tsx'

export interface AccountFormProps {
  preset: Preset | null
  /** What was typed before. */
  address: string
  /** What the network said of its domain; null: it was not asked. */
  finding?: Finding | null
  /** The account that is changed; null: a new one. */
  account: Account | null
  /** The page around it has a heading of its own. */
  bare?: boolean
  onBack?(): void
  onDone(account: Account): void
}

export interface FieldsProps {
  form: FormState
  set(patch: Partial<FormState>): void
  error(field: FormField): string | undefined
  leave(field: FormField): () => void
}

/** Connects a mailbox by password. A test that fails saves nothing, and what was typed is kept. */
export function AccountForm({
  preset,
  address,
  finding = null,
  account,
  bare = false,
  onBack,
  onDone
}: AccountFormProps) {
  const bridge = useBridge()
  const found = finding?.found ?? null
  const [form, setForm] = useState(() => (account ? formOf(account) : emptyForm(preset, address, found)))
  const [left, setLeft] = useState<ReadonlySet<FormField>>(new Set())
  const [report, setReport] = useState<TestReport | null>(null)
  const [thrown, setThrown] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  /** Waits for a yes: it may be another mailbox. */
  const [another, setAnother] = useState<AccountDraft | null>(null)
  const [serversShown, setServersShown] = useState(account !== null || (preset === null && !found?.incoming))
  const element = useRef<HTMLFormElement>(null)
  const errors = checkForm(form, { needsPassword: account === null })
  const custom = preset === null
  const oauthOnly = preset !== null && preset.auth.every((way) => way === 'oauth2')

  const fields: FieldsProps = {
    form,
    set: (patch) => setForm((before) => ({ ...before, ...patch })),
    error: (field) => (left.has(field) ? errors[field] : undefined),
    leave: (field) => () => setLeft((before) => new Set(before).add(field))
  }

  /** @param sure it is meant, even if the draft may be another mailbox */
  async function submit(trusted: string[], sure = false): Promise<void> {
    const draft = draftOf({ ...form, trusted }, preset, account, found)
    if (account && !sure && isAnother(account, draft)) return setAnother(draft)
    setAnother(null)
    await trying(async () => {
      const answer = account
        ? await bridge.call('accounts.update', { id: account.id, draft })
        : await bridge.call('accounts.add', draft)
      if (answer.account) {
        onDone(answer.account)
        setReport(null)
      } else told(answer.report)
    })
  }

  const testAgain = (): Promise<void> =>
    trying(async () => {
      const draft = draftOf(form, preset, account, found)
      told(await bridge.call('accounts.test', { draft, ...(account ? { account: account.id } : {}) }))
    })

  function told(answer: TestReport): void {
    setReport(answer)
    if (answer.steps.some((step) => step.error && !step.error.code.startsWith('auth.'))) setServersShown(true)
  }

  async function trying(work: () => Promise<void>): Promise<void> {
    setBusy(true)
    setThrown(null)
    try {
      await work()
    } catch (error) {
      setReport(null)
      setThrown(error)
    } finally {
      setBusy(false)
    }
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault()
    whenRight(() => submit(form.trusted))
  }

  /** Every field has its message before anything goes out. */
  function whenRight(act: () => Promise<void>): void {
    const wrong = Object.keys(errors) as FormField[]
    setLeft(new Set(wrong))
    if (wrong.length === 0) return void act()
    if (wrong.some((field) => field !== 'address' && field !== 'password')) setServersShown(true)
    requestAnimationFrame(() => element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
  }

  // what the test found is read out and comes in sight
  const results = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (report || thrown) results.current?.scrollIntoView({ block: 'nearest' })
  }, [report, thrown])

  return (
    <form ref={element} className={styles.form} onSubmit={onSubmit} noValidate aria-label={words.title}>
      {!bare && (
        <div>
          {onBack && (
            <Button
              kind="quiet"
              icon={<IconArrowLeft size={16} stroke={1.75} aria-hidden="true" />}
              className={styles.back}
              onClick={onBack}
            >
              {words.back}
            </Button>
          )}
          <h1 id="setup-title" className={styles.title}>
            {preset ? words.form.title(preset.name) : words.form.otherTitle}
          </h1>
        </div>
      )}
      {finding && <FoundCard finding={finding} domain={address.slice(address.lastIndexOf('@') + 1)} />}
      <WhoFields
        {...fields}
        preset={preset}
        found={found}
        custom={custom}
        known={account !== null}
        oauthOnly={oauthOnly}
      />
      <div ref={results} className={styles.results} aria-live="polite">
        {thrown !== null && <ErrorBar error={thrown} />}
        {report && (
          <Report
            report={report}
            onTrust={(fingerprint) => {
              const trusted = [...new Set([...form.trusted, fingerprint])]
              fields.set({ trusted })
              void submit(trusted)
            }}
            onRefuse={() => setReport(null)}
          />
        )}
      </div>
      {serversShown ? (
        <ServerFields {...fields} custom={custom} />
      ) : (
        <div>
          <Button
            kind="quiet"
            className={styles.back}
            aria-expanded={false}
            onClick={() => setServersShown(true)}
          >
            {words.form.showServers}
          </Button>
        </div>
      )}
      <PeriodChoice {...fields} />
      <div className={styles.foot}>
        {busy && (
          <span className={styles.busy} role="status">
            {words.form.testing}
          </span>
        )}
        {account && (
          <Button disabled={busy} onClick={() => whenRight(testAgain)}>
            {words.report.testAgain}
          </Button>
        )}
        <Button type="submit" kind="primary" size={bare ? 'normal' : 'first'} busy={busy} disabled={busy}>
          {account ? words.form.update : words.form.configure}
        </Button>
      </div>
      {account && (
        <AnotherMailbox
          before={account}
          after={another}
          onDo={() => void submit(form.trusted, true)}
          onClose={() => setAnother(null)}
        />
      )}
    </form>
  )
}
