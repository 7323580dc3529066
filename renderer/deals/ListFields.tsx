import { Select, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import type { Phone } from '../../shared/contract/records.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { deals as words } from '../words/en/deals.ts'
import styles from './deals.module.css'
import { RecordPicker } from './RecordPicker.tsx'

const add = <IconPlus size={15} stroke={2} aria-hidden="true" />
const remove = <IconX size={15} stroke={2} aria-hidden="true" />

interface ListProps<T> {
  value: readonly T[]
  onChange(value: T[]): void
  error?: string
}
const without = <T,>(list: readonly T[], at: number): T[] => list.filter((_, index) => index !== at)
const changed = <T,>(list: readonly T[], at: number, one: T): T[] =>
  list.map((before, index) => (index === at ? one : before))

/** Addresses or domains, one below the other; the first is the primary one. */
export function TextsField({
  of,
  value,
  onChange,
  error
}: ListProps<string> & { of: 'addresses' | 'domains' }) {
  const shown = value.length > 0 ? value : ['']
  const label = (at: number) =>
    of === 'domains' ? words.fields.domains : at === 0 ? words.fields.address : words.fields.secondary
  return (
    <fieldset className={styles.group}>
      <legend>{of === 'domains' ? words.fields.domains : words.fields.addresses}</legend>
      {shown.map((text, at) => (
        <div key={at} className={styles.entry}>
          <TextInput
            className={styles.grow}
            aria-label={label(at)}
            placeholder={words.placeholders[of]}
            value={text}
            maxLength={320}
            error={at === shown.length - 1 ? error : undefined}
            onChange={({ currentTarget }) => onChange(changed(shown, at, currentTarget.value))}
          />
          {shown.length > 1 && (
            <IconButton name={words.removeEntry(text)} onClick={() => onChange(without(shown, at))}>
              {remove}
            </IconButton>
          )}
        </div>
      ))}
      <p className={styles.help}>{of === 'domains' ? words.domainHelp : words.primary}</p>
      <Button size="small" icon={add} onClick={() => onChange([...shown, ''])}>
        {of === 'domains' ? words.addDomain : words.addAddress}
      </Button>
    </fieldset>
  )
}

export function PhonesField({ value, onChange }: ListProps<Phone>) {
  const kinds = (['work', 'mobile', 'home', 'other'] as const).map((kind) => ({
    value: kind,
    label: words.phoneKinds[kind]
  }))
  return (
    <fieldset className={styles.group}>
      <legend>{words.fields.phones}</legend>
      {value.map((phone, at) => (
        <div key={at} className={styles.entry}>
          <Select
            className={styles.short}
            aria-label={words.phoneKind}
            data={kinds}
            value={phone.kind}
            onChange={(kind) =>
              onChange(changed(value, at, { ...phone, kind: (kind as Phone['kind'] | null) ?? 'work' }))
            }
          />
          <TextInput
            className={styles.grow}
            type="tel"
            aria-label={words.fields.phone}
            value={phone.number}
            maxLength={60}
            onChange={({ currentTarget }) =>
              onChange(changed(value, at, { ...phone, number: currentTarget.value }))
            }
          />
          <IconButton name={words.removeEntry(phone.number)} onClick={() => onChange(without(value, at))}>
            {remove}
          </IconButton>
        </div>
      ))}
      <Button size="small" icon={add} onClick={() => onChange([...value, { kind: 'work', number: '' }])}>
        {words.addPhone}
      </Button>
    </fieldset>
  )
}

export interface DealPerson {
  contact: string
  role: string
  name?: string
  address?: string
}

/** The people of a deal with their roles. */
export function PeopleField({ value, onChange, error }: ListProps<DealPerson>) {
  return (
    <fieldset className={styles.group}>
      <legend>{words.fields.contacts}</legend>
      {value.map((person, at) => (
        <div key={person.contact} className={styles.entry}>
          <span className={styles.grow}>
            {person.name || person.contact}
            <span className={styles.quiet}> {person.address}</span>
          </span>
          <TextInput
            className={styles.role}
            aria-label={`${words.fields.role}: ${person.name ?? ''}`}
            placeholder={words.placeholders.role}
            value={person.role}
            maxLength={200}
            onChange={({ currentTarget }) =>
              onChange(changed(value, at, { ...person, role: currentTarget.value }))
            }
          />
          <IconButton
            name={words.removeEntry(person.name ?? '')}
            onClick={() => onChange(without(value, at))}
          >
            {remove}
          </IconButton>
        </div>
      ))}
      <RecordPicker
        adds
        label={words.addPerson}
        kinds={['contact']}
        chosen=""
        error={error}
        onPick={(picked) => {
          if (!picked || value.some(({ contact }) => contact === picked.id)) return
          onChange([...value, { contact: picked.id, role: '', name: picked.name, address: picked.address }])
        }}
      />
      <p className={styles.help}>{words.primaryPerson}</p>
    </fieldset>
  )
}
