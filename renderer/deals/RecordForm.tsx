import { useState, type FormEvent } from 'react'
import type { AnyRecord } from '../../shared/contract/records.ts'
import { AppError } from '../../shared/errors.ts'
import { useAnswer } from '../bridge-answer.ts'
import { useBridge } from '../bridge-context.ts'
import { Bar } from '../ui/Bar.tsx'
import { Button } from '../ui/Button.tsx'
import { errorText } from '../words/index.ts'
import { deals as words } from '../words/en/deals.ts'
import { Conflict } from './Conflict.tsx'
import { draftOf, namesOf } from './drafts.ts'
import { FieldInput } from './FieldInput.tsx'
import { formFields, typedOf, type Typed } from './fields.ts'
import type { OpenForm } from './form-store.ts'
import styles from './deals.module.css'

interface Props {
  form: OpenForm
  onDone(record: AnyRecord): void
  onCancel(): void
}

/** All fields of one record. An edit that meets somebody else's shows both before one of them goes. */
export function RecordForm({ form, onDone, onCancel }: Props) {
  const bridge = useBridge()
  const { kind } = form
  const { stages = [], profiles = [] } = useAnswer('workspace.organisation', {}).value ?? {}
  const [record, setRecord] = useState(form.record)
  const [typed, setTyped] = useState<Typed>(() => (form.record ? typedOf(kind, form.record) : start(form)))
  const [names, setNames] = useState(() => (form.record ? namesOf(form.record) : new Map(form.names)))
  const [theirs, setTheirs] = useState<AnyRecord | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const wrong = wrongField(error)

  async function save(rev: number | undefined): Promise<void> {
    if (String(typed.name ?? '').trim() === '') {
      setError(new AppError('workspace.invalid', { field: 'name', value: '' }))
      return
    }
    setBusy(true)
    setError(undefined)
    try {
      const draft = draftOf(kind, typed, stages)
      const saved =
        record && rev !== undefined
          ? await bridge.call('workspace.update', { id: record.id, rev, draft })
          : await bridge.call('workspace.create', draft)
      onDone(saved)
    } catch (thrown) {
      if (record && thrown instanceof AppError && thrown.code === 'workspace.conflict') await meet(record)
      else setError(thrown)
    } finally {
      setBusy(false)
    }
  }
  async function meet({ id }: AnyRecord): Promise<void> {
    try {
      const now = (await bridge.call('workspace.record', { kind, id })).record
      setNames((before) => new Map([...before, ...namesOf(now)]))
      setTheirs(now)
    } catch (thrown) {
      setError(thrown)
    }
  }
  if (record && theirs) {
    return (
      <Conflict
        kind={kind}
        typed={typed}
        theirs={theirs}
        names={names}
        stages={stages}
        profiles={profiles}
        busy={busy}
        onSave={() => void save(theirs.rev).then(() => setTheirs(null))}
        onTake={() => {
          setTyped(typedOf(kind, theirs))
          setRecord(theirs)
          setTheirs(null)
        }}
      />
    )
  }
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void save(record?.rev)
      }}
    >
      <div className={styles.formGrid}>
        {formFields[kind].map((field, at) => (
          <div key={field.key} className={field.wide && styles.wide}>
            <FieldInput
              field={field}
              focus={at === 0}
              value={field.type === 'stage' ? typed[field.key] || stages[0]?.id : typed[field.key]}
              names={names}
              stages={stages}
              profiles={profiles}
              error={wrong?.field === field.key ? wrong.text : undefined}
              onChange={(value, picked) => {
                setTyped((before) => ({ ...before, [field.key]: value }))
                if (wrong?.field === field.key) setError(undefined)
                if (picked) setNames((before) => new Map(before).set(picked.id, picked.name))
              }}
            />
          </div>
        ))}
      </div>
      {error !== undefined && !wrong && (
        <Bar
          tone="neg"
          role="alert"
          title={errorText(error).what}
          text={`${errorText(error).safe} ${errorText(error).next}`}
        />
      )}
      <div className={styles.foot}>
        <Button onClick={onCancel}>{words.cancel}</Button>
        <Button type="submit" kind="primary" busy={busy} disabled={busy}>
          {words.save}
        </Button>
      </div>
    </form>
  )
}

function start(form: OpenForm): Typed {
  const preset = form.record ? {} : form.preset
  return form.kind === 'user'
    ? { active: true, ...preset }
    : form.kind === 'deal'
      ? { currency: 'EUR', ...preset }
      : { ...preset }
}

/** The words to put under a field, where the error names one of the form's. */
function wrongField(error: unknown): { field: string; text: string } | null {
  if (!(error instanceof AppError) || error.code !== 'workspace.invalid') return null
  const value = String(error.params.value ?? '')
  switch (error.params.field) {
    case 'name':
      return { field: 'name', text: words.invalid.name }
    case 'addresses':
      return { field: 'addresses', text: words.invalid.addresses(value) }
    case 'domains':
      return { field: 'domains', text: words.invalid.domains(value) }
    case 'contact':
      return { field: 'contacts', text: words.invalid.gone }
    case 'account':
    case 'owner':
    case 'stage':
      return { field: String(error.params.field), text: words.invalid.gone }
    default:
      return null
  }
}
