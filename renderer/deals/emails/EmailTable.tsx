import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { Sentiment } from '../../../shared/contract/intelligence.ts'
import { namesOf, useCustomIntents, useIntelligence, useMoods } from '../../cache/index.ts'
import { emails as words } from '../../words/en/emails.ts'
import { EmailRow } from './EmailRow.tsx'
import type { EmailRow as Row } from './merge.ts'
import type { EmailList } from './use-emails.ts'
import styles from './emails.module.css'

interface Props {
  name: string
  list: EmailList
  own: ReadonlySet<string>
  /** The column of status says why a mail is with the deal. */
  why: boolean
  /** A mail is read, or a dialog open, over the list: the row that was left has the focus once it is not. */
  covered: boolean
  /** The list that had the focus last, by name. */
  last: { current: string }
  onOpen(row: Row): void
  onLink?: ((row: Row) => void) | undefined
}

/** The mails as a grid: one stop of Tab, arrows move, Enter opens. Grows page by page as it is scrolled. */
export function EmailTable({ name, list, own, why, covered, last, onOpen, onLink }: Props) {
  const grid = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState<string | null>(null)
  const [within, setWithin] = useState(false)
  const rows = list.rows ?? []
  const { sentiment, intent } = useIntelligence()
  const intents = useCustomIntents()
  const moods = useMoods(rows.map((row) => (row.outgoing ? null : row.own) ?? -1))
  const stands = rows.findIndex(({ key }) => key === at)
  const focus = Math.max(0, stands)
  const open = useRef(onOpen)
  open.current = onOpen
  const openRow = useCallback((row: Row) => {
    setAt(row.key)
    open.current(row)
  }, [])

  const wasCovered = useRef(covered)
  useEffect(() => {
    if (wasCovered.current && !covered && last.current === name) {
      const row = grid.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')
      row?.focus({ preventScroll: true })
      row?.scrollIntoView({ block: 'nearest' })
    }
    wasCovered.current = covered
  }, [covered, last, name])

  function step(to: number): void {
    const rest = [...(grid.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
    const row = rest[Math.max(0, Math.min(rest.length - 1, to))]
    row?.focus()
    row?.scrollIntoView({ block: 'nearest' })
    if (to >= rest.length - 5) list.more?.()
  }
  function onKeyDown(event: KeyboardEvent): void {
    const row = rows[focus]
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return
    const page = 10
    const acts: Record<string, () => void> = {
      ArrowDown: () => step(focus + 1),
      ArrowUp: () => step(focus - 1),
      j: () => step(focus + 1),
      k: () => step(focus - 1),
      PageDown: () => step(focus + page),
      PageUp: () => step(focus - page),
      Home: () => step(0),
      End: () => step(rows.length - 1),
      Enter: () => openRow(row),
      o: () => openRow(row),
      ...(onLink ? { l: () => onLink(row) } : {})
    }
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key]
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  const total = list.whole ? rows.length : -1
  return (
    <div className={styles.table}>
      <div
        ref={grid}
        role="grid"
        aria-label={name}
        aria-rowcount={total < 0 ? -1 : total + 1}
        aria-busy={list.busy || undefined}
        onKeyDown={onKeyDown}
        onFocus={() => {
          last.current = name
          setWithin(true)
        }}
        onBlur={() => setWithin(false)}
      >
        <div role="row" aria-rowindex={1} className={styles.head}>
          <span role="columnheader" className={styles.arrow}>
            <span className="visually-hidden">{words.columns.direction}</span>
          </span>
          <span role="columnheader">{words.columns.mail}</span>
          <span role="columnheader" className={styles.by}>
            {words.columns.sharedBy}
          </span>
          <span role="columnheader" className={styles.status}>
            {why ? words.columns.why : words.columns.status}
          </span>
          <span role="columnheader" className={styles.date}>
            {words.columns.date}
          </span>
        </div>
        {rows.map((row, i) => (
          <EmailRow
            key={row.key}
            row={row}
            index={i}
            own={own}
            sentiment={(sentiment && (moods[i]?.sentiment ?? sharedMood(row))) || null}
            custom={(intent && namesOf(moods[i]?.custom ?? [], intents)) || ''}
            focused={i === focus}
            selected={within && i === focus}
            onFocus={setAt}
            onOpen={openRow}
          />
        ))}
      </div>
      <Foot list={list} />
    </div>
  )
}

/** As a colleague's app read it, where it was not read here. */
function sharedMood({ outgoing, shared }: Row): Sentiment | null {
  // what was kept of an earlier answer may not say
  return outgoing ? null : (shared?.mood?.sentiment ?? null)
}

/** How far the list goes, and what reads on by itself when it comes in sight. */
function Foot({ list }: { list: EmailList }) {
  const foot = useRef<HTMLDivElement>(null)
  const [inSight, setInSight] = useState(false)
  const shown = list.rows?.length ?? 0
  const more = useRef(list.more)
  more.current = list.more
  useEffect(() => {
    const element = foot.current
    if (!element) return
    const observer = new IntersectionObserver(([entry]) => setInSight(entry?.isIntersecting ?? false))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  // the first page stands alone until the rep scrolls to its end
  useEffect(() => {
    if (inSight && !list.failed) more.current?.()
  }, [inSight, shown, list.busy, list.failed])
  return (
    <div ref={foot} className={styles.foot}>
      <span>{words.shownOf(shown, list.whole ? shown : null)}</span>
      {list.more && (
        <button type="button" className={styles.more} onClick={list.more}>
          {words.showMore}
        </button>
      )}
    </div>
  )
}
