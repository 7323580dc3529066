import { values, type RecordInput, type RecordKind } from '../../shared/contract/records.ts'
import type { RecordDraft } from '../../shared/contract/workspace.ts'
import { at, isoDay, workingDay } from './content/dates.ts'
import { contactAddress, type Crm } from './crm.ts'

/**
 * The sample's CRM as the workspace takes it. `key` names a record for ever, so that inserting twice changes nothing;
 * owner, account, contacts and about say such keys. What is referred to comes first.
 */
export interface SampleRecords {
  records: { key: string; draft: RecordDraft; changed: number }[]
  /** Everybody at these domains is a colleague. */
  ownDomains: string[]
}

const phones = (number: string) => (number ? [{ kind: 'work' as const, number }] : [])

/** `MM-DD`: the next such day from tomorrow on; a number: days from now. */
function closingDay(closing: string | number, now: number): string {
  if (typeof closing === 'number') {
    const day = workingDay(now, 0)
    day.setDate(day.getDate() + closing)
    return isoDay(day.getTime())
  }
  const year = new Date(now).getFullYear()
  const here = `${year}-${closing}`
  return here > isoDay(now) ? here : `${year + 1}-${closing}`
}

function dueTime(days: number, clock: string, now: number): number {
  const [hours = '0', minutes = '0'] = clock.split(':')
  return at(workingDay(now, -days), Number(hours) * 60 + Number(minutes))
}

/** The CRM as it stands at `now`: closing dates and activities are relative to it. */
export function sampleRecords(crm: Crm, now: number): SampleRecords {
  const records: SampleRecords['records'] = []
  const name = (kind: RecordKind, key: string) => `${kind}:${key}`
  const add = <K extends RecordKind>(kind: K, key: string, given: RecordInput<K>, changed = now) => {
    records.push({
      key: name(kind, key),
      draft: { kind, values: values[kind].parse(given) } as RecordDraft,
      changed
    })
  }
  const maya = name('user', 'maya')

  for (const [key, full, local, title, phone, profile, , active] of crm.users) {
    add('user', key, {
      name: full,
      title,
      addresses: [`${local}@${crm.domain}`],
      phones: phones(phone),
      profile,
      active
    })
  }
  for (const [key, company, domains, city, phone] of crm.accounts) {
    add('account', key, {
      name: company,
      domains,
      website: `https://www.${domains[0]}`,
      phone,
      city,
      owner: maya
    })
  }
  for (const contact of crm.contacts) {
    const [key, full, , account, title, phone, , , , second] = contact
    const addresses = [contactAddress(crm, contact), ...(second ? [second] : [])]
    const city = crm.accounts.find(([one]) => one === account)?.[3] ?? ''
    add('contact', key, {
      name: full,
      title,
      account: name('account', account),
      addresses,
      phones: phones(phone),
      city,
      owner: maya
    })
  }
  for (const [key, full, address, company, title, phone, , , , source, status, city] of crm.leads) {
    add('lead', key, {
      name: full,
      company,
      title,
      addresses: [address],
      phones: phones(phone),
      source,
      status,
      city,
      owner: maya
    })
  }
  crm.deals.forEach(([key, deal, account, stage, amount, closing, people, owner], i) => {
    const contacts = people.map(([contact, role]) => ({ contact: name('contact', contact), role }))
    // Listed as they were touched, the last one first.
    const touched = at(workingDay(now, i + 1), 15 * 60 + i)
    add(
      'deal',
      key,
      {
        name: deal,
        account: name('account', account),
        stage,
        amount,
        closing: closingDay(closing, now),
        contacts,
        owner: name('user', owner)
      },
      touched
    )
  })
  for (const [type, what, days, clock, kind, about, owner, done] of crm.activities) {
    const given = {
      type,
      name: what,
      due: dueTime(days, clock, now),
      done,
      about: { kind, id: name(kind, about) },
      owner: name('user', owner)
    }
    add('activity', `${about} ${what}`, given)
  }
  return { ownDomains: [crm.domain], records }
}
