import { NumberInput, Select, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import {
  type Condition,
  type MailState,
  mailState,
  type SimpleCondition,
  type TextField,
  textField,
  textOp
} from '../../../shared/filters/model.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { filters } from '../../words/en/filters.ts'
import { faultOfCondition } from './faults.ts'
import styles from './filters.module.css'

const words = filters.editor

interface Props {
  condition: Condition
  number: number
  /** Faults are shown once the rep wanted to save. */
  strict: boolean
  onChange(condition: Condition): void
  onRemove(): void
}

const subjects = [
  ...textField.options.map((field) => ({ value: field, label: words.fields[field] })),
  ...(['state', 'size', 'age', 'date', 'every'] as const).map((kind) => ({
    value: kind,
    label: words.kinds[kind]
  }))
]

function fresh(subject: string): SimpleCondition {
  switch (subject) {
    case 'state':
      return { kind: 'state', state: 'attachment', is: true }
    case 'size':
      return { kind: 'size', op: 'greater', bytes: 1_048_576 }
    case 'age':
      return { kind: 'age', op: 'greater', days: 30 }
    case 'date':
      return { kind: 'date', op: 'after', day: `${new Date().getFullYear()}-01-01` }
    case 'every':
      return { kind: 'every' }
    default:
      return {
        kind: 'text',
        field: subject as TextField,
        header: '',
        op: subject === 'anywhere' ? 'words' : 'contains',
        value: ''
      }
  }
}

/** One condition: what, how, and the value. What a file brought and nobody can change here stands as it is. */
export function ConditionRow({ condition, number, strict, onChange, onRemove }: Props) {
  const remove = (
    <IconButton name={words.removeCondition(number)} onClick={onRemove}>
      <IconX size={16} stroke={1.75} aria-hidden="true" />
    </IconButton>
  )
  const name = words.condition(number)
  if (condition.kind === 'group' || condition.kind === 'unknown')
    return (
      <div role="group" aria-label={name} className={styles.line}>
        <span className={styles.fixed}>{words.kinds[condition.kind]}</span>
        <span className={styles.fixed}>{filters.conditionWords(condition)}</span>
        {remove}
      </div>
    )
  const fault = strict ? faultOfCondition(condition) : ''
  return (
    <div role="group" aria-label={name} className={styles.line}>
      <Select
        aria-label={words.what}
        data={subjects}
        value={condition.kind === 'text' ? condition.field : condition.kind}
        allowDeselect={false}
        onChange={(subject) => {
          if (!subject) return
          const next = fresh(subject)
          const keeps = next.kind === 'text' && condition.kind === 'text'
          onChange(
            keeps
              ? { ...next, op: subject === 'anywhere' ? 'words' : condition.op, value: condition.value }
              : next
          )
        }}
      />
      <Comparison condition={condition} onChange={onChange} />
      <div className={styles.value}>
        <Value condition={condition} fault={fault} onChange={onChange} />
      </div>
      {remove}
    </div>
  )
}

type Part<K extends SimpleCondition['kind']> = Extract<SimpleCondition, { kind: K }>
interface PartProps {
  condition: SimpleCondition
  onChange(condition: Condition): void
}

function Comparison({ condition, onChange }: PartProps) {
  const pick = <T extends string>(
    value: T,
    options: readonly { value: T; label: string }[],
    use: (op: T) => SimpleCondition
  ) => (
    <Select
      aria-label={words.how}
      data={[...options]}
      value={value}
      allowDeselect={false}
      onChange={(op) => op && onChange(use(op as T))}
    />
  )
  switch (condition.kind) {
    case 'text': {
      const ops = condition.field === 'anywhere' ? (['words', 'wordsNot'] as const) : textOp.options
      return pick(
        condition.op,
        ops.map((op) => ({ value: op, label: words.ops[op] })),
        (op) => ({ ...condition, op })
      )
    }
    case 'size':
      return pick(
        condition.op,
        [
          { value: 'greater', label: words.greater },
          { value: 'less', label: words.less }
        ],
        (op) => ({ ...condition, op })
      )
    case 'age':
      return pick(
        condition.op,
        [
          { value: 'greater', label: words.older },
          { value: 'less', label: words.younger },
          { value: 'is', label: words.justAs }
        ],
        (op) => ({ ...condition, op })
      )
    case 'date':
      return pick(
        condition.op,
        [
          { value: 'before', label: words.before },
          { value: 'after', label: words.after },
          { value: 'is', label: words.onDay },
          { value: 'isNot', label: words.notOnDay }
        ],
        (op) => ({ ...condition, op })
      )
    case 'state':
      return pick(
        condition.is ? 'yes' : 'no',
        [
          { value: 'yes', label: words.isTrue },
          { value: 'no', label: words.isFalse }
        ],
        (op) => ({ ...condition, is: op === 'yes' })
      )
    default:
      return <span />
  }
}

function Value({ condition, fault, onChange }: PartProps & { fault: string }) {
  switch (condition.kind) {
    case 'text':
      return <TextValue condition={condition} fault={fault} onChange={onChange} />
    case 'size':
    case 'age': {
      const isSize = condition.kind === 'size'
      return (
        <NumberInput
          aria-label={words.value}
          min={0}
          max={99_999_999}
          allowDecimal={false}
          suffix={` ${isSize ? words.kilobytes : words.days}`}
          value={isSize ? Math.round(condition.bytes / 1024) : condition.days}
          onChange={(typed) => {
            const value = Math.max(0, Math.round(Number(typed) || 0))
            onChange(isSize ? { ...condition, bytes: value * 1024 } : { ...condition, days: value })
          }}
        />
      )
    }
    case 'date':
      return (
        <TextInput
          aria-label={words.value}
          type="date"
          value={condition.day}
          error={fault || undefined}
          onChange={(event) => onChange({ ...condition, day: event.currentTarget.value })}
        />
      )
    case 'state':
      return (
        <Select
          aria-label={words.value}
          data={mailState.options.map((state) => ({ value: state, label: words.stateNames[state] }))}
          value={condition.state}
          allowDeselect={false}
          onChange={(state) => state && onChange({ ...condition, state: state as MailState })}
        />
      )
    default:
      return null
  }
}

function TextValue({
  condition,
  fault,
  onChange
}: {
  condition: Part<'text'>
  fault: string
  onChange(next: Condition): void
}) {
  const { op, field, header, value } = condition
  return (
    <>
      {field === 'header' && (
        <TextInput
          aria-label={words.header}
          placeholder={words.header}
          value={header}
          onChange={(event) =>
            onChange({ ...condition, header: event.currentTarget.value.toLowerCase().trim() })
          }
        />
      )}
      {op !== 'empty' && op !== 'notEmpty' && (
        <TextInput
          aria-label={words.value}
          value={value}
          maxLength={20_000}
          spellCheck={false}
          error={fault || undefined}
          onChange={(event) => onChange({ ...condition, value: event.currentTarget.value })}
        />
      )}
    </>
  )
}
