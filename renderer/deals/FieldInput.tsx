import { NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core'
import type { Phone, Stage } from '../../shared/contract/records.ts'
import { fieldTime } from '../words/day.ts'
import { deals as words } from '../words/en/deals.ts'
import type { Field } from './fields.ts'
import { PeopleField, PhonesField, TextsField, type DealPerson } from './ListFields.tsx'
import { RecordPicker } from './RecordPicker.tsx'

interface Props {
  field: Field
  value: unknown
  error?: string
  /** Names of the ids in the form. */
  names: ReadonlyMap<string, string>
  stages: readonly Stage[]
  /** The team's own list. */
  profiles: readonly { id: string; name: string }[]
  onChange(value: unknown, name?: { id: string; name: string }): void
  focus?: boolean
}

const options = (texts: Record<string, string>) =>
  Object.entries(texts).map(([value, label]) => ({ value, label }))

/** One field of a record's form. */
export function FieldInput({
  field: { key, type },
  value,
  error,
  names,
  stages,
  profiles,
  onChange,
  focus
}: Props) {
  const label = words.fields[key as keyof typeof words.fields]
  const text = typeof value === 'string' ? value : ''
  switch (type) {
    case 'addresses':
    case 'domains':
      return (
        <TextsField
          of={type}
          value={(value as string[] | undefined) ?? []}
          onChange={onChange}
          error={error}
        />
      )
    case 'phones':
      return <PhonesField value={(value as Phone[] | undefined) ?? []} onChange={onChange} />
    case 'people':
      return (
        <PeopleField value={(value as DealPerson[] | undefined) ?? []} onChange={onChange} error={error} />
      )
    case 'account':
    case 'owner':
      return (
        <RecordPicker
          label={label}
          kinds={[type === 'account' ? 'account' : 'user']}
          chosen={names.get(text) ?? ''}
          error={error}
          onPick={(picked) => onChange(picked?.id ?? null, picked ?? undefined)}
        />
      )
    case 'about': {
      const about = value as { id: string } | null | undefined
      return (
        <RecordPicker
          label={label}
          kinds={['contact', 'lead', 'deal', 'account']}
          chosen={about ? (names.get(about.id) ?? '') : ''}
          error={error}
          onPick={(picked) => onChange(picked && { kind: picked.kind, id: picked.id }, picked ?? undefined)}
        />
      )
    }
    case 'stage':
      return (
        <Select
          label={label}
          data={stages.map(({ id, name }) => ({ value: id, label: name }))}
          value={text || null}
          error={error}
          onChange={(chosen) => onChange(chosen)}
        />
      )
    case 'profile':
      return (
        <Select
          label={label}
          data={profiles.map(({ id, name }) => ({ value: id, label: name }))}
          value={text || 'standard'}
          allowDeselect={false}
          onChange={(chosen) => onChange(chosen)}
        />
      )
    case 'activityType':
      return (
        <Select
          label={label}
          data={options(words.types)}
          value={text || 'task'}
          onChange={(chosen) => onChange(chosen)}
        />
      )
    case 'switch':
      return (
        <Switch
          label={label}
          checked={value === true}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        />
      )
    case 'amount':
      return (
        <NumberInput
          label={label}
          value={typeof value === 'number' ? value : ''}
          decimalScale={2}
          thousandSeparator
          hideControls
          min={-1e12}
          max={1e12}
          error={error}
          onChange={(amount) => onChange(amount === '' ? null : Number(amount))}
        />
      )
    case 'area':
      return (
        <Textarea
          label={label}
          value={text}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={10_000}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )
    case 'time':
      return (
        <TextInput
          label={label}
          type="datetime-local"
          value={typeof value === 'number' ? fieldTime(value) : ''}
          onChange={({ currentTarget }) => {
            const time = new Date(currentTarget.value).getTime()
            onChange(Number.isNaN(time) ? null : time)
          }}
        />
      )
    default:
      return (
        <TextInput
          label={label}
          type={type === 'day' ? 'date' : 'text'}
          value={text}
          maxLength={type === 'currency' ? 3 : 200}
          error={error}
          data-autofocus={focus || undefined}
          onChange={({ currentTarget }) =>
            onChange(type === 'currency' ? currentTarget.value.toUpperCase() : currentTarget.value)
          }
        />
      )
  }
}
