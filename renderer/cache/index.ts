/**
 * The mail on this computer, as views use it.
 * - `openCache(installId)` once, in app/; `<CacheContext value={cache}>`; then the hooks.
 * - Lists: `useList(source, conversations, filter)` gives length, row(i), indexOf(id); `useShownRows(list, first, last)`
 *   adds subject, people and snippet of the rows in sight. Folder counts: `useFolders()`, `useContextUnread()`.
 * - A conversation: `useConversation(thread)`, one mail: `useConversation(thread, id)`.
 * - What the rep does: acts.ts (`setFlags`, `move`, `archive`, `trash`, `junk`, `undo` ...): each writes an operation that
 *   shows at once and that the keeper plays. Drafts and sending: drafts.ts.
 * - What the CRM says of an address: `ledger.directory` with shared/context (`entryOf`, `reasonOf`).
 */
export { requireOutbox } from './outbox-db.ts'
export { type Cache, openCache } from './cache.ts'
export { readHeader, readHeaders } from './headers.ts'
export * from './context.ts'
export * from './ledger-hooks.ts'
export * from './hooks.ts'
export * from './verdict-hooks.ts'
export type { Unhappy } from './unhappy.ts'
export { type Mood, type NamedIntent, namesOf } from './verdicts.ts'
export { type Mail as ReadableMail, readableOf } from './readable.ts'
export type { Facet, ShownVerdict } from './said.ts'
export * from './corrections.ts'
export * from './acts.ts'
export * from './drafts.ts'
export * from './waiting.ts'
export { type SearchAnswer, searchMail } from './search.ts'
export { findMail } from './find.ts'
export { suggestRecipients, type Suggestion } from './suggest.ts'
export { type Filter, type List, listOf, type ListRow, type Source } from './lists.ts'
export { placesOf, threadOf } from './places.ts'
export { isViewed } from './summary.ts'
export { countShared } from './shared-count.ts'
export * from './personal-past.ts'
export * from './sharing.ts'
export * from './filings.ts'
export * from './dismissals.ts'
export * from './promises.ts'
export * from './deal-links.ts'
export { type Excess, excessOf } from './excess.ts'
export { isLater, startOf } from './period.ts'
export { roomOf } from './room.ts'
export type { Ledger } from './ledger.ts'
export type { RowContent } from './rows.ts'
export type { SeenRecord } from './seen.ts'
export * from './run-filters.ts'
export { levelsOf } from './folder-paths.ts'
export * from './types.ts'
export * from './outbox-types.ts'
