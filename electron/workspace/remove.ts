import { AppError } from '../../shared/errors.ts'
import type { RecordKind } from '../../shared/contract/records.ts'
import { isId } from './ids.ts'
import { tables, type Scope } from './scope.ts'
import { removeChildren, whyNot } from './write.ts'

/** How long the bin keeps a record. */
const kept = 30 * 24 * 3600_000

interface Target {
  kind: RecordKind
  id: string
}

/** Puts a record in the bin: no query sees it, all that refers to it stays. Throws workspace.conflict, workspace.notFound. */
export async function bin(
  scope: Scope,
  { kind, id, rev }: Target & { rev: number },
  now: number
): Promise<void> {
  if (!isId(id)) throw new AppError('workspace.notFound', { kind })
  const row = await scope.db
    .updateTable(tables[kind])
    .set({ deleted: now, rev: rev + 1 })
    .where('workspace', '=', scope.workspace)
    .where('id', '=', id)
    .where('rev', '=', rev)
    .where('deleted', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!row) throw await whyNot(scope, kind, id)
}

/** Takes a record out of the bin; one that is not in it is left as it is. */
export async function restore(scope: Scope, { kind, id }: Target): Promise<void> {
  if (!isId(id)) throw new AppError('workspace.notFound', { kind })
  await scope.db
    .updateTable(tables[kind])
    .set((eb) => ({ deleted: null, rev: eb('rev', '+', 1) }))
    .where('workspace', '=', scope.workspace)
    .where('id', '=', id)
    .where('deleted', 'is not', null)
    .execute()
}

/** Removes for good what has been in the bin for 30 days. */
export async function emptyBin(scope: Scope, now: number): Promise<void> {
  for (const [kind, table] of Object.entries(tables) as [RecordKind, (typeof tables)[RecordKind]][]) {
    const rows = await scope.db
      .selectFrom(table)
      .select('id')
      .where('workspace', '=', scope.workspace)
      .where('deleted', '<', now - kept)
      .execute()
    for (const { id } of rows) await erase(scope, kind, id)
  }
}

/** Removes a record from the tables; references to it are cleared (the foreign keys see to the most of them). */
export async function erase(scope: Scope, kind: RecordKind, id: string): Promise<void> {
  const { db, workspace } = scope
  await removeChildren(scope, kind, id)
  if (kind !== 'user' && kind !== 'activity') {
    await db
      .updateTable('activities')
      .set({ about_kind: null, about_id: null })
      .where('workspace', '=', workspace)
      .where('about_kind', '=', kind)
      .where('about_id', '=', id)
      .execute()
  }
  await db.deleteFrom(tables[kind]).where('workspace', '=', workspace).where('id', '=', id).execute()
}
