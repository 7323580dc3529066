import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import type { Log, Secrets } from '../host/host.ts'
import type { Tokens } from './authority.ts'
import type { Grant } from './sign-in.ts'

/** What the keychain keeps for an account. A token is good for the client alone that it was given to. */
const kept = z.object({
  service: z.string(),
  clientId: z.string(),
  refreshToken: z.string(),
  /** ms since 1970 */
  signedInAt: z.number()
})
export type Kept = z.infer<typeof kept>

interface State {
  kept: Kept
  access: { token: string; expiresAt: number } | null
  refreshing: Promise<string> | null
  /** Why no refresh is tried until the rep has signed in again. */
  refused: AppError | null
  /** The keychain has not taken the newest refresh token yet. */
  unsaved: boolean
  /** Aborted when the account is gone or was signed in to again: what comes of it is not kept. */
  ended: AbortController
}

/** A token is refreshed so long before it lapses, ms: it is not to lapse on its way. */
const early = 120_000

export interface TokensDeps {
  secrets: Secrets
  log: Log
  /** Throws auth.signInAgain for a refresh token that is good no more; net.* passes. */
  refresh(kept: Kept, signal: AbortSignal): Promise<Tokens>
}

const nameOf = (account: string): string => `oauth/${account}`

/** Null: nothing, or nothing that this version can read; signing in again mends either. */
function read(text: string | null): Kept | null {
  try {
    return text === null ? null : kept.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** The tokens of accounts: refresh tokens in the keychain, access tokens in memory alone. */
export function createTokens({ secrets, log, refresh }: TokensDeps) {
  const states = new Map<string, Promise<State | null>>()

  const stateOf = (one: Kept, access: State['access']): State => ({
    kept: one,
    access,
    refreshing: null,
    refused: null,
    unsaved: false,
    ended: new AbortController()
  })

  async function load(account: string): Promise<State | null> {
    const one = read(await secrets.read(nameOf(account)))
    return one && stateOf(one, null)
  }

  function state(account: string): Promise<State | null> {
    const known = states.get(account)
    if (known) return known
    const loading = load(account)
    states.set(account, loading)
    // a keychain that was locked a moment ago is asked again
    loading.catch(() => states.get(account) === loading && states.delete(account))
    return loading
  }

  /** What runs for the tokens of before ends, and writes no more. */
  async function end(account: string): Promise<State | null> {
    const before = await (states.get(account) ?? null)?.catch(() => null)
    before?.ended.abort()
    await before?.refreshing?.catch(() => undefined)
    return before ?? null
  }

  const save = (account: string, one: Kept): Promise<void> =>
    secrets.write(nameOf(account), JSON.stringify(one))

  /** The one before is good no more: the new one is kept before anything is done with what came along. */
  async function settle(account: string, one: State): Promise<void> {
    if (one.unsaved) await save(account, one.kept)
    one.unsaved = false
  }

  async function renew(account: string, one: State): Promise<string> {
    try {
      await settle(account, one)
      const tokens = await refresh(one.kept, one.ended.signal)
      one.ended.signal.throwIfAborted()
      if (tokens.refreshToken !== null && tokens.refreshToken !== one.kept.refreshToken) {
        one.kept = { ...one.kept, refreshToken: tokens.refreshToken }
        one.unsaved = true
      }
      one.access = { token: tokens.accessToken, expiresAt: tokens.expiresAt }
      await settle(account, one)
      log.info('oauth.refreshed', { account })
      return tokens.accessToken
    } catch (error) {
      if (one.ended.signal.aborted) throw new AppError('auth.signInAgain', { reason: 'replaced' })
      const known = error instanceof AppError ? error : new AppError('app.internal', {}, { cause: error })
      log.warn('oauth.refreshFailed', { account, code: known.code })
      if (known.code.startsWith('auth.')) one.refused = known
      throw known
    }
  }

  return {
    /**
     * A token that is good for two minutes at least. However many ask, one refresh runs. `refused`: the mail server did
     * not take this one. Throws auth.* until the rep has signed in again, net.* where waiting helps.
     */
    async accessToken(account: string, refused: string | null = null): Promise<string> {
      const one = await state(account)
      if (!one) throw new AppError('auth.signInAgain')
      if (one.refused) throw one.refused
      const { access } = one
      const isGood = access !== null && access.token !== refused && access.expiresAt - early > Date.now()
      if (isGood && !one.unsaved) return access.token
      one.refreshing ??= renew(account, one).finally(() => (one.refreshing = null))
      return await one.refreshing
    },
    /** From now on these are the account's. */
    async keep(account: string, { accessToken, expiresAt, ...rest }: Grant): Promise<void> {
      await end(account)
      const { service, clientId, refreshToken } = rest
      const one = { service, clientId, refreshToken, signedInAt: Date.now() }
      await save(account, one)
      states.set(account, Promise.resolve(stateOf(one, { token: accessToken, expiresAt })))
    },
    /** @returns what was forgotten, to be told to the service */
    async forget(account: string): Promise<Kept | null> {
      const one = (await state(account).catch(() => null))?.kept ?? null
      await end(account)
      await secrets.remove(nameOf(account))
      states.delete(account)
      return one
    },
    /** ms since 1970; null: never. Another sign-in is another number. */
    async signedInAt(account: string): Promise<number | null> {
      return (await state(account))?.kept.signedInAt ?? null
    }
  }
}
