import { Select, Switch, TextInput } from '@mantine/core'
import { IconArrowLeft, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { Action, Condition, Rule } from '../../../shared/filters/model.ts'
import { useSession } from '../../bridge-context.ts'
import { makeFoldersFor, useCache } from '../../cache/index.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorBar } from '../../ui/ErrorBar.tsx'
import { PageHead, Section } from '../../ui/Page.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { filters } from '../../words/en/filters.ts'
import { ActionRow } from './ActionRow.tsx'
import { ConditionRow } from './ConditionRow.tsx'
import { faultOf } from './faults.ts'
import styles from './filters.module.css'
import type { FilterEdit } from './use-filters.ts'

const words = filters.editor
const everyAccount = '*'
const plus = <IconPlus size={16} stroke={1.75} aria-hidden="true" />

function newRule(): Rule {
  return {
    id: crypto.randomUUID(),
    name: '',
    enabled: true,
    account: null,
    onArrival: true,
    match: 'all',
    conditions: [{ kind: 'text', field: 'from', header: '', op: 'contains', value: '' }],
    actions: [{ kind: 'move', folder: { path: [], source: '' } }],
    origin: null
  }
}

/** Rows have keys of their own: two of them may say the same. */
interface Keyed<T> {
  key: number
  value: T
}
let lastKey = 0
const keyed = <T,>(value: T): Keyed<T> => ({ key: ++lastKey, value })
const valuesOf = <T,>(rows: readonly Keyed<T>[]): T[] => rows.map(({ value }) => value)

/** A filter as a sentence in three parts: if, then, and for whom. Nothing is saved before it is whole. */
export function FilterEditor({ rule, edit }: { rule: Rule | null; edit: FilterEdit }) {
  const { accounts } = useSession()
  const cache = useCache()
  const [typed, setTyped] = useState<Rule>(() => rule ?? newRule())
  const [conditions, setConditions] = useState<Keyed<Condition>[]>(() => typed.conditions.map(keyed))
  // what another program does without being told is no line of its own
  const [actions, setActions] = useState<Keyed<Action>[]>(() => typed.actions.map(keyed))
  const [strict, setStrict] = useState(false)
  const [busy, setBusy] = useState(false)
  const whole: Rule = { ...typed, conditions: valuesOf(conditions), actions: valuesOf(actions) }
  const fault = strict ? faultOf(whole) : ''
  const close = (): void => {
    location.hash = '#/settings/filters'
  }

  async function save(): Promise<void> {
    setStrict(true)
    if (faultOf(whole)) return
    setBusy(true)
    // one that was off because something was missing works now
    const next = rule ? whole : { ...whole, enabled: true }
    const saved = await edit.save(
      (rules) => (rule ? rules.map((one) => (one.id === rule.id ? next : one)) : [...rules, next]),
      filters.saved
    )
    setBusy(false)
    if (!saved) return
    if (whole.account !== null) await makeFoldersFor(cache, whole.account, [whole])
    close()
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <p className={styles.back}>
        <a href="#/settings/filters">
          <IconArrowLeft size={16} stroke={1.75} aria-hidden="true" />
          {words.back}
        </a>
      </p>
      <PageHead
        title={rule ? words.titleEdit : words.titleNew}
        text={rule ? filters.nameOf(rule) : undefined}
      />
      {edit.error !== null && <ErrorBar error={edit.error} />}
      <Section title={words.when} text={words.whenText}>
        {conditions.length > 1 && (
          <div>
            <Segments
              name={words.match}
              value={typed.match}
              options={[
                { value: 'all', label: words.all },
                { value: 'any', label: words.any }
              ]}
              onChange={(match) => setTyped({ ...typed, match })}
            />
          </div>
        )}
        <div className={styles.lines}>
          {conditions.map(({ key, value }, at) => (
            <ConditionRow
              key={key}
              condition={value}
              number={at + 1}
              strict={strict}
              onChange={(next) =>
                setConditions(conditions.map((one) => (one.key === key ? { key, value: next } : one)))
              }
              onRemove={() => setConditions(conditions.filter((one) => one.key !== key))}
            />
          ))}
        </div>
        {conditions.some(
          ({ value }) => value.kind === 'text' && (value.op === 'words' || value.op === 'wordsNot')
        ) && <p className={styles.small}>{words.wordsHelp}</p>}
        <div>
          <Button
            kind="quiet"
            icon={plus}
            onClick={() =>
              setConditions([
                ...conditions,
                keyed({ kind: 'text', field: 'subject', header: '', op: 'contains', value: '' })
              ])
            }
          >
            {words.addCondition}
          </Button>
        </div>
      </Section>
      <Section title={words.do} text={words.doText}>
        <div className={styles.lines}>
          {actions.map(({ key, value }, at) =>
            value.kind === 'stop' && value.implied ? null : (
              <ActionRow
                key={key}
                action={value}
                number={at + 1}
                account={typed.account}
                strict={strict}
                onChange={(next) =>
                  setActions(actions.map((one) => (one.key === key ? { key, value: next } : one)))
                }
                onRemove={() => setActions(actions.filter((one) => one.key !== key))}
              />
            )
          )}
        </div>
        <div>
          <Button
            kind="quiet"
            icon={plus}
            onClick={() => setActions([...actions, keyed<Action>({ kind: 'read' })])}
          >
            {words.addAction}
          </Button>
        </div>
      </Section>
      <Section title={words.use} text={words.useText}>
        <TextInput
          className={styles.field}
          label={words.name}
          description={words.nameHelp}
          inputWrapperOrder={['label', 'input', 'description']}
          value={typed.name}
          maxLength={500}
          onChange={(event) => setTyped({ ...typed, name: event.currentTarget.value })}
        />
        {accounts.length > 1 && (
          <Select
            className={styles.field}
            label={words.account}
            data={[
              { value: everyAccount, label: filters.allAccounts },
              ...accounts.map(({ id, address }) => ({ value: id, label: address }))
            ]}
            value={typed.account ?? everyAccount}
            allowDeselect={false}
            onChange={(id) => setTyped({ ...typed, account: id === everyAccount ? null : id })}
          />
        )}
        <Switch
          label={words.onArrival}
          checked={typed.onArrival}
          onChange={(event) => setTyped({ ...typed, onArrival: event.currentTarget.checked })}
        />
        <div className={styles.foot}>
          <span role="alert" className={styles.wrong}>
            {fault}
          </span>
          <Button onClick={close}>{words.cancel}</Button>
          <Button type="submit" kind="primary" busy={busy} disabled={busy}>
            {words.save}
          </Button>
        </div>
      </Section>
    </form>
  )
}
