import { Select } from '@mantine/core'
import type { ImportPreview } from '../../shared/contract/workspace.ts'
import { deals } from '../words/en/deals.ts'
import styles from './deals.module.css'

const words = deals.importing
const leaveOut = '-'

interface Props {
  preview: ImportPreview
  mapping: readonly (string | null)[]
  onChange(mapping: (string | null)[]): void
}

/** Each column of the file, what stands in it, and which field it becomes. */
export function ImportMapping({ preview, mapping, onChange }: Props) {
  const options = [
    { value: leaveOut, label: words.leaveOut },
    ...preview.fields.map(({ key }) => ({ value: key, label: words.fields[key] ?? key }))
  ]
  return (
    <div role="table" aria-label={words.mapping} className={styles.table}>
      <div role="row" className={styles.tableHead} style={{ gridTemplateColumns: template }}>
        <span role="columnheader">{words.column}</span>
        <span role="columnheader">{words.example}</span>
        <span role="columnheader">{words.field}</span>
      </div>
      {preview.columns.map((column, at) => (
        <div key={at} role="row" className={styles.mappingRow} style={{ gridTemplateColumns: template }}>
          <span role="cell" className={styles.strong}>
            {column}
          </span>
          <span role="cell" className={styles.quiet}>
            {examples(preview, at)}
          </span>
          <span role="cell">
            <Select
              size="sm"
              aria-label={words.fieldOf(column)}
              data={options}
              value={mapping[at] ?? leaveOut}
              onChange={(value) => onChange(chosen(preview, mapping, at, value === leaveOut ? null : value))}
            />
          </span>
        </div>
      ))}
    </div>
  )
}

const template = 'minmax(0, 1fr) minmax(0, 1.6fr) 12rem'

/** The first few different values of a column. */
function examples({ sample }: ImportPreview, at: number): string {
  const values = new Set(sample.map((row) => (row[at] ?? '').trim()).filter(Boolean))
  return [...values].slice(0, 3).join(' · ')
}

/** A field is filled from one column: the one that was chosen last. */
function chosen(
  { columns }: ImportPreview,
  mapping: readonly (string | null)[],
  at: number,
  field: string | null
): (string | null)[] {
  return columns.map((_, index) => {
    if (index === at) return field
    const before = mapping[index] ?? null
    return before === field ? null : before
  })
}
