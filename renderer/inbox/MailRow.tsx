import {
  IconArchive,
  IconArrowBackUp,
  IconFolderPlus,
  IconMail,
  IconMailOpened,
  IconMoodSad,
  IconMoodSmile,
  IconPaperclip,
  IconStarFilled,
  IconTag,
  IconTrash
} from '@tabler/icons-react'
import { memo, type MouseEvent, useState } from 'react'
import { Flag } from '../../shared/mail/message.ts'
import type { ShownRow } from '../cache/index.ts'
import { inbox as words } from '../words/en/inbox.ts'
import { ContextIcon } from '../ui/ContextIcon.tsx'
import type { Described } from './describe.ts'
import styles from './MailRow.module.css'

export interface RowActs {
  open(row: ShownRow, event: MouseEvent): void
  openApart(row: ShownRow): void
  archive(row: ShownRow): void
  remove(row: ShownRow): void
  toggleRead(row: ShownRow): void
  file(row: ShownRow): void
}

interface Props {
  row: ShownRow
  described: Described
  top: number
  selected: boolean
  checked: boolean
  focused: boolean
  compact: boolean
  acts: RowActs
}

/**
 * One mail or conversation: who, what, which deal, how much. Its acts stand where its icons do while hovered, and are
 * made then: they are half of what a row is made of, and a list is drawn far more often than pointed at.
 */
export const MailRow = memo(function MailRow({
  row,
  described,
  top,
  selected,
  checked,
  focused,
  compact,
  acts
}: Props) {
  const { unread } = described
  const [hovered, setHovered] = useState(false)
  const classes = [
    styles.row,
    hovered && styles.hovered,
    compact && styles.compact,
    unread && styles.unread,
    selected && styles.selected,
    checked && styles.checked
  ]
  return (
    <div
      role="row"
      id={`mail-row-${row.id}`}
      aria-rowindex={row.index + 1}
      aria-selected={selected || checked}
      aria-label={described.name}
      tabIndex={focused ? 0 : -1}
      className={classes.filter(Boolean).join(' ')}
      style={{ transform: `translateY(${top}px)` }}
      onClick={(event) => acts.open(row, event)}
      onDoubleClick={() => acts.openApart(row)}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
    >
      <div role="gridcell" className={styles.cell}>
        {unread && <span className={styles.dot} aria-hidden="true" />}
        {row.content ? (
          <>
            <div className={styles.line}>
              <span className={styles.senders}>{described.senders}</span>
              {row.count > 1 && <span className={styles.count}>{row.count}</span>}
              <span className={styles.icons} aria-hidden="true">
                {(row.flags & Flag.flagged) !== 0 && <IconStarFilled size={13} className={styles.star} />}
                {(row.flags & Flag.answered) !== 0 && <IconArrowBackUp size={14} stroke={2} />}
                {(row.flags & Flag.attachment) !== 0 && <IconPaperclip size={14} stroke={2} />}
                {compact && row.custom && <IconTag size={14} stroke={2} />}
                {row.sentiment === 'negative' && <IconMoodSad size={14} stroke={2} className={styles.neg} />}
                {row.sentiment === 'positive' && (
                  <IconMoodSmile size={14} stroke={2} className={styles.pos} />
                )}
              </span>
              <time className={styles.time} dateTime={new Date(row.received).toISOString()}>
                {described.time}
              </time>
            </div>
            <div className={styles.line}>
              {compact && described.chip && <ContextIcon context={described.chip.context} size={13} />}
              <span className={styles.text}>
                <span className={styles.subject}>{described.subject}</span>
                <span className={styles.snippet}>{described.snippet}</span>
              </span>
            </div>
            {!compact && (
              <div className={styles.line}>
                {described.chip && (
                  <span className={styles.chip}>
                    <ContextIcon context={described.chip.context} size={13} />
                    <span className={styles.chipText}>{described.chip.text}</span>
                  </span>
                )}
                {row.custom && (
                  <span className={`${styles.chip} ${styles.own}`} title={row.custom}>
                    <IconTag size={13} stroke={2} aria-hidden="true" />
                    <span className={styles.chipText}>{row.custom}</span>
                  </span>
                )}
                {described.fact && <span className={styles.fact}>{described.fact}</span>}
              </div>
            )}
            {hovered && (
              <div className={styles.acts}>
                <RowAct label={words.archive} onClick={() => acts.archive(row)}>
                  <IconArchive size={16} stroke={1.75} />
                </RowAct>
                <RowAct
                  label={unread ? words.markRead : words.markUnread}
                  onClick={() => acts.toggleRead(row)}
                >
                  {unread ? <IconMailOpened size={16} stroke={1.75} /> : <IconMail size={16} stroke={1.75} />}
                </RowAct>
                <RowAct label={words.fileToCrm} onClick={() => acts.file(row)}>
                  <IconFolderPlus size={16} stroke={1.75} />
                </RowAct>
                <RowAct label={words.remove} onClick={() => acts.remove(row)}>
                  <IconTrash size={16} stroke={1.75} />
                </RowAct>
              </div>
            )}
          </>
        ) : (
          <div className={styles.skeleton} aria-hidden="true">
            <span />
            <span />
            <span />
          </div>
        )}
      </div>
    </div>
  )
})

function RowAct({ label, onClick, children }: { label: string; onClick(): void; children: React.ReactNode }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={label}
      title={label}
      className={styles.act}
      onClick={(event) => {
        event.stopPropagation()
        onClick()
      }}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      {children}
    </button>
  )
}
