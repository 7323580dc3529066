import { IconArrowBackUp, IconMailOff, IconMailSearch, IconThumbDown } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorBar } from '../../ui/ErrorBar.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { shortDate } from '../../words/index.ts'
import { intents as words } from '../../words/en/intents.ts'
import styles from './intents.module.css'
import type { Hit, Preview } from './use-preview.ts'

/** Rows that are drawn at once. */
const page = 100

interface Props {
  preview: Preview
  /** What is edited marks mail already: what comes and what goes is told apart. */
  changes: boolean
  unlike: readonly string[]
  onReject(sentence: string): void
  onTakeBack(sentence: string): void
}

/** How many of the newest mails the definition would mark, and which; wrong ones are rejected here. */
export function IntentPreview({ preview, changes, unlike, onReject, onTakeBack }: Props) {
  const [show, setShow] = useState<'all' | 'come' | 'gone'>('all')
  const [shown, setShown] = useState(page)
  const { total, read, state, error, hits } = preview
  const marked = hits.filter(({ mark }) => mark)
  const come = hits.filter(({ mark, was }) => mark && !was)
  const gone = hits.filter(({ first, was }) => !first && was)
  // what was rejected keeps its place, so that it can be taken back
  const rows = show === 'gone' ? gone : hits.filter(({ first, was }) => first && (show === 'all' || !was))
  if (total === 0)
    return <EmptyState icon={IconMailOff} title={words.nothingHere} text={words.nothingHereText} />
  return (
    <div className={styles.preview}>
      <div className={styles.outcome} role="status">
        <p className={styles.result}>{words.result(marked.length, state === 'done' ? total : read)}</p>
        {state === 'running' && (
          <div className={styles.running}>
            <div
              role="progressbar"
              aria-label={words.progress}
              aria-valuemin={0}
              aria-valuemax={total}
              aria-valuenow={read}
              className={styles.bar}
            >
              <span style={{ inlineSize: `${(100 * read) / total}%` }} />
            </div>
            <span className={styles.quiet}>{words.reading(read, total)}</span>
            <Button size="small" onClick={preview.stop}>
              {words.stop}
            </Button>
          </div>
        )}
        {state === 'stopped' && <p className={styles.quiet}>{words.stopped(read, total)}</p>}
        {state !== 'running' && marked.length > read / 4 && marked.length > 3 && (
          <p className={styles.much}>{words.much}</p>
        )}
      </div>
      {error !== null && <ErrorBar error={error} />}
      {changes && (
        <Segments
          name={words.show}
          value={show}
          options={[
            { value: 'all', label: words.all, count: String(marked.length) },
            { value: 'come', label: words.come, count: String(come.length) },
            { value: 'gone', label: words.gone, count: String(gone.length) }
          ]}
          onChange={(next) => {
            setShow(next)
            setShown(page)
          }}
        />
      )}
      {rows.length > 0 && (
        <>
          <ul className={styles.hits} aria-label={words.list}>
            {rows.slice(0, shown).map((hit) => (
              <HitRow key={hit.id} hit={hit} unlike={unlike} onReject={onReject} onTakeBack={onTakeBack} />
            ))}
          </ul>
          {rows.length > shown && (
            <Button kind="quiet" onClick={() => setShown(shown + page)}>
              {words.more}
            </Button>
          )}
          {show !== 'gone' && <p className={styles.quiet}>{words.rejectText}</p>}
        </>
      )}
      {rows.length === 0 && state !== 'running' && show === 'all' && (
        <EmptyState icon={IconMailSearch} title={words.none} text={words.noneText} />
      )}
    </div>
  )
}

function HitRow({
  hit,
  unlike,
  onReject,
  onTakeBack
}: { hit: Hit } & Pick<Props, 'unlike' | 'onReject' | 'onTakeBack'>) {
  const id = useId()
  const { message, mark, was, first } = hit
  const of = mark ?? first ?? was
  const rejected = of !== null && unlike.includes(of.sentence)
  const subject = message.subject || message.from[0]?.[1] || ''
  const state = mark
    ? words.sure(mark.sure)
    : rejected
      ? words.rejected
      : first
        ? words.goesWith
        : words.noLonger
  return (
    <li className={cx(styles.hit, !mark && styles.out)} aria-labelledby={id}>
      <div className={styles.hitText}>
        <p className={styles.hitHead}>
          <span className={styles.cut}>{message.from[0]?.[0] || message.from[0]?.[1]}</span>
          <span className={styles.quiet}>{shortDate(message.received)}</span>
        </p>
        <p className={styles.hitHead}>
          <span id={id} className={styles.hitSubject}>
            {subject}
          </span>
          <span className={styles.quiet}>{state}</span>
        </p>
        {of && <q className={styles.hitWhy}>{of.sentence}</q>}
      </div>
      {of && first && (mark || rejected) && (
        <IconButton
          small
          name={rejected ? words.takeBack(subject) : words.reject(subject)}
          onClick={() => (rejected ? onTakeBack(of.sentence) : onReject(of.sentence))}
        >
          {rejected ? (
            <IconArrowBackUp size={16} stroke={1.75} aria-hidden="true" />
          ) : (
            <IconThumbDown size={16} stroke={1.75} aria-hidden="true" />
          )}
        </IconButton>
      )}
    </li>
  )
}
