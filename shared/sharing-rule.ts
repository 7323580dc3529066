import type { Account } from './contract/accounts.ts'
import { type SharingDecision, type SharingRule, usualTerms } from './contract/sharing-rule.ts'
import { spelledEntries } from './context/shared-on.ts'

/**
 * What holds for a mailbox: its rep's choice, or its administrator's. Only what the mode has a say in: of a private
 * mailbox not even whose mail is never shared.
 */
export function ruleOf(
  { sharing, sharingRule }: Pick<Account, 'sharing' | 'sharingRule'>,
  decision: SharingDecision
): SharingRule {
  const mode = decision === 'choice' ? sharing : decision
  const never = spelledEntries(sharingRule.never)
  if (mode === 'private') return { ...usualTerms, mode }
  if (mode !== 'custom') return { ...usualTerms, mode, never }
  const { records, chosen, people, level } = sharingRule
  return {
    mode,
    records,
    chosen: records === 'chosen' ? [...new Set(chosen)] : [],
    people: spelledEntries(people),
    never,
    level
  }
}

export function sameRule(a: SharingRule, b: SharingRule): boolean {
  const said = ({ mode, records, level, chosen, people, never }: SharingRule): string =>
    JSON.stringify([mode, records, level, ...[chosen, people, never].map((list) => list.toSorted())])
  return said(a) === said(b)
}
