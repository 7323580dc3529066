import type { SharingRule } from '../../shared/contract/sharing-rule.ts'
import { sharingTest } from '../../shared/context/shared-on.ts'
import type { Ledger } from './ledger.ts'
import { marksBy, passOver } from './shared-pass.ts'

/** How many mails here a rule would share, and how many of them another one does not. */
export async function countShared(
  ledger: Ledger,
  account: string,
  rules: { next: SharingRule; now: SharingRule },
  excluded: readonly string[]
): Promise<{ mails: number; more: number }> {
  const idsOf = async (rule: SharingRule): Promise<Set<number>> => {
    const ids = new Set<number>()
    const test = sharingTest(rule, ledger.directory, ledger.own, excluded)
    const marks = marksBy(test, (person) => ledger.address(person))
    await passOver(ledger, account, marks, -1, (id) => ids.add(id))
    return ids
  }
  const next = await idsOf(rules.next)
  const now = await idsOf(rules.now)
  let more = 0
  for (const id of next) if (!now.has(id)) more++
  return { mails: next.size, more }
}
