import { PasswordInput, Select, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { Preset, Security, TestReport } from '../../../shared/contract/accounts.ts'
import type { TeamUser } from '../../../shared/contract/administration.ts'
import { isLoopback } from '../../../shared/loopback.ts'
import { useSession } from '../../bridge-context.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorBar } from '../../ui/ErrorBar.tsx'
import { backup } from '../../words/en/backup.ts'
import styles from './admin.module.css'
import { useServicePage } from './use-service-page.ts'

const words = backup.form
const securities: Security[] = ['ssl', 'tls', 'never']
const ports: Record<Security, string> = { ssl: '993', tls: '143', never: '143' }

interface Props {
  mailbox: Pick<TeamUser['mailboxes'][number], 'id' | 'address'>
  onDone(): void
}

/** Server and password of a leaver's mailbox, for one backup: filled from the service or the domain, tried at once. */
export function MailboxSignIn({ mailbox: { id, address }, onDone }: Props) {
  const { bridge } = useSession()
  const [host, setHost] = useState('')
  const [port, setPort] = useState('993')
  const [security, setSecurity] = useState<Security>('ssl')
  const [user, setUser] = useState(address)
  const [password, setPassword] = useState('')
  const [preset, setPreset] = useState<Preset | null>(null)
  const [looking, setLooking] = useState(true)
  const [busy, setBusy] = useState(false)
  const [step, setStep] = useState<TestReport['steps'][number] | null>(null)
  const [failed, setFailed] = useState<unknown>()
  const typed = useRef(false)
  const page = useServicePage(preset)

  useEffect(() => {
    const stop = new AbortController()
    const { signal } = stop
    async function find(): Promise<void> {
      const known = await bridge.call('accounts.discover', { address }, { signal })
      const found = known ? null : (await bridge.call('accounts.find', { address }, { signal })).found
      const service = known ?? found?.preset ?? null
      const server = service?.incoming ?? found?.incoming
      setPreset(service)
      if (!server || typed.current) return
      setHost(server.host)
      setPort(String(server.port))
      setSecurity(server.security)
    }
    find()
      .catch(() => undefined)
      .finally(() => !signal.aborted && setLooking(false))
    return () => stop.abort()
  }, [bridge, address])

  async function signIn(trusted: string[] = [], byPage = false): Promise<void> {
    setBusy(true)
    setStep(null)
    setFailed(undefined)
    try {
      const grant = byPage ? await page.run(address) : undefined
      if (grant === null) return
      const answer = await bridge.call('leavers.signIn', {
        mailbox: id,
        server: { host: host.trim(), port: Number(port), security, user: user.trim() || address },
        ...(grant === undefined ? { password } : { grant }),
        trustedCertificates: trusted
      })
      if (answer.ok) onDone()
      else setStep(answer)
    } catch (error) {
      setFailed(error)
    } finally {
      setBusy(false)
    }
  }

  const number = Number(port)
  const whole = host.trim() !== '' && Number.isInteger(number) && number > 0 && number < 65536
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (whole && password !== '' && !busy) void signIn()
  }
  const print = step?.certificate?.fingerprint
  return (
    <form className={styles.signIn} aria-label={backup.sheet.signInName(address)} onSubmit={submit}>
      {failed !== undefined && <ErrorBar error={failed} />}
      {step?.error && (
        <ErrorBar error={step.error}>
          {print && (
            <>
              <p className={styles.hash}>{words.fingerprint(print)}</p>
              <Button size="small" disabled={busy || password === ''} onClick={() => void signIn([print])}>
                {words.trust}
              </Button>
            </>
          )}
        </ErrorBar>
      )}
      <div className={styles.hostLine}>
        <TextInput
          label={words.server}
          description={looking ? words.looking : undefined}
          spellCheck={false}
          autoComplete="off"
          value={host}
          onChange={({ currentTarget }) => {
            typed.current = true
            setHost(currentTarget.value)
          }}
        />
        <TextInput
          label={words.port}
          inputMode="numeric"
          autoComplete="off"
          value={port}
          onChange={({ currentTarget }) => {
            typed.current = true
            setPort(currentTarget.value)
          }}
        />
      </div>
      <Select
        label={words.security}
        description={security === 'never' && !isLoopback(host.trim()) ? words.open : undefined}
        data={securities.map((value) => ({ value, label: words.securities[value] }))}
        value={security}
        allowDeselect={false}
        onChange={(value) => {
          const next = securities.find((one) => one === value) ?? 'ssl'
          if (Object.values(ports).includes(port)) setPort(ports[next])
          setSecurity(next)
        }}
      />
      <TextInput
        label={words.user}
        spellCheck={false}
        autoComplete="off"
        value={user}
        onChange={({ currentTarget }) => setUser(currentTarget.value)}
      />
      <PasswordInput
        label={words.password}
        autoComplete="off"
        value={password}
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
      />
      <div className={styles.acts}>
        <Button type="submit" busy={busy} disabled={busy || !whole || password === ''}>
          {page.waiting ? words.waiting : busy ? words.testing : words.signIn}
        </Button>
        {page.service && (
          <Button disabled={busy || !whole} onClick={() => void signIn([], true)}>
            {words.with(page.service)}
          </Button>
        )}
        <Button
          kind="quiet"
          onClick={() => {
            page.stop()
            onDone()
          }}
        >
          {words.cancel}
        </Button>
      </div>
    </form>
  )
}
