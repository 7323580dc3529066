import { useMemo } from 'react'
import { ownAddresses } from '../../../shared/identity.ts'
import { useSession } from '../../bridge-context.ts'
import { useFiledOn } from '../../cache/index.ts'
import { type Ask, finds } from './ask.ts'
import type { FiledRow } from './merge.ts'

/** What the rep put on these records by hand, as the list shows it: among all mail, what went to the CRM, and one's own. */
export function useFiled(records: readonly string[], ask: Ask, me: string | null): FiledRow[] {
  const { accounts } = useSession()
  const filed = useFiledOn(records)
  const { show, user, as, search } = ask
  return useMemo(() => {
    const shown = as === null && (show === 'all' || show === 'crm' || (show === 'user' && user === me))
    if (!filed || !shown) return []
    const own = new Set(accounts.flatMap(ownAddresses).map((address) => address.toLowerCase()))
    const rows = filed.map((one) => ({
      id: one.id,
      key: one.message,
      thread: one.thread,
      sent: one.sent,
      outgoing: own.has(one.from[1].toLowerCase()),
      subject: one.subject,
      snippet: '',
      from: one.from,
      to: one.to,
      flags: 0,
      filed: one
    }))
    return search === '' ? rows : rows.filter((row) => finds(search, row))
  }, [filed, accounts, show, user, as, search, me])
}
