import { IconCloudOff, IconMail, IconMailSearch } from '@tabler/icons-react'
import { useId } from 'react'
import { Bar } from '../../ui/Bar.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useLate } from '../../ui/Skeleton.tsx'
import { clock, errorText } from '../../words/index.ts'
import { emails as words } from '../../words/en/emails.ts'
import { type Ask, isPlain } from './ask.ts'
import { EmailTable } from './EmailTable.tsx'
import type { EmailRow } from './merge.ts'
import type { EmailList } from './use-emails.ts'
import styles from './emails.module.css'

interface Props {
  /** Of a list that is not the only one. */
  title: string | null
  list: EmailList
  ask: Ask
  own: ReadonlySet<string>
  why: boolean
  covered: boolean
  last: { current: string }
  /** The other list says what failed. */
  quietFailure?: boolean
  again(): void
  onOpen(row: EmailRow): void
  onShowAll(): void
  onLink?: ((row: EmailRow) => void) | undefined
}

/** One list with what there is to say of it: of when it is, that it is empty, that it could not be read. */
export function EmailBlock(props: Props) {
  const { title, list, ask, why, quietFailure = false, again, onShowAll } = props
  const heading = useId()
  const { rows, error, asOf } = list
  const body = (
    <>
      {asOf !== null && !quietFailure && (
        <p className={styles.away} role="status">
          <IconCloudOff size={15} stroke={1.75} aria-hidden="true" />
          {words.away(clock(asOf))}
        </p>
      )}
      {error !== undefined && !quietFailure && (
        <Bar tone="warn" role="alert" title={words.failed} text={errorText(error).safe}>
          <Button size="small" onClick={again}>
            {words.again}
          </Button>
        </Bar>
      )}
      {rows && rows.length > 0 && (
        <EmailTable
          name={title ?? words.title}
          list={list}
          own={props.own}
          why={why}
          covered={props.covered}
          last={props.last}
          onOpen={props.onOpen}
          onLink={props.onLink}
        />
      )}
      {rows?.length === 0 && list.whole && (
        <div className={title === null ? styles.empty : styles.emptySmall}>
          <Nothing ask={ask} deal={why} onShowAll={onShowAll} />
        </div>
      )}
      {!rows && error === undefined && <Waiting rows={title === null ? 6 : 3} />}
    </>
  )
  if (title === null) return body
  return (
    <section className={styles.block} aria-labelledby={heading}>
      <h3 id={heading} className={styles.blockTitle}>
        {title}
      </h3>
      {body}
    </section>
  )
}

function Nothing({ ask, deal, onShowAll }: { ask: Ask; deal: boolean; onShowAll(): void }) {
  const all = (
    <Button size="small" onClick={onShowAll}>
      {words.showAll}
    </Button>
  )
  if (isPlain(ask))
    return (
      <EmptyState
        icon={IconMail}
        title={deal ? words.noneDeal : words.none}
        text={deal ? words.noneDealText : words.noneText}
      />
    )
  return ask.search === '' ? (
    <EmptyState icon={IconMail} title={words.noneShown}>
      {all}
    </EmptyState>
  ) : (
    <EmptyState icon={IconMailSearch} title={words.noneFound(ask.search)} text={words.noneFoundText}>
      {all}
    </EmptyState>
  )
}

/** The shape of what comes, after a moment. */
function Waiting({ rows }: { rows: number }) {
  if (!useLate()) return null
  return (
    <div className={styles.table} role="progressbar" aria-label={words.loading}>
      {Array.from({ length: rows }, (_, i) => (
        <div key={i} className={styles.bones}>
          <span className={styles.bone} style={{ width: `${34 + ((i * 17) % 28)}%` }} />
          <span className={styles.bone} style={{ width: `${52 + ((i * 13) % 30)}%` }} />
        </div>
      ))}
    </div>
  )
}
