import { IconPaperclip, IconX } from '@tabler/icons-react'
import type { DraftAttachment } from '../cache/index.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { compose as words } from '../words/en/compose.ts'
import styles from './compose.module.css'

/** The files of a draft; pictures between the lines are not among them. */
export function AttachmentList({
  files,
  onRemove
}: {
  files: DraftAttachment[]
  onRemove(file: DraftAttachment): void
}) {
  const listed = files.filter(({ cid }) => cid === '')
  if (listed.length === 0) return null
  return (
    <ul className={styles.files}>
      {listed.map((file, i) => (
        <li key={`${file.name}${i}`}>
          <IconPaperclip size={16} stroke={1.75} aria-hidden="true" />
          <span className={styles.fileName}>{file.name}</span>
          <span className={styles.fileSize}>{sizeOf(file.size)}</span>
          <IconButton small name={words.remove(file.name)} onClick={() => onRemove(file)}>
            <IconX size={14} stroke={2} aria-hidden="true" />
          </IconButton>
        </li>
      ))}
    </ul>
  )
}

function sizeOf(octets: number): string {
  if (octets < 1000) return `${octets} B`
  return octets < 1_000_000 ? `${Math.round(octets / 1000)} KB` : `${(octets / 1_000_000).toFixed(1)} MB`
}
