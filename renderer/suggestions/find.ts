import type { IntelligenceChoice } from '../../shared/contract/app.ts'
import type { Verdict } from '../../shared/contract/intelligence.ts'
import type { RecordOf } from '../../shared/contract/records.ts'
import type { Person } from '../../shared/contract/workspace.ts'
import { plainText } from '../../shared/intelligence/compare.ts'
import { type Change, changeKey, changesOf, type PersonRecord } from '../../shared/intelligence/enrichment.ts'
import { isPlanned, type Plan, planOf } from '../../shared/intelligence/plan.ts'
import { wantedActivities } from '../../shared/intelligence/activities.ts'
import { messageKey } from '../../shared/mail/message-key.ts'
import { suggestionKey, type MessageRow } from '../cache/index.ts'

/** An older signature is no news: the record may know better by now. */
export const newsFor = 180 * 24 * 3600_000

export type Leaver = Verdict['leavers'][number]
export type Suggestion =
  | { kind: 'activity'; key: string; plan: Plan; about: About }
  | { kind: 'left'; key: string; leaver: Leaver }
  | { kind: 'change'; key: string; change: Change }
/** The record that an activity is added to. */
export type About = { kind: 'lead' | 'contact' | 'deal'; id: string; name: string }

/** The sender's record, where they are a lead or a contact. */
export function recordOf(person: Person | undefined): PersonRecord | null {
  const record = person?.view?.record
  return record?.kind === 'lead' || record?.kind === 'contact' ? record : null
}

type Wants = Pick<IntelligenceChoice, 'activities' | 'meetings' | 'calls' | 'tasks' | 'enrichment'>

/** All that the mail makes us suggest, the most pressing first; what was dismissed is still among it. */
export function findSuggestions(
  mail: MessageRow,
  verdict: Pick<Verdict, 'activities' | 'leavers' | 'person'>,
  person: Person,
  wants: Wants,
  now: number
): Suggestion[] {
  const record = recordOf(person)
  if (!record) return []
  const found: Suggestion[] = []
  if (wants.activities) {
    const about = aboutOf(record, person.view?.deals ?? [])
    const known = person.view?.activities ?? []
    const plans = wantedActivities(verdict.activities, wants)
      .flatMap((activity) => planOf(activity, now) ?? [])
      .filter((plan) => !isPlanned(plan, known))
      .sort((a, b) => a.due - b.due)
    for (const plan of plans) {
      const key = suggestionKey('activity', `${messageKey(mail)} ${plan.type} ${plan.due}`)
      if (!found.some((one) => one.key === key)) found.push({ kind: 'activity', key, plan, about })
    }
  }
  if (!wants.enrichment || mail.sent < now - newsFor) return found
  const domain = person.address.split('@').at(-1) ?? ''
  for (const leaver of verdict.leavers)
    found.push({
      kind: 'left',
      key: suggestionKey('left', `${domain} ${plainText(leaver.who)}`),
      leaver
    })
  for (const change of changesOf(verdict.person, record, person.view?.account ?? null))
    found.push({ kind: 'change', key: suggestionKey('change', changeKey(record.id, change)), change })
  return found
}

/** The one open deal of the sender, else the sender: a contact's record shows both. */
export function aboutOf({ kind, id, name }: PersonRecord, deals: readonly RecordOf<'deal'>[]): About {
  const open = deals.filter(({ outcome }) => outcome === 'open')
  const [deal] = open
  return deal && open.length === 1 ? { kind: 'deal', id: deal.id, name: deal.name } : { kind, id, name }
}
