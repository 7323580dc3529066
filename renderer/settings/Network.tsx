import { Radio } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { NetworkDraft, NetworkSettings, NetworkTried } from '../../shared/contract/network.ts'
import { useBridge } from '../bridge-context.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorBar } from '../ui/ErrorBar.tsx'
import { PageHead, Section } from '../ui/Page.tsx'
import { showToast } from '../ui/toast.ts'
import { network as words } from '../words/en/network.ts'
import { settings } from '../words/en/settings.ts'
import { checkProxy, ProxyFields, proxyForm, type ProxyForm, proxyOf } from './ProxyFields.tsx'
import styles from './Settings.module.css'

const modes: NetworkSettings['mode'][] = ['system', 'none', 'typed']

/** By which way mail servers are reached, and whether that way leads there. */
export function Network() {
  const bridge = useBridge()
  const [mode, setMode] = useState<NetworkSettings['mode'] | null>(null)
  const [form, setForm] = useState<ProxyForm>(proxyForm(null))
  const [shown, setShown] = useState(false)
  const [busy, setBusy] = useState(false)
  const [tried, setTried] = useState<NetworkTried | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    void bridge.call('network.get', {}).then((saved) => {
      setMode(saved.mode)
      setForm(proxyForm(saved.typed))
    }, setError)
  }, [bridge])
  if (mode === null) return error === null ? null : <ErrorBar error={error} />
  const errors = mode === 'typed' ? checkProxy(form) : {}

  async function run(work: (draft: NetworkDraft) => Promise<void>): Promise<void> {
    setShown(true)
    if (Object.keys(errors).length > 0 || mode === null) return
    setBusy(true)
    setError(null)
    setTried(null)
    await work({
      mode,
      typed: Object.keys(checkProxy(form)).length === 0 ? proxyOf(form) : null,
      ...(form.password ? { password: form.password } : {})
    }).catch(setError)
    setBusy(false)
  }
  const test = (): Promise<void> => run(async (draft) => setTried(await bridge.call('network.try', draft)))
  const update = (): Promise<void> =>
    run(async (draft) => {
      await bridge.call('network.set', draft)
      showToast({ text: settings.saved, seconds: 3 })
    })

  return (
    <>
      <PageHead title={words.title} text={words.text} />
      <Section title={words.proxy} text={words.proxyText}>
        <div role="radiogroup" aria-label={words.proxy} className={styles.options}>
          {modes.map((one) => (
            <Radio
              key={one}
              name="proxy-mode"
              label={words.modes[one]}
              description={words.modesHelp[one]}
              checked={mode === one}
              onChange={() => {
                setMode(one)
                setTried(null)
              }}
            />
          ))}
        </div>
        {mode === 'typed' && (
          <ProxyFields
            form={form}
            errors={shown ? errors : {}}
            set={(patch) => setForm({ ...form, ...patch })}
          />
        )}
        <div aria-live="polite">
          {error !== null && <ErrorBar error={error} />}
          {tried && <Tried tried={tried} />}
        </div>
        <div className={styles.foot}>
          <Button busy={busy} disabled={busy} onClick={() => void test()}>
            {words.test}
          </Button>
          <Button kind="primary" disabled={busy} onClick={() => void update()}>
            {words.update}
          </Button>
        </div>
      </Section>
      <Section title={words.trust}>
        <p className={styles.small}>{words.trustText}</p>
      </Section>
    </>
  )
}

function Tried({ tried: { proxy, to, error } }: { tried: NetworkTried }) {
  if (error) return <ErrorBar error={error} />
  const name = proxy && `${proxy.host}:${proxy.port}`
  const text = to
    ? name
      ? words.through(name, to)
      : words.direct(to)
    : name
      ? words.proxyAlone(name)
      : words.directAlone
  return (
    <p className={styles.works}>
      <IconCircleCheck size={16} stroke={1.75} aria-hidden="true" />
      {text}
    </p>
  )
}
