import type { Bridge } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/errors.ts'
import { filingKey } from '../../cache/filings.ts'
import type { OutboxDb } from '../../cache/outbox-db.ts'
import type { FiledMail } from '../../cache/outbox-types.ts'

const atOnce = 500

/**
 * A mail that the rep linked while nobody shared it has come to the workspace: it goes with that deal, and no rule gives
 * it another. Told once, so that what somebody links later stands.
 */
export async function tellLinks(
  bridge: Bridge,
  outbox: OutboxDb,
  filed: readonly FiledMail[],
  isPublished: (message: string) => boolean
): Promise<void> {
  const wanted = filed.filter(({ link, message }) => link === 'wanted' && isPublished(message))
  for (const deal of new Set(wanted.map(({ record }) => record))) {
    const rows = wanted.filter(({ record }) => record === deal)
    for (let at = 0; at < rows.length; at += atOnce) {
      const some = rows.slice(at, at + atOnce)
      try {
        await bridge.call('workspace.linkDeal', { messages: some.map(({ message }) => message), deal })
      } catch (error) {
        // a deal that the rep does not see any more keeps nothing waiting
        if (!(error instanceof AppError) || error.code !== 'workspace.notAllowed') throw error
      }
      // only what is still so: the rep may have linked it otherwise meanwhile
      for (const row of some) await outbox.filings.update(filingKey(row), { link: 'told' })
    }
  }
}
