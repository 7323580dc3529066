import { IconDeviceLaptop, IconTrash } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { runCommand } from '../app/commands.ts'
import { type Draft, discardDraft, useCache } from '../cache/index.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { showToast } from '../ui/toast.ts'
import { inbox as words } from '../words/en/inbox.ts'
import { shortDate } from '../words/index.ts'
import styles from './LocalDrafts.module.css'

/** Over the rows of Drafts: what was written and the server has not, the newest first. Each is there to be written on. */
export function LocalDrafts({ drafts }: { drafts: Draft[] }) {
  if (drafts.length === 0) return null
  return (
    <section className={styles.local} aria-label={words.localDrafts}>
      <h3 className={styles.label}>
        <IconDeviceLaptop size={14} stroke={2} aria-hidden="true" />
        {words.localDrafts}
      </h3>
      <ul className={styles.rows} onKeyDown={moveByArrows}>
        {drafts.map((draft) => (
          <DraftRow key={draft.id} draft={draft} />
        ))}
      </ul>
    </section>
  )
}

function DraftRow({ draft }: { draft: Draft }) {
  const cache = useCache()
  const to = [...draft.to, ...draft.cc, ...draft.bcc].map(([name, address]) => name || address).join(', ')
  const subject = draft.subject || words.noSubject
  const time = shortDate(draft.updatedAt)
  async function discard(): Promise<void> {
    const restore = await discardDraft(cache, draft)
    showToast({ text: words.draftDeleted, icon: IconTrash, undo: () => void restore() })
  }
  return (
    <li className={styles.item}>
      <button
        type="button"
        className={styles.row}
        aria-label={[to || words.noRecipient, subject, words.localDrafts, time].join('. ')}
        onClick={() => runCommand('compose.open', { draft: draft.id })}
        onKeyDown={(event) => event.key === 'Delete' && void discard()}
      >
        <span className={styles.line}>
          <span className={styles.to}>{to || words.noRecipient}</span>
          <time className={styles.time} dateTime={new Date(draft.updatedAt).toISOString()}>
            {time}
          </time>
        </span>
        <span className={styles.text}>
          {subject}
          <span className={styles.snippet}>{draft.text.slice(0, 200)}</span>
        </span>
      </button>
      <IconButton
        small
        className={styles.delete}
        name={words.deleteDraft}
        keys="Delete"
        onClick={() => void discard()}
      >
        <IconTrash size={15} stroke={1.75} aria-hidden="true" />
      </IconButton>
    </li>
  )
}

function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>(`.${styles.row}`)]
  const at = rows.indexOf(document.activeElement as HTMLElement)
  event.preventDefault()
  rows[Math.max(0, Math.min(rows.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1)))]?.focus()
}
