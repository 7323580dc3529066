import type { Checked } from '../../shared/contract/index.ts'
import type { Organisation } from '../../shared/contract/workspace.ts'
import { AppError } from '../../shared/errors.ts'
import { asciiDomain, isDomain } from '../../shared/context/address.ts'
import { isPublicDomain } from '../../shared/context/public-domains.ts'
import { applyDecisions } from './admin/decide.ts'
import { readProfiles, setProfiles } from './policy.ts'
import type { Scope } from './scope.ts'
import { readStages, setStages } from './stages.ts'

export async function organisation({ db, workspace }: Scope): Promise<Organisation> {
  const row = await db
    .selectFrom('workspaces')
    .select(['name', 'currency', 'rev', 'sharing'])
    .where('id', '=', workspace)
    .executeTakeFirstOrThrow()
  const domains = await db
    .selectFrom('own_domains')
    .select('domain')
    .where('workspace', '=', workspace)
    .orderBy('position')
    .orderBy('domain')
    .execute()
  const stages = await readStages({ db, workspace })
  const profiles = await readProfiles({ db, workspace })
  return { ...row, ownDomains: domains.map(({ domain }) => domain), stages, profiles }
}

/** Throws workspace.invalid for what is no domain or a public mail service's and for stages, workspace.conflict. */
export async function setOrganisation(
  scope: Scope,
  wanted: Checked<'workspace.setOrganisation'>,
  now: number
): Promise<void> {
  const { db, workspace } = scope
  const domains = [...new Set(wanted.ownDomains.map(asciiDomain))]
  const bad = domains.find((domain) => !isDomain(domain) || isPublicDomain(domain))
  if (bad !== undefined) throw new AppError('workspace.invalid', { field: 'ownDomains', value: bad })
  const row = await db
    .updateTable('workspaces')
    .set({
      name: wanted.name,
      currency: wanted.currency,
      rev: wanted.rev + 1,
      ...(wanted.sharing && { sharing: wanted.sharing })
    })
    .where('id', '=', workspace)
    .where('rev', '=', wanted.rev)
    .returning('id')
    .executeTakeFirst()
  if (!row) throw new AppError('workspace.conflict', { kind: 'organisation' })
  const before = await db
    .deleteFrom('own_domains')
    .where('workspace', '=', workspace)
    .returningAll()
    .execute()
  const origins = new Map(before.map(({ domain, origin }) => [domain, origin]))
  const rows = domains.map((domain, position) => ({
    workspace,
    domain,
    position,
    origin: origins.get(domain) ?? ('rep' as const)
  }))
  if (rows.length > 0) await db.insertInto('own_domains').values(rows).execute()
  if (wanted.sharing) await applyDecisions(scope)
  if (wanted.profiles) await setProfiles(scope, wanted.profiles)
  if (wanted.stages) await setStages(scope, wanted.stages, wanted.moved ?? {}, now)
}
