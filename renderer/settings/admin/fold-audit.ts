import type { AuditEntry } from '../../../shared/contract/administration.ts'

/** Written within so long of each other they are of one decision, ms. */
const together = 10_000

/** Entries in their order; mailboxes that followed one decision stand together. */
export function foldAudit(entries: readonly AuditEntry[]): AuditEntry[][] {
  const folded: AuditEntry[][] = []
  for (const entry of entries) {
    const before = folded.at(-1)
    const last = before?.at(-1)
    if (before && last && follows(last, entry)) before.push(entry)
    else folded.push([entry])
  }
  return folded
}

function follows(last: AuditEntry, entry: AuditEntry): boolean {
  return (
    isMode(last) &&
    isMode(entry) &&
    entry.who === last.who &&
    entry.now?.mode === last.now?.mode &&
    last.at - entry.at < together
  )
}

const isMode = ({ act, was, now }: AuditEntry): boolean =>
  act === 'mailboxes.update' && was?.mode !== now?.mode
