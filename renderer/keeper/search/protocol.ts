/** What the keeper tells the worker that holds the index. */
export type ToIndex =
  /** `anew`: without what is there. */
  | { kind: 'open'; name: string; anew: boolean }
  | { kind: 'heads'; rows: { id: number; subject: string; people: string }[] }
  | { kind: 'texts'; rows: { id: number; text: string }[] }
  | { kind: 'forget'; ids: number[] }
  | { kind: 'search'; ask: number; typed: string }
  | { kind: 'drop' }
  /** Writes the index anew without what was forgotten. */
  | { kind: 'compact' }
export type FromIndex =
  /** Everything up to `heads` is indexed: the heads and the texts of these ids are there. */
  | { kind: 'opened'; heads: number; headIds: Uint32Array; texts: Uint32Array }
  | { kind: 'done' }
  | { kind: 'found'; ask: number; ids: Uint32Array; more: boolean }
  | { kind: 'failed'; message: string }
