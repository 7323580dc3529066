import { sql } from 'kysely'
import type { Checked } from '../../shared/contract/index.ts'
import type { Organisation } from '../../shared/contract/workspace.ts'
import { AppError } from '../../shared/errors.ts'
import { newId } from './ids.ts'
import type { Scope } from './scope.ts'
import { sortingOf } from './text.ts'

type Wanted = NonNullable<Checked<'workspace.setOrganisation'>['stages']>

/** In order, with how many deals stand in each; the bin is not counted. */
export async function readStages({ db, workspace }: Scope): Promise<Organisation['stages']> {
  const counts = await db
    .selectFrom('deals')
    .select(['stage', sql<number>`count(*)`.as('deals')])
    .where('workspace', '=', workspace)
    .where('deleted', 'is', null)
    .groupBy('stage')
    .execute()
  const deals = new Map(counts.map((row) => [row.stage, Number(row.deals)]))
  const stages = await db
    .selectFrom('stages')
    .select(['id', 'name', 'step', 'outcome'])
    .where('workspace', '=', workspace)
    .orderBy('position')
    .execute()
  return stages.map((stage) => ({ ...stage, deals: deals.get(stage.id) ?? 0 }))
}

/** Throws workspace.invalid {field: 'stages'}. Deals of a stage that goes stand in another one afterwards. */
export async function setStages(
  scope: Scope,
  given: Wanted,
  moved: Record<string, string>,
  now: number
): Promise<void> {
  const { db, workspace } = scope
  const wanted = given.map(({ id, name, outcome }) => ({ id: id || newId(), name, outcome }))
  requireSound(wanted)
  const kept = new Set(wanted.map(({ id }) => id))
  const gone = (await readStages(scope)).filter(({ id }) => !kept.has(id))
  for (const [position, stage] of wanted.entries()) {
    const row = { ...stage, step: stepOf(stage, wanted), position }
    await db
      .insertInto('stages')
      .values({ workspace, ...row })
      .onConflict((known) => known.columns(['workspace', 'id']).doUpdateSet(row))
      .execute()
  }
  for (const stage of gone) {
    const to = moved[stage.id]
    if (stage.deals > 0 && (to === undefined || !kept.has(to))) throw invalid(stage.name)
    // what lies in the bin goes along, so that it can be brought back
    const fallback = wanted.find(({ outcome }) => outcome === stage.outcome)!.id
    await db
      .updateTable('deals')
      .set({ stage: to !== undefined && kept.has(to) ? to : fallback, rev: sql`rev + 1`, changed: now })
      .where('workspace', '=', workspace)
      .where('stage', '=', stage.id)
      .execute()
    await db.deleteFrom('stages').where('workspace', '=', workspace).where('id', '=', stage.id).execute()
  }
}

/** Names are there and tell stages apart; a deal can be open, won and lost. */
function requireSound(stages: Wanted): void {
  const names = new Set<string>()
  for (const { name } of stages) {
    const sorting = sortingOf(name)
    if (sorting === '' || names.has(sorting)) throw invalid(name)
    names.add(sorting)
  }
  const ids = new Set(stages.map(({ id }) => id))
  const outcomes = new Set(stages.map(({ outcome }) => outcome))
  if (ids.size < stages.length || outcomes.size < 3) throw invalid('')
}

/** Of the five steps of the bar: open stages are spread over them, won is full, lost is empty. */
function stepOf(stage: Wanted[number], stages: Wanted): number {
  if (stage.outcome !== 'open') return stage.outcome === 'won' ? 4 : 0
  const open = stages.filter(({ outcome }) => outcome === 'open')
  return open.length < 2 ? 0 : Math.round((open.indexOf(stage) * 4) / (open.length - 1))
}

function invalid(value: string): AppError {
  return new AppError('workspace.invalid', { field: 'stages', value })
}
