import type { ImportResult } from '../../shared/contract/workspace.ts'
import { Bar } from '../ui/Bar.tsx'
import { Button } from '../ui/Button.tsx'
import { deals } from '../words/en/deals.ts'
import styles from './deals.module.css'

const words = deals.importing
const template = '4rem minmax(0, 1fr) minmax(0, 1.4fr)'

/** What an import did, and each row that it refused with its line and the reason. */
export function ImportOutcome({
  result,
  list,
  onShow,
  onAgain
}: {
  result: ImportResult
  list: string
  onShow(): void
  onAgain(): void
}) {
  const { created, updated, skipped, refused, refusedCount } = result
  return (
    <div className={styles.outcome}>
      <Bar tone="pos" role="status" title={words.finished(created, updated, skipped)}>
        <Button size="small" kind="primary" onClick={onShow}>
          {words.show(list)}
        </Button>
        <Button size="small" onClick={onAgain}>
          {words.again}
        </Button>
      </Bar>
      {refusedCount > 0 && (
        <section className={styles.block} aria-label={words.refused(refusedCount)}>
          <Bar tone="warn" title={words.refused(refusedCount)} text={words.refusedText} />
          <div role="table" aria-label={words.refused(refusedCount)} className={styles.table}>
            <div role="row" className={styles.tableHead} style={{ gridTemplateColumns: template }}>
              <span role="columnheader">{words.line}</span>
              <span role="columnheader">{words.why}</span>
              <span role="columnheader">{words.value}</span>
            </div>
            {refused.map(({ line, reason, field, value }) => (
              <div
                key={line}
                role="row"
                className={styles.mappingRow}
                style={{ gridTemplateColumns: template }}
              >
                <span role="cell">{line}</span>
                <span role="cell">
                  {[words.fields[field], words.reasons[reason] ?? reason].filter(Boolean).join(': ')}
                </span>
                <span role="cell" className={styles.quiet}>
                  {value}
                </span>
              </div>
            ))}
          </div>
          {refused.length < refusedCount && (
            <p className={styles.quiet}>{words.shown(refused.length, refusedCount)}</p>
          )}
        </section>
      )}
    </div>
  )
}
