import { IconArrowLeft, IconChevronRight } from '@tabler/icons-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { Account, AccountDraft, Finding, Preset, TestReport } from '../../shared/contract/accounts.ts'
import { AppError } from '../../shared/errors.ts'
import { serversFor } from '../../shared/managed.ts'
import { useSession } from '../bridge-context.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorBar } from '../ui/ErrorBar.tsx'
import { focusIsLost } from '../ui/focus.ts'
import { setup as words } from '../words/en/setup.ts'
import { signIn as signInWords } from '../words/en/sign-in.ts'
import styles from './AccountForm.module.css'
import { AnotherMailbox, isAnother } from './AnotherMailbox.tsx'
import { FoundCard } from './FoundCard.tsx'
import {
  addressOf,
  checkForm,
  draftOf,
  emptyForm,
  type FormField,
  formOf,
  type FormState
} from './form-state.ts'
import { type Fixed, withFixed } from './form-servers.ts'
import { PeriodChoice } from './PeriodChoice.tsx'
import { Report } from './Report.tsx'
import { ServerFields } from './ServerFields.tsx'
import { SignInMissing, SignInWaiting } from './SignIn.tsx'
import { useFormSignIn } from './use-form-sign-in.ts'
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
  /** Set by the organisation. */
  fixed: Fixed
  set(patch: Partial<FormState>): void
  error(field: FormField): string | undefined
  leave(field: FormField): () => void
}

/** Connects a mailbox by password or by the service's own page. A test that fails saves nothing, and what was typed is kept. */
export function AccountForm({
  preset,
  address,
  finding = null,
  account,
  bare = false,
  onBack,
  onDone
}: AccountFormProps) {
  const { bridge, managed } = useSession()
  const found = finding?.found ?? null
  const [typed, setForm] = useState(() => (account ? formOf(account) : emptyForm(preset, address, found)))
  const { form, fixed } = withFixed(typed, serversFor(managed, addressOf(typed)), account)
  const [left, setLeft] = useState<ReadonlySet<FormField>>(new Set())
  const [report, setReport] = useState<TestReport | null>(null)
  const [thrown, setThrown] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  /** Waits for a yes: it may be another mailbox. */
  const [another, setAnother] = useState<AccountDraft | null>(null)
  const [serversShown, setServersShown] = useState(account !== null || (preset === null && !found?.incoming))
  const element = useRef<HTMLFormElement>(null)
  const signIn = useFormSignIn(preset, account)
  const errors = checkForm(form, { needsPassword: account?.auth !== 'password' && !signIn.byPage })
  const custom = preset === null

  const fields: FieldsProps = {
    form,
    fixed,
    set: (patch) => setForm((before) => ({ ...before, ...patch })),
    error: (field) => (left.has(field) ? errors[field] : undefined),
    leave: (field) => () => setLeft((before) => new Set(before).add(field))
  }

  /** What is given to the core; null: the rep called the sign-in off. */
  async function draftNow(trusted: string[], again: boolean): Promise<AccountDraft | null> {
    const secret = await signIn.secret(addressOf(form), again)
    if (!secret) return null
    const password = secret.auth === 'password' ? form.password : ''
    return { ...draftOf({ ...form, password, trusted }, preset, account, found), ...secret }
  }

  /** @param sure it is meant, even if the draft may be another mailbox */
  async function submit(trusted: string[], again = false, sure = false): Promise<void> {
    if (account && !sure && isAnother(account, draftOf(form, preset, account, found)))
      return setAnother(draftOf(form, preset, account, found))
    setAnother(null)
    await trying(async () => {
      const draft = await draftNow(trusted, again)
      if (!draft) return
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
      const draft = await draftNow(form.trusted, false)
      if (!draft) return
      told(await bridge.call('accounts.test', { draft, ...(account ? { account: account.id } : {}) }))
    })

  function told(answer: TestReport): void {
    setReport(answer)
    if (answer.steps.some((step) => step.error?.code === 'auth.signInAgain')) signIn.forget()
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
      if (error instanceof AppError && error.code === 'auth.signInLate') signIn.forget()
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
  // the button that was pressed is disabled meanwhile, or gone: what is to be done next has the focus
  useEffect(() => {
    if (busy || !(report || thrown) || !focusIsLost()) return
    const refused = report?.steps.some((step) => step.error?.code === 'auth.wrongPassword')
    const password =
      refused && element.current?.querySelector<HTMLElement>('[autocomplete="current-password"]')
    const next = password || results.current?.querySelector('button') || results.current
    next?.focus({ preventScroll: true })
  }, [busy, report, thrown])

  const head = !bare && (
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
  )
  if (signIn.blocked && preset)
    return (
      <div className={styles.form}>
        {head}
        <SignInMissing signIn={signIn} preset={preset} />
      </div>
    )
  return (
    <form ref={element} className={styles.form} onSubmit={onSubmit} noValidate aria-label={words.title}>
      {head}
      {finding && <FoundCard finding={finding} domain={address.slice(address.lastIndexOf('@') + 1)} />}
      <WhoFields
        {...fields}
        preset={preset}
        found={found}
        custom={custom}
        known={account !== null}
        signIn={signIn}
        onAgain={() => void submit(form.trusted, true)}
      />
      <div ref={results} className={styles.results} aria-live="polite" tabIndex={-1}>
        {signIn.waiting && signIn.service && (
          <SignInWaiting service={signIn.service.name} waiting={signIn.waiting} />
        )}
        {thrown !== null && <ErrorBar error={thrown} />}
        {report && (
          <Report
            report={report}
            onTrust={(fingerprint) => {
              const trusted = [...new Set([...form.trusted, fingerprint])]
              fields.set({ trusted })
              void submit(trusted)
            }}
            onRefuse={() => {
              setReport(null)
              results.current?.nextElementSibling?.querySelector<HTMLElement>('input:enabled')?.focus()
            }}
          />
        )}
      </div>
      {serversShown ? (
        <ServerFields {...fields} custom={custom} />
      ) : (
        <div>
          <Button
            kind="quiet"
            icon={<IconChevronRight size={16} stroke={1.75} aria-hidden="true" />}
            className={styles.back}
            aria-expanded={false}
            onClick={() => setServersShown(true)}
          >
            {words.form.showServers}
          </Button>
        </div>
      )}
      {!account && <PeriodChoice {...fields} />}
      <div className={styles.foot}>
        {busy && !signIn.waiting && (
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
          {signIn.asks && signIn.service
            ? signInWords.with(signIn.service.name)
            : account
              ? words.form.update
              : words.form.configure}
        </Button>
      </div>
      {account && (
        <AnotherMailbox
          before={account}
          after={another}
          onDo={() => void submit(form.trusted, false, true)}
          onClose={() => setAnother(null)}
        />
      )}
    </form>
  )
}
