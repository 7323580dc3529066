import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { configOf, type Login } from '../postgres.ts'
import type { Scope } from '../scope.ts'
import { createPoll } from './poll.ts'

/** What others did, as it is told to the windows. */
export interface NewsEvents {
  version(version: number): void
  /** Null: any may have changed. */
  mail(buckets: number[] | null): void
  /** How news come, from now on; `none` while the server is out of reach, for this reason. */
  way(way: 'live' | 'polling' | 'none', why?: unknown): void
}

const channel = 'salesinbox'
/** Between two questions, where the server cannot tell by itself, ms. */
const each = 1_000
/** A listening connection says nothing for hours: so often it is asked whether it is there, ms, and so long for. */
const heartbeat = 20_000
const patience = 10_000
/** Between tries, ms; the last one repeats. */
const waits = [500, 1_000, 2_000, 5_000, 15_000]
/** A pooler may have become PostgreSQL itself, ms. */
const pooledFor = 10 * 60_000

/** Hears of changes until it is stopped, over whatever the server and the network do in between. */
export function watchNews(scope: Scope, login: Login, events: NewsEvents): () => Promise<void> {
  const stop = new AbortController()
  const ended = run(scope, login, events, stop.signal)
  return () => {
    stop.abort()
    return ended
  }
}

async function run(scope: Scope, login: Login, events: NewsEvents, signal: AbortSignal): Promise<void> {
  const ask = createPoll(scope, events)
  let failures = 0
  let deaf = false
  const began = async (way: 'live' | 'polling'): Promise<void> => {
    await ask()
    if (deaf) events.mail(null)
    deaf = false
    events.way(way)
  }
  while (!signal.aborted) {
    const listened = await listen(scope, login, events, () => began('live'), signal)
    if (signal.aborted) return
    if (listened === 'ended') failures = 0
    const until = Date.now() + (listened === 'pooled' ? pooledFor : pauseAfter(failures++))
    try {
      await began('polling')
      while (Date.now() < until && !signal.aborted) {
        await pause(each, signal)
        await ask()
      }
    } catch (error) {
      if (signal.aborted) return
      deaf = true
      events.way('none', error)
      await pause(until - Date.now(), signal)
    }
  }
}

const pauseAfter = (failures: number): number => waits[Math.min(failures, waits.length - 1)] ?? each

/**
 * Listens until the connection ends. `pooled`: a pooler is in between, which passes no news on; `failed`: it could not
 * be listened at all.
 */
async function listen(
  { workspace }: Scope,
  login: Login,
  events: NewsEvents,
  began: () => Promise<void>,
  signal: AbortSignal
): Promise<'pooled' | 'ended' | 'failed'> {
  const server = { ...login.server, ...login.server.direct }
  const client = new pg.Client({ ...configOf({ ...login, server }), query_timeout: patience })
  const gone = Promise.withResolvers<never>()
  gone.promise.catch(() => undefined)
  const end = (): void => gone.reject(new Error('Connection terminated'))
  client.on('error', end)
  client.on('end', end)
  signal.addEventListener('abort', end)
  let heard = false
  try {
    await Promise.race([client.connect(), gone.promise])
    if (await isPooled(client)) return 'pooled'
    client.on('notification', ({ payload = '' }) => tell(workspace, payload, events))
    await client.query(`listen ${channel}`)
    await Promise.race([began(), gone.promise])
    heard = true
    for (;;) {
      await Promise.race([pause(heartbeat, signal), gone.promise])
      await client.query('select 1')
    }
  } catch {
    return heard ? 'ended' : 'failed'
  } finally {
    signal.removeEventListener('abort', end)
    await Promise.race([client.end().catch(() => undefined), wait(1_000, undefined, { ref: false })])
  }
}

/** A pooler hands out a key of its own at the start; PostgreSQL's begins with the number of the process. */
async function isPooled(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  return rows[0]?.pid !== (client as pg.Client & { processID?: number }).processID
}

function tell(workspace: string, payload: string, events: NewsEvents): void {
  const [kind, of, what = ''] = payload.split(':')
  if (of !== workspace) return
  if (kind === 'version') events.version(Number(what))
  if (kind === 'mail') events.mail(what === '*' ? null : what.split(',').map(Number))
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  wait(Math.max(0, ms), undefined, { signal }).catch(() => undefined)
