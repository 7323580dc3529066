import { Checkbox, Select, TagsInput } from '@mantine/core'
import { useState } from 'react'
import { isAddress, isDomain } from '../../../shared/context/address.ts'
import { spelledEntries } from '../../../shared/context/shared-on.ts'
import type { Sharing, SharingTerms } from '../../../shared/contract/sharing-rule.ts'
import { Button } from '../../ui/Button.tsx'
import { preferences } from '../../words/en/preferences.ts'
import styles from '../Settings.module.css'
import { ChosenRecords } from './ChosenRecords.tsx'

const words = preferences.sharing
const records = (['all', 'deals', 'chosen'] as const).map((value) => ({ value, label: words.records[value] }))

/** A domain may be typed without its @. */
const entered = (texts: string[]): string[] =>
  spelledEntries(texts.map((text) => text.trim()).map((text) => (text.includes('@') ? text : `@${text}`)))
const isEntry = (entry: string): boolean =>
  entry.startsWith('@') ? isDomain(entry.slice(1)) : isAddress(entry)
const shownEntry = (entry: string): string => (entry.startsWith('@') ? entry.slice(1) : entry)

/** What of a mailbox is shared beside its mode. Saved as a whole. */
export function SharingRules({
  mode,
  terms,
  disabled,
  onSave
}: {
  mode: Sharing
  terms: SharingTerms
  disabled: boolean
  onSave(terms: SharingTerms): void
}) {
  // what was changed here, over what is saved: an answer that comes meanwhile takes nothing away
  const [edits, setEdits] = useState<Partial<SharingTerms>>({})
  const draft = { ...terms, ...edits }
  const set = (patch: Partial<SharingTerms>): void => setEdits((before) => ({ ...before, ...patch }))
  const bad = (entries: string[]): string | undefined => {
    const wrong = entries.find((entry) => !isEntry(entry))
    return wrong && words.badEntry(shownEntry(wrong))
  }
  const entries = (label: string, help: string, field: 'people' | 'never') => (
    <TagsInput
      classNames={{ input: styles.pills, pill: styles.pill }}
      label={label}
      description={help}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={draft[field].map(shownEntry)}
      error={bad(draft[field])}
      disabled={disabled}
      acceptValueOnBlur
      splitChars={[',', ';', ' ']}
      onChange={(texts) => set({ [field]: entered(texts) })}
    />
  )
  const custom = mode === 'custom'
  const wrong = bad(draft.people) ?? bad(draft.never)
  return (
    <>
      {custom && (
        <Select
          className={styles.field}
          label={words.onRecords}
          description={words.recordsHelp[draft.records]}
          inputWrapperOrder={['label', 'input', 'description']}
          data={records}
          value={draft.records}
          allowDeselect={false}
          disabled={disabled}
          onChange={(value) => {
            if (value) set({ records: value as SharingTerms['records'] })
          }}
        />
      )}
      {custom && draft.records === 'chosen' && (
        <ChosenRecords chosen={draft.chosen} disabled={disabled} onChange={(chosen) => set({ chosen })} />
      )}
      {custom && entries(words.people, words.peopleHelp, 'people')}
      {entries(words.never, words.neverHelp, 'never')}
      {custom && (
        <Checkbox
          label={words.subjectOnly}
          description={words.subjectOnlyHelp}
          checked={draft.level === 'subject'}
          disabled={disabled}
          onChange={(event) => set({ level: event.currentTarget.checked ? 'subject' : 'full' })}
        />
      )}
      <div>
        <Button
          disabled={disabled || wrong !== undefined || JSON.stringify(draft) === JSON.stringify(terms)}
          onClick={() => onSave(draft)}
        >
          {words.save}
        </Button>
      </div>
    </>
  )
}
