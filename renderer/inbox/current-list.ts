import type { List } from '../cache/index.ts'

/** The list in sight, for commands that go to the next mail: not state, it follows what is rendered. */
export const currentList: { list: List | null; lastIndex: number; reveal(index: number): void } = {
  list: null,
  lastIndex: 0,
  reveal: () => undefined
}
