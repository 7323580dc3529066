import type { AccountDraft, Filing } from '../../shared/contract/accounts.ts'
import type { PresetEntry } from './presets.ts'
import type { SavedAccount } from './store.ts'

/** What is known of it before the first mail goes out. */
export function filingOf(preset: PresetEntry | null): Filing {
  const known = preset?.filesSentItself ?? null
  return { by: known === null ? 'unknown' : known ? 'server' : 'app', at: null }
}

/** What was found out holds while the servers are the same ones. */
export function keptFiling(before: SavedAccount, draft: AccountDraft, preset: PresetEntry | null): Filing {
  const same =
    before.service === draft.service &&
    before.incoming.host === draft.incoming.host &&
    before.incoming.user === draft.incoming.user &&
    before.outgoing.host === draft.outgoing.host
  return same ? before.filing : filingOf(preset)
}
