import { useState } from 'react'
import type { Account } from '../../../shared/contract/accounts.ts'
import type { SharingDecision } from '../../../shared/contract/sharing-rule.ts'
import { ruleOf } from '../../../shared/sharing-rule.ts'
import { countShared, useCache } from '../../cache/index.ts'
import type { TeamSharing } from './use-team-sharing.ts'

export interface Asked {
  mails: number
  people: number | null
}

/** Asks before a choice is saved that shares more than the one that holds. */
export function useShareQuestion(
  account: Account,
  team: TeamSharing | null,
  decision: SharingDecision | null
): {
  asked: Asked | null
  /** @returns false: it shares no more, or there is nobody to share with */
  ask(choice: Pick<Account, 'sharing' | 'sharingRule'>): Promise<boolean>
  close(): void
} {
  const { ledger } = useCache()
  const [asked, setAsked] = useState<Asked | null>(null)
  return {
    asked,
    async ask(choice) {
      const next = ruleOf(choice, decision ?? 'choice')
      const now = ruleOf(account, decision ?? 'choice')
      if (next.mode === 'private' || team?.alone) return false
      const { mails, more } = await countShared(ledger, account.id, { next, now }, team?.excluded ?? [])
      const opens = now.mode === 'private' || (now.level === 'subject' && next.level === 'full')
      if (!opens && more === 0) return false
      setAsked({ mails, people: team?.people ?? null })
      return true
    },
    close: () => setAsked(null)
  }
}
