import { sql } from 'kysely'
import type { Checked, Output } from '../../../shared/contract/index.ts'
import type { DefinedIntent } from '../../../shared/contract/intents.ts'
import { AppError } from '../../../shared/errors.ts'
import { intentKey, intentLimits, intentProblems, tidyIntent } from '../../../shared/intelligence/intents.ts'
import { sqlState } from '../engine.ts'
import { newId } from '../ids.ts'
import type { Scope } from '../scope.ts'
import { requireAdministrator } from './team.ts'

/** Names that are told to those who may change nothing. */
const told = 5
const columns = ['id', 'rev', 'name', 'examples', 'unlike', 'words', 'must', 'is_on'] as const
type Row = Omit<DefinedIntent, 'on'> & { is_on: boolean }
const shown = ({ is_on: on, ...row }: Row): DefinedIntent => ({ ...row, on })

export async function readIntents({ db, workspace }: Scope): Promise<Output<'workspace.intents'>> {
  const rows = await db
    .selectFrom('intents')
    .select(columns)
    .where('workspace', '=', workspace)
    .orderBy('created')
    .orderBy('id')
    .execute()
  const may = await sql<{ yes: boolean }>`select member_administers(current_user) as yes`.execute(db)
  const mayChange = may.rows[0]?.yes ?? false
  const administrators = mayChange
    ? []
    : await db
        .selectFrom('users')
        .select('name')
        .where('workspace', '=', workspace)
        .where('profile', '=', 'administrator')
        .where('active', '=', true)
        .where('deleted', 'is', null)
        .orderBy('sorting')
        .limit(told)
        .execute()
  return { intents: rows.map(shown), mayChange, administrators: administrators.map(({ name }) => name) }
}

export async function saveIntent(
  scope: Scope,
  { id, rev, on, ...typed }: Checked<'workspace.saveIntent'>,
  now: number
): Promise<DefinedIntent> {
  await requireAdministrator(scope)
  const { db, workspace } = scope
  const { intents } = await readIntents(scope)
  const others = intents.filter((one) => one.id !== id)
  const draft = tidyIntent(typed)
  const [problem] = intentProblems(draft, others)
  if (problem) throw invalid(problem.field, problem.of ?? draft.name)
  if (others.length >= intentLimits.intents) throw invalid('name', draft.name)
  const values = { ...draft, key: intentKey(draft.name), is_on: on }
  try {
    const row =
      id === null
        ? await db
            .insertInto('intents')
            .values({ workspace, id: newId(), created: now, ...values })
            .returning(columns)
            .executeTakeFirst()
        : await db
            .updateTable('intents')
            .set({ ...values, rev: rev + 1 })
            .where('workspace', '=', workspace)
            .where('id', '=', id)
            .where('rev', '=', rev)
            .returning(columns)
            .executeTakeFirst()
    if (!row) throw new AppError('workspace.conflict', { kind: 'intent' })
    return shown(row)
  } catch (error) {
    // two administrators at one moment
    if (sqlState(error) === '23505') throw invalid('name', draft.name)
    throw error
  }
}

export async function removeIntent(scope: Scope, id: string): Promise<void> {
  await requireAdministrator(scope)
  const { db, workspace } = scope
  await db.deleteFrom('intents').where('workspace', '=', workspace).where('id', '=', id).execute()
}

const invalid = (field: string, value: string | number): AppError =>
  new AppError('workspace.invalid', { field: `intent.${field}`, value })
