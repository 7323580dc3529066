import { AppError } from '../../shared/errors.ts'
import type { MailEngine } from './engines.ts'
import type { MailDeps } from './mail.ts'

interface Stored {
  hash: string
  size: number
}
interface Place {
  folder: string
  uidValidity: string
  uid: number
}

/** What was fetched in this run is remembered by its place, so that a second click costs nothing. */
const remembered = 5000

/** Parts and sources go from the socket into the files piece by piece: a 40 MB mail is never whole in memory. */
export function createFetched(files: MailDeps['files'], ready: (account: string) => Promise<MailEngine>) {
  const stored = new Map<string, Stored>()
  const running = new Map<string, Promise<Stored>>()

  async function once(key: string, account: string, fetch: () => Promise<Stored>): Promise<Stored> {
    const known = stored.get(key)
    if (known && (await isThere(account, known))) return known
    const now = running.get(key) ?? fetch().finally(() => running.delete(key))
    running.set(key, now)
    const made = await now
    stored.set(key, made)
    const oldest = stored.size > remembered ? stored.keys().next().value : undefined
    if (oldest !== undefined) stored.delete(oldest)
    return made
  }

  async function isThere(account: string, { hash }: Stored): Promise<boolean> {
    return await files.read(account, hash, 1).then(
      () => true,
      () => false
    )
  }

  async function* until(signal: AbortSignal, source: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of source) {
      if (signal.aborted) throw new AppError('contract.cancelled')
      yield piece
    }
  }

  return {
    part: (
      account: string,
      place: Place,
      wanted: { part: string; encoding: string; priority: 'bulk' | 'click' },
      signal: AbortSignal
    ) =>
      once(keyOf(account, place, wanted.part), account, async () => {
        const engine = await ready(account)
        const input = { account, place, ...wanted }
        return await files.putStream(account, until(signal, engine.stream('part', input)))
      }),
    source: (account: string, place: Place, signal: AbortSignal) =>
      once(keyOf(account, place, ''), account, async () => {
        const engine = await ready(account)
        return await files.putStream(account, until(signal, engine.stream('source', { account, place })))
      })
  }
}

function keyOf(account: string, { folder, uidValidity, uid }: Place, part: string): string {
  return JSON.stringify([account, folder, uidValidity, uid, part])
}
