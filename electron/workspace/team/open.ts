import { toWire, type WireError } from '../../../shared/errors.ts'
import { readVersion } from '../directory.ts'
import { openPostgres, type Login } from '../postgres.ts'
import { openStore, type Store } from '../store.ts'
import type { FromWorker } from '../wire.ts'
import { asReachError, isLost } from './lost.ts'
import { watchNews } from './news.ts'

/** Between tries to get in, ms; the last one repeats. */
const waits = [1_000, 2_000, 5_000, 10_000, 30_000]

export interface TeamStore {
  /** Gets in where that has failed. Throws what keeps it out. */
  store(): Promise<Store>
  /** Every call's end, so that the window knows whether the server is there. */
  done(error?: unknown): void
  close(): Promise<void>
}

/** The team's workspace, for as long as the app runs: whoever asks while the server is away gets an error, not a wait. */
export function openTeam(login: Login, say: (message: FromWorker) => void): TeamStore {
  const { host, port } = login.server
  let opened: Store | undefined
  let opening: Promise<Store> | undefined
  let stopNews: (() => Promise<void>) | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let closed = false
  let told = -1
  let reach = ''

  const tellReach = (now: 'ok' | 'connecting' | 'lost', problem: WireError | null = null): void => {
    if (now === reach && now !== 'lost') return
    reach = now
    say({ kind: 'reach', reach: now, problem })
  }
  /** A change of one's own comes twice: from the store, and with the server's news. */
  const version = (now: number): void => {
    if (now === told) return
    told = now
    say({ kind: 'changed', version: now })
  }

  async function enter(): Promise<Store> {
    tellReach('connecting')
    const engine = openPostgres(login)
    try {
      const store = await openStore(engine, {
        changed: version,
        importProgress: (done, total) => say({ kind: 'progress', done, total }),
        backUpProgress: (user, done, total) => say({ kind: 'backUp', user, done, total })
      })
      opened = store
      stopNews = watchNews(store.scope, login, {
        version,
        mail: (buckets) => say({ kind: 'mail', buckets }),
        way(way, why) {
          say({ kind: 'news', news: way })
          if (way === 'none') tellReach('lost', toWire(asReachError(why, host, port)))
          else tellReach('ok')
        }
      })
      failures = 0
      tellReach('ok')
      version(await readVersion(store.scope))
      return store
    } catch (error) {
      await engine.close().catch(() => undefined)
      const reason = asReachError(error, host, port)
      tellReach('lost', toWire(reason))
      clearTimeout(timer)
      if (!closed)
        timer = setTimeout(
          () => void store().catch(() => undefined),
          waits[Math.min(failures++, waits.length - 1)]
        )
      throw reason
    }
  }

  function store(): Promise<Store> {
    if (opened) return Promise.resolve(opened)
    opening ??= enter().finally(() => (opening = undefined))
    return opening
  }
  store().catch(() => undefined)

  return {
    store,
    done(error) {
      if (isLost(error)) tellReach('lost', toWire(asReachError(error, host, port)))
      else if (opened) tellReach('ok')
    },
    async close() {
      closed = true
      clearTimeout(timer)
      await opening?.catch(() => undefined)
      await stopNews?.()
      await opened?.close()
    }
  }
}
