import { sharingKey, type SharingState } from '../../cache/sharing-state.ts'
import { startChange } from '../book.ts'
import type { Store } from '../store.ts'

/** While it goes on it is said at most this often, ms. */
const every = 500
const nothing: SharingState = {
  state: 'off',
  published: 0,
  wanted: 0,
  refused: 0,
  shared: false,
  error: null
}

export interface Said {
  readonly last: SharingState
  /** What was said last, also before this start. */
  load(): Promise<SharingState>
  /** `shared` is kept where it is not given. */
  say(state: Omit<SharingState, 'shared'> & { shared?: boolean }, now: boolean): Promise<void>
}

/** Says how far an account is, where that changed. */
export function stateOf(store: Store, account: string): Said {
  const key = sharingKey(account)
  let last: SharingState | null = null
  let said = ''
  let at = 0
  const load = async (): Promise<SharingState> =>
    last ?? ((await store.db.meta.get(key))?.value as SharingState | undefined) ?? nothing
  return {
    get last() {
      return last ?? nothing
    },
    load,
    async say(state, now) {
      last = await load()
      const value = { ...state, shared: state.shared ?? last.shared }
      last = value
      const text = JSON.stringify(value)
      if (text === said || (!now && Date.now() - at < every)) return
      said = text
      at = Date.now()
      const meta = [{ key, value }]
      await store.write(() => ({ written: { change: startChange(store.book), meta }, result: true }))
    }
  }
}
