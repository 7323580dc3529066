import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { localOffset } from './content/dates.ts'
import { collectPeople, type People, type Person } from './content/people.ts'

type Client = Person['client']

/** resources/sample/crm.json, row by row; keys name rows among themselves and in the scripts. */
export interface Crm {
  domain: string
  company: string
  users: [
    key: string,
    name: string,
    local: string,
    title: string,
    phone: string,
    profile: 'administrator' | 'standard',
    client: Client,
    active: boolean
  ][]
  accounts: [key: string, name: string, domains: string[], city: string, phone: string][]
  contacts: [
    key: string,
    name: string,
    local: string,
    account: string,
    title: string,
    phone: string,
    lang: string,
    client: Client,
    zone: number,
    second?: string
  ][]
  leads: [
    key: string,
    name: string,
    address: string,
    company: string,
    title: string,
    phone: string,
    lang: string,
    client: Client,
    zone: number,
    source: string,
    status: string,
    city: string
  ][]
  deals: [
    key: string,
    name: string,
    account: string,
    stage: string,
    amount: number,
    closing: string | number,
    people: [contact: string, role: string][],
    owner: string
  ][]
  activities: [
    type: 'call' | 'task' | 'meeting',
    name: string,
    days: number,
    clock: string,
    kind: 'lead' | 'contact' | 'account' | 'deal',
    about: string,
    owner: string,
    done: boolean
  ][]
  others: [
    key: string,
    name: string,
    address: string,
    company: string,
    lang: string,
    client: Client,
    zone: number,
    groups: string[]
  ][]
}

export const me = 'maya'

export function loadCrm(folder: string): Crm {
  return JSON.parse(readFileSync(join(folder, 'crm.json'), 'utf8')) as Crm
}

export function contactAddress(crm: Crm, contact: Crm['contacts'][number]): string {
  const account = crm.accounts.find(([key]) => key === contact[3])
  if (!account?.[2][0]) throw new Error(`The contact ${contact[0]} of the sample belongs to no account`)
  return `${contact[2]}@${account[2][0]}`
}

/** Everybody who writes in the sample. */
export function peopleOf(crm: Crm, now: number): People {
  const open = new Set(
    crm.deals
      .filter(([, , , stage]) => stage !== 'won' && stage !== 'lost')
      .flatMap(([, , , , , , people]) => people.map(([contact]) => contact))
  )
  const accountName = new Map(crm.accounts.map(([key, name]) => [key, name]))
  const here = localOffset(now)
  const all: Person[] = [
    ...crm.users.map(([key, name, local, title, phone, , client, active]): Person => {
      const role = key === 'omar' || key === 'karl' ? ['user.sales'] : key === 'sara' ? ['user.support'] : []
      const groups = key === me || !active ? [] : ['user.any', ...role]
      return {
        key,
        name,
        address: `${local}@${crm.domain}`,
        title,
        company: crm.company,
        phone,
        lang: key === 'karl' ? 'de' : 'en',
        client,
        zone: here,
        groups
      }
    }),
    ...crm.contacts.map((row): Person => {
      const [key, name, , account, title, phone, lang, client, zone] = row
      const kind = open.has(key) ? 'deal' : 'known'
      const groups = ['contact.any', `contact.${lang}`, `${kind}.any`, `${kind}.${lang}`]
      return {
        key,
        name,
        address: contactAddress(crm, row),
        title,
        company: accountName.get(account) ?? '',
        phone,
        lang,
        client,
        zone,
        groups
      }
    }),
    ...crm.leads.map(([key, name, address, company, title, phone, lang, client, zone]): Person => ({
      key,
      name,
      address,
      title,
      company,
      phone,
      lang,
      client,
      zone,
      groups: ['lead.any', `lead.${lang}`]
    })),
    ...crm.others.map(([key, name, address, company, lang, client, zone, groups]): Person => ({
      key,
      name,
      address,
      title: '',
      company,
      phone: '',
      lang,
      client,
      zone,
      groups
    }))
  ]
  return collectPeople(all)
}
