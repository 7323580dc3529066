import type { Checked, Output } from '../../shared/contract/index.ts'
import type { RecordDraft } from '../../shared/contract/workspace.ts'
import { domainOf, normalAddress } from '../../shared/context/address.ts'
import { isPublicDomain } from '../../shared/context/public-domains.ts'
import type { Scope } from './scope.ts'
import { loadOne } from './read.ts'
import { sortingOf } from './text.ts'
import { whoHas } from './view.ts'
import { checked, insert } from './write.ts'

/** Makes a lead or a contact of a mail's sender, or answers who has the address already. */
export async function createFromSender(
  scope: Scope,
  ask: Checked<'workspace.createFromSender'>,
  now: number
): Promise<Output<'workspace.createFromSender'>> {
  const address = normalAddress(ask.address)
  const known = await whoHas(scope, address)
  if (known) return { record: await loadOne(scope, known.kind, known.record), existed: true }
  const common = {
    name: ask.name.trim() || address,
    title: ask.title.trim(),
    addresses: [address],
    phones: ask.phone.trim() === '' ? [] : [{ kind: 'work' as const, number: ask.phone.trim() }],
    city: '',
    owner: null,
    notes: ''
  }
  const draft: RecordDraft =
    ask.kind === 'lead'
      ? { kind: 'lead', values: { ...common, company: ask.account.trim(), source: 'Mail', status: '' } }
      : {
          kind: 'contact',
          values: { ...common, account: await accountFor(scope, ask.account.trim(), address, now) }
        }
  const id = await insert(scope, checked(draft), { origin: 'rep', now })
  return { record: await loadOne(scope, ask.kind, id), existed: false }
}

/** The account of that name, made when there is none; without a name the one at the address's domain, or null. */
async function accountFor(scope: Scope, name: string, address: string, now: number): Promise<string | null> {
  const domain = domainOf(address)
  const byDomain = await accountAt(scope, domain)
  if (name === '') return byDomain
  const row = await scope.db
    .selectFrom('accounts')
    .select('id')
    .where('workspace', '=', scope.workspace)
    .where('sorting', '=', sortingOf(name))
    .where('deleted', 'is', null)
    .orderBy('created')
    .executeTakeFirst()
  if (row) return row.id
  const domains = byDomain !== null || isPublicDomain(domain) || (await isOwn(scope, domain)) ? [] : [domain]
  const values = { name, domains, website: '', phone: '', city: '', owner: null, notes: '' }
  return insert(scope, checked({ kind: 'account', values }), { origin: 'rep', now })
}

async function accountAt({ db, workspace }: Scope, domain: string): Promise<string | null> {
  const row = await db
    .selectFrom('account_domains as d')
    .innerJoin('accounts as a', (join) =>
      join.onRef('a.workspace', '=', 'd.workspace').onRef('a.id', '=', 'd.account')
    )
    .select('a.id')
    .where('d.workspace', '=', workspace)
    .where('d.domain', '=', domain)
    .where('a.deleted', 'is', null)
    .orderBy('a.created')
    .executeTakeFirst()
  return row?.id ?? null
}

async function isOwn({ db, workspace }: Scope, domain: string): Promise<boolean> {
  const rows = db.selectFrom('own_domains').select('domain').where('workspace', '=', workspace)
  return (await rows.where('domain', '=', domain).executeTakeFirst()) !== undefined
}
