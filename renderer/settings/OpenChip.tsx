import { IconLockOpen2 } from '@tabler/icons-react'
import { ToneChip } from '../ui/Chip.tsx'
import { network as words } from '../words/en/network.ts'

/** Stands at a mailbox that the rep chose to reach in clear text, for as long as it is so. */
export function OpenChip() {
  return (
    <span title={words.openText}>
      <ToneChip tone="warn" icon={<IconLockOpen2 size={14} stroke={2} aria-hidden="true" />}>
        {words.open}
      </ToneChip>
    </span>
  )
}
