import { Autocomplete, PasswordInput, Switch, TextInput } from '@mantine/core'
import { IconCircleCheck, IconPencilBolt } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { DraftingSettings } from '../../shared/contract/drafting.ts'
import { modelServerOf } from '../../shared/model-server.ts'
import { useBridge } from '../bridge-context.ts'
import { Button } from '../ui/Button.tsx'
import { FixedNote } from '../ui/FixedNote.tsx'
import { ErrorBar } from '../ui/ErrorBar.tsx'
import { showToast } from '../ui/toast.ts'
import { drafting as words } from '../words/en/drafting.ts'
import styles from './Intelligence.module.css'
import own from './DraftingCard.module.css'

interface Form {
  address: string
  model: string
  /** '': the saved one, or none. */
  key: string
}

/** A model server of the rep's own choice: off until they turn it on, and it says where texts would go. */
export function DraftingCard({ fixed }: { fixed: boolean }) {
  const bridge = useBridge()
  const [saved, setSaved] = useState<DraftingSettings | null>(null)
  const [form, setForm] = useState<Form>({ address: '', model: '', key: '' })
  const [models, setModels] = useState<string[] | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    void bridge.call('drafting.get', {}).then((found) => {
      setSaved(found)
      setForm({ address: found.address, model: found.model, key: '' })
    }, setError)
  }, [bridge])
  if (saved === null) return error === null ? null : <ErrorBar error={error} />

  const server = modelServerOf(form.address)
  const change = (patch: Partial<Form>): void => {
    setForm({ ...form, ...patch })
    if (patch.address !== undefined) setModels(null)
    setError(null)
  }
  async function run(work: () => Promise<void>): Promise<void> {
    setBusy(true)
    setError(null)
    await work().catch(setError)
    setBusy(false)
  }
  const key = form.key === '' ? {} : { key: form.key }
  const test = (): Promise<void> =>
    run(async () => {
      setModels(null)
      setModels((await bridge.call('drafting.test', { address: form.address, ...key })).models)
    })
  const save = (change: { on?: boolean; key?: string } = {}): Promise<void> =>
    run(async () => {
      const { address, model } = form
      const next = await bridge.call('drafting.set', { on: saved.on, address, model, ...key, ...change })
      setSaved(next)
      setForm({ address: next.address, model: next.model, key: '' })
      if (change.on === undefined) showToast({ text: words.saved, seconds: 3 })
    })
  /** With what is saved, whatever is typed; it shows at once. */
  const turn = (on: boolean): Promise<void> =>
    run(async () => {
      setSaved({ ...saved, on })
      const { address, model } = saved
      setSaved(
        await bridge.call('drafting.set', { on, address, model }).catch((failed: unknown) => {
          setSaved(saved)
          throw failed
        })
      )
    })
  const unsaved = form.address !== saved.address || form.model !== saved.model || form.key !== ''
  const sameServer = form.address.trim() === saved.address

  return (
    <section className={styles.card} aria-label={words.name}>
      <div className={styles.cardHead}>
        <IconPencilBolt size={20} stroke={1.75} aria-hidden="true" />
        <div className={styles.grow}>
          <h2 className={styles.name}>{words.name}</h2>
          <p className={styles.quiet}>{words.text}</p>
          {fixed && <FixedNote />}
        </div>
        <Switch
          aria-label={words.name}
          checked={saved.on}
          disabled={fixed}
          onChange={(event) => void turn(event.currentTarget.checked)}
        />
      </div>
      {saved.on && (
        <div className={own.form}>
          <TextInput
            label={words.address}
            description={words.addressHelp}
            placeholder={words.addressExample}
            spellCheck={false}
            autoComplete="off"
            value={form.address}
            onChange={(event) => change({ address: event.currentTarget.value })}
          />
          <p className={own.goes} role="status">
            {goesTo(form.address, server)}
          </p>
          <Autocomplete
            label={words.model}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            description={words.modelHelp}
            spellCheck={false}
            autoComplete="off"
            data={models ?? []}
            value={form.model}
            onChange={(model) => change({ model })}
          />
          <PasswordInput
            label={words.key}
            description={saved.hasKey && sameServer ? words.keyKept : words.keyHelp}
            autoComplete="off"
            visibilityToggleButtonProps={{ 'aria-hidden': true, tabIndex: -1 }}
            value={form.key}
            onChange={(event) => change({ key: event.currentTarget.value })}
          />
          <div aria-live="polite">
            {error !== null && <ErrorBar error={error} />}
            {models && typeof server !== 'string' && (
              <p className={own.works}>
                <IconCircleCheck size={16} stroke={1.75} aria-hidden="true" />
                {words.works(server.host, models.length)}
                {form.model !== '' && !has(models, form.model) && ` ${words.noSuchModel(form.model)}`}
              </p>
            )}
          </div>
          <p className={styles.quiet}>
            {words.before} {saved.address === '' || saved.model === '' ? words.incomplete : ''}
          </p>
          <div className={own.foot}>
            {unsaved && <span className={styles.quiet}>{words.notSaved}</span>}
            {saved.hasKey && sameServer && (
              <Button kind="quiet" disabled={busy} onClick={() => void save({ key: '' })}>
                {words.removeKey}
              </Button>
            )}
            <Button busy={busy} disabled={busy || typeof server === 'string'} onClick={() => void test()}>
              {words.test}
            </Button>
            <Button kind="primary" disabled={busy || !unsaved} onClick={() => void save()}>
              {words.save}
            </Button>
          </div>
        </div>
      )}
    </section>
  )
}

function goesTo(address: string, server: ReturnType<typeof modelServerOf>): string {
  if (address.trim() === '') return words.goesTo.none
  if (typeof server === 'string') return words.goesTo[server]
  if (server.reach === 'network' && server.secure) return words.goesTo.away(server.host)
  return words.goesTo[server.reach](server.host)
}

/** Some servers name a version that may be left out. */
const has = (models: readonly string[], model: string): boolean =>
  models.includes(model) || models.includes(`${model}:latest`)
