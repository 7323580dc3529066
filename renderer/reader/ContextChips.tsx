import { addressCode, entryOf } from '../../shared/context/context-of.ts'
import { useCache, useLedgerVersion } from '../cache/index.ts'
import { contexts } from '../ui/context.ts'
import { RecordChip } from '../ui/Chip.tsx'
import type { ReaderMessage } from './model.ts'

/** Who is in the conversation: the deal, contact, lead or colleague that put it where it stands. */
export function ContextChips({ messages }: { messages: readonly ReaderMessage[] }) {
  const { ledger } = useCache()
  useLedgerVersion()
  let best: { code: number; address: string } | null = null
  for (const { from, to, cc } of messages) {
    for (const [, address] of [...from, ...to, ...cc]) {
      const code = addressCode(address, ledger.directory, ledger.own)
      if (code < 4 && (best === null || code < best.code)) best = { code, address }
    }
  }
  const entry = best === null ? undefined : entryOf(best.address, ledger.directory)
  if (best === null || entry === undefined) return null
  const deal = best.code === 0 ? entry.deals[0] : undefined
  const name = deal?.name ?? (entry.name || best.address)
  const detail = deal?.stage ?? (best.code === 3 ? entry.title : entry.accountName)
  return (
    <RecordChip
      context={contexts[best.code] ?? 'other'}
      name={name}
      detail={detail || undefined}
      place="reader"
    />
  )
}
