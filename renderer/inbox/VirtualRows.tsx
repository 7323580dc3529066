import {
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type Ref
} from 'react'
import {
  type Ledger,
  type List,
  LocalFlag,
  type ShownRow,
  threadOf,
  useCache,
  useShownRows
} from '../cache/index.ts'
import { inbox as words } from '../words/en/inbox.ts'
import { type Described, describe } from './describe.ts'
import { groupsOf } from './groups.ts'
import { MailRow, type RowActs } from './MailRow.tsx'
import styles from './VirtualRows.module.css'
import { layoutOf } from './window.ts'

const labelHeight = 28
/** Rows made beyond the edge of what is in sight, so that a wheel's notch shows no gap. */
const margin = 4

export interface RowsHandle {
  reveal(index: number): void
  focus(): void
}

interface Props {
  list: List
  conversations: boolean
  compact: boolean
  selected: number | null
  checked: ReadonlySet<number>
  acts: RowActs
  onKey(event: KeyboardEvent): void
  handle: Ref<RowsHandle>
}

/** Of the list that was drawn last: the next one is as high, most likely. */
let lastHeight = 900

/** The list rests for so long, ms, before the mails in sight are read. */
const rest = 250
/** Of longer conversations the mails are read when they are opened. */
const longestAhead = 8

/** Reads the mails of the rows in sight once the list stands still. */
function useReadAhead(rows: ShownRow[], conversations: boolean): void {
  const { ledger, opened } = useCache()
  // once more for those whose text has come since
  const key = rows.map(({ id, flags }) => `${id}${flags & LocalFlag.textHere ? '' : '-'}`).join()
  useEffect(() => {
    const timer = setTimeout(
      () =>
        requestIdleCallback(() => {
          const ids = rows.flatMap(({ id, thread, count }) => {
            if (!conversations || count < 2) return [id]
            return count > longestAhead ? [] : threadOf(ledger, thread).map((mail) => mail.id)
          })
          // it is only ahead: who opens one reads for himself, and hears of what is wrong
          void opened.want(ids).catch(() => undefined)
        }),
      rest
    )
    return () => clearTimeout(timer)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` stands for rows
  }, [opened, ledger, key, conversations])
}

/** What a row said last, as long as neither it nor what is known of its people changed. */
const said = new WeakMap<ShownRow, { of: string; described: Described }>()

function described(row: ShownRow, ledger: Ledger, conversations: boolean, now: number): Described {
  const of = `${ledger.version} ${conversations} ${Math.floor(now / 60_000)}`
  const known = said.get(row)
  if (known?.of === of) return known.described
  const made = describe(row, ledger, conversations, now)
  said.set(row, { of, described: made })
  return made
}

/** The rows in sight of a list of any length. Heights are fixed, so where a row stands is arithmetic. */
export function VirtualRows({ list, conversations, compact, selected, checked, acts, onKey, handle }: Props) {
  const { ledger } = useCache()
  const scroller = useRef<HTMLDivElement>(null)
  const [view, setView] = useState({ top: 0, height: lastHeight })
  const now = Date.now()
  const today = new Date(now).setHours(0, 0, 0, 0)
  // eslint-disable-next-line react-hooks/exhaustive-deps -- labels change with the day, not with the clock
  const groups = useMemo(() => groupsOf(list, now), [list, today])
  const rowHeight = compact ? 52 : 76
  const layout = useMemo(
    () => layoutOf(list.length, groups, rowHeight, labelHeight),
    [list, groups, rowHeight]
  )
  const first = Math.max(0, layout.rowAt(view.top) - margin)
  const last = Math.min(list.length - 1, layout.rowAt(view.top + view.height) + margin)
  const rows = useShownRows(list, first, last)
  useReadAhead(rows, conversations)
  const focusIndex = selected === null ? 0 : Math.max(0, list.indexOf(selected))

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const measure = (): void => {
      const { scrollTop: top, clientHeight: height } = element
      lastHeight = height
      setView((before) => (before.top === top && before.height === height ? before : { top, height }))
    }
    // it measures once by itself, when the layout is made anyway
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    let frame = 0
    const onScroll = (): void => {
      if (!frame)
        frame = requestAnimationFrame(() => {
          frame = 0
          measure()
        })
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', onScroll)
      cancelAnimationFrame(frame)
    }
  }, [])

  useImperativeHandle(
    handle,
    () => ({
      reveal(index) {
        const element = scroller.current
        if (!element || index < 0) return
        const top = layout.topOf(index)
        if (top - labelHeight < element.scrollTop) element.scrollTop = top - labelHeight
        else if (top + rowHeight > element.scrollTop + element.clientHeight)
          element.scrollTop = top + rowHeight - element.clientHeight
      },
      focus() {
        scroller.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus()
      }
    }),
    [layout, rowHeight]
  )

  // focus stays with the list when the row it was on has gone or moved on: once it is known which row is next
  const hadFocus = useRef(false)
  const stands = selected === null || list.indexOf(selected) >= 0
  useEffect(() => {
    if (hadFocus.current && stands && document.activeElement === document.body) {
      scroller.current
        ?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')
        ?.focus({ preventScroll: true })
    }
  })

  // a step by key from elsewhere (J, K) takes the focus along, where a row has it
  useEffect(() => {
    const element = scroller.current
    const active = document.activeElement
    if (active?.getAttribute('role') !== 'row' || !element?.contains(active)) return
    element
      .querySelector<HTMLElement>('[role="row"][aria-selected="true"][tabindex="0"]')
      ?.focus({ preventScroll: true })
  }, [selected])

  let stuck = groups[0]
  groups.forEach((group, i) => {
    if (layout.labelTop(i) <= view.top) stuck = group
  })
  const inSight = groups
    .map((group, i) => ({ group, top: layout.labelTop(i) }))
    .filter(({ top }) => top > view.top && top < view.top + view.height)

  return (
    <div className={styles.frame}>
      {stuck && (
        <div className={styles.stuck} aria-hidden="true">
          {stuck.label}
        </div>
      )}
      <div
        ref={scroller}
        className={styles.scroller}
        onKeyDown={onKey}
        onFocus={() => (hadFocus.current = true)}
        onBlur={(event) => {
          if (event.relatedTarget) hadFocus.current = false
        }}
      >
        <div
          role="grid"
          aria-label={words.messages}
          aria-rowcount={list.length}
          aria-multiselectable="true"
          className={styles.space}
          style={{ height: layout.total }}
        >
          {inSight.map(({ group, top }) => (
            <div
              key={group.first}
              className={styles.label}
              style={{ transform: `translateY(${top}px)` }}
              aria-hidden="true"
            >
              {group.label}
            </div>
          ))}
          {rows.map((row: ShownRow) => (
            <MailRow
              key={row.id}
              row={row}
              described={described(row, ledger, conversations, now)}
              top={layout.topOf(row.index)}
              selected={row.id === selected}
              checked={checked.has(row.id)}
              focused={row.index === focusIndex || (focusIndex < first && row.index === first)}
              compact={compact}
              acts={acts}
            />
          ))}
        </div>
      </div>
    </div>
  )
}
