import type { AnyRecord, RecordKind, Stage } from '../../shared/contract/records.ts'
import { Bar } from '../ui/Bar.tsx'
import { Button } from '../ui/Button.tsx'
import { deals as words } from '../words/en/deals.ts'
import { differences } from './drafts.ts'
import { typedOf, type Typed } from './fields.ts'
import { showValue } from './show-value.ts'
import styles from './deals.module.css'

interface Props {
  kind: RecordKind
  typed: Typed
  theirs: AnyRecord
  names: ReadonlyMap<string, string>
  stages: readonly Stage[]
  profiles: readonly { id: string; name: string }[]
  busy: boolean
  onSave(): void
  onTake(): void
}

/** Two edits of one record: where they differ, and the choice. */
export function Conflict({ kind, typed, theirs, names, stages, profiles, busy, onSave, onTake }: Props) {
  const fields = differences(kind, typed, theirs)
  const saved = typedOf(kind, theirs)
  return (
    <div className={styles.form}>
      <Bar
        tone="warn"
        role="alert"
        title={words.conflictTitle}
        text={fields.length > 0 ? words.conflictText : words.conflictNone}
      />
      <dl className={styles.differences}>
        {fields.map(({ key, type }) => (
          <div key={key}>
            <dt>{words.fields[key as keyof typeof words.fields]}</dt>
            <dd>{words.theirs(showValue(type, saved[key], names, stages, profiles))}</dd>
            <dd>{words.mine(showValue(type, typed[key], names, stages, profiles))}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.foot}>
        <Button onClick={onTake} data-autofocus>
          {words.takeTheirs}
        </Button>
        <Button kind="primary" busy={busy} disabled={busy} onClick={onSave}>
          {words.saveMine}
        </Button>
      </div>
    </div>
  )
}
