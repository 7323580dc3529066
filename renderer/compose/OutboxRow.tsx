import { IconPaperclip } from '@tabler/icons-react'
import type { OutboxMail } from '../cache/index.ts'
import { Button } from '../ui/Button.tsx'
import { cx } from '../ui/cx.ts'
import { outbox as words } from '../words/en/outbox.ts'
import styles from './Outbox.module.css'
import type { Standing } from './standing.ts'

type Act = Standing['acts'][number]

interface Props {
  mail: OutboxMail
  standing: Standing
  index: number
  selected: boolean
  focused: boolean
  onSelect(): void
  onAct(act: Act): void
}

/** One mail of the Outbox: to whom, what, where it stands and why, and what can be done about it. */
export function OutboxRow({ mail, standing, index, selected, focused, onSelect, onAct }: Props) {
  const { draft } = mail
  const to = [...draft.to, ...draft.cc, ...draft.bcc].map(([name, address]) => name || address).join(', ')
  const subject = draft.subject || words.noSubject
  const files = draft.attachments.filter(({ cid }) => cid === '').length
  const { tone, label, text, acts } = standing
  return (
    <div
      role="row"
      id={`outbox-row-${draft.id}`}
      aria-rowindex={index + 1}
      aria-selected={selected}
      aria-label={[to || words.nobody, subject, label, text, files > 0 ? words.files(files) : '']
        .filter(Boolean)
        .join('. ')}
      tabIndex={focused ? 0 : -1}
      className={cx(styles.row, selected && styles.selected)}
      onClick={onSelect}
      onFocus={onSelect}
      onDoubleClick={() => acts.includes('open') && onAct('open')}
    >
      <div role="gridcell">
        <div className={styles.line}>
          <span className={styles.to}>{to || words.nobody}</span>
          {files > 0 && <IconPaperclip size={14} stroke={2} className={styles.file} aria-hidden="true" />}
          <span className={cx(styles.state, styles[tone])}>{label}</span>
        </div>
        <div className={styles.line}>
          <span className={styles.subject}>
            {subject}
            <span className={styles.snippet}>{draft.text.slice(0, 200)}</span>
          </span>
        </div>
        {text && <p className={styles.why}>{text}</p>}
        {acts.length > 0 && (
          <div className={styles.acts}>
            {acts.map((act) => (
              <Button
                key={act}
                size="small"
                kind={act === 'callOff' ? 'quiet' : 'default'}
                tabIndex={focused ? 0 : -1}
                onClick={(event) => {
                  event.stopPropagation()
                  onAct(act)
                }}
              >
                {words[act]}
              </Button>
            ))}
          </div>
        )}
      </div>
    </div>
  )
}
