import { IconLock, IconUsers, IconX } from '@tabler/icons-react'
import type { Account } from '../../shared/contract/accounts.ts'
import { useAnswer } from '../bridge-answer.ts'
import type { Draft } from '../cache/index.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { compose as words } from '../words/en/compose.ts'
import styles from './compose.module.css'

interface Props {
  draft: Draft
  account: Account | undefined
  onKeep(): void
}

/** Who in the team will read this mail. Nothing where nobody shares the workspace. */
export function SharedWith({ draft, account, onKeep }: Props) {
  const team = useAnswer('team.state', {}).value
  if (!account || team?.where !== 'team') return null
  const Icon = draft.onRecord || account.sharing !== 'private' ? IconUsers : IconLock
  return (
    <span className={styles.shared}>
      <Icon size={15} stroke={1.75} aria-hidden="true" />
      {draft.onRecord ? words.sharedOnRecord : words.sharedAs[account.sharing]}
      {draft.onRecord && (
        <IconButton small name={words.notOnRecord} onClick={onKeep}>
          <IconX size={14} stroke={2} aria-hidden="true" />
        </IconButton>
      )}
    </span>
  )
}
