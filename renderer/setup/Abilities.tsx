import { IconCheck, IconMinus } from '@tabler/icons-react'
import type { Ability } from '../../shared/contract/accounts.ts'
import { setup } from '../words/en/setup.ts'
import { fileSize } from '../words/format.ts'
import styles from './AccountForm.module.css'

const words = setup.report

/** What a server can do for its mail, in words; what most can and this one cannot stands last. */
export function Abilities({ side, can }: { side: 'incoming' | 'outgoing'; can: Ability[] }) {
  if (can.length === 0) return null
  const has = (kind: Ability['kind']): boolean => can.some((one) => one.kind === kind)
  // who tells what went tells what changed
  const shown = can.filter(({ kind }) => !(kind === 'changes' && has('resync')))
  const lacking = (['idle', 'changes'] as const).filter((kind) => side === 'incoming' && !has(kind))
  return (
    <ul className={styles.can}>
      {shown.map(({ kind, value }) => (
        <li key={kind}>
          <IconCheck size={14} stroke={2} aria-hidden="true" />
          {kind === 'size' ? words.can.size(fileSize(value ?? 0)) : words.can[kind]}
        </li>
      ))}
      {lacking.map((kind) => (
        <li key={kind} className={styles.cannot}>
          <IconMinus size={14} stroke={2} aria-hidden="true" />
          {words.cannot[kind]}
        </li>
      ))}
    </ul>
  )
}
