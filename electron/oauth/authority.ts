import * as oauth from 'oauth4webapi'
import { AppError, type ErrorCode } from '../../shared/errors.ts'
import { ask, type OpenTls } from '../wire/https.ts'
import type { Client } from './clients.ts'
import { fromOAuth } from './errors.ts'
import type { ServiceEntry } from './services.ts'

/** What a service gave. `refreshToken` null: the one before goes on. */
export interface Tokens {
  accessToken: string
  /** ms since 1970 */
  expiresAt: number
  refreshToken: string | null
}

/** A request to a service may take so long, ms. */
const limit = 20_000
const revokeLimit = 5_000
/** What a token lives where the service does not say (RFC 6749, 5.1, leaves it open), s. */
const usualLife = 3600

type Asking = oauth.CustomFetchOptions<string, unknown>
export type Authority = ReturnType<typeof createAuthority>

/** What is asked of a service's authorization server, as its client. All but `authorizationUrl` throw AppError. */
export function createAuthority(entry: ServiceEntry, client: Client, open: OpenTls) {
  const { clientSecret, issuer } = client
  const us: oauth.Client = { client_id: client.clientId }
  const authentication = clientSecret ? oauth.ClientSecretPost(clientSecret) : oauth.None()
  let known: Promise<oauth.AuthorizationServer> | null = null

  // an identity server on this very computer needs no TLS; every other does
  const isHere = issuer !== undefined && new URL(issuer).hostname === '127.0.0.1'
  const options = (ms = limit) => ({
    signal: AbortSignal.timeout(ms),
    [oauth.allowInsecureRequests]: isHere,
    ...(!isHere && { [oauth.customFetch]: over })
  })

  /** By the way to the network that the settings name, trusting whom the system trusts. */
  function over(address: string, { method, headers, body, signal }: Asking): Promise<Response> {
    const text = body instanceof URLSearchParams ? { body: body.toString() } : {}
    return ask(address, { method, headers, ...text, signal: signal ?? AbortSignal.timeout(limit) }, open)
  }

  async function discover(from: string): Promise<oauth.AuthorizationServer> {
    const url = new URL(from)
    return await oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, options()))
  }

  function server(): Promise<oauth.AuthorizationServer> {
    if (issuer === undefined) return Promise.resolve(entry.server)
    known ??= discover(issuer)
    known.catch(() => (known = null))
    return known
  }

  async function run<T>(
    work: (as: oauth.AuthorizationServer) => Promise<T>,
    lapsed: ErrorCode = 'auth.signInRefused'
  ): Promise<T> {
    try {
      return await work(await server())
    } catch (error) {
      throw fromOAuth(error, entry.name, issuer ?? entry.server.token_endpoint, lapsed)
    }
  }

  function tokensOf(answer: oauth.TokenEndpointResponse): Tokens {
    return {
      accessToken: answer.access_token,
      expiresAt: Date.now() + (answer.expires_in ?? usualLife) * 1000,
      refreshToken: answer.refresh_token ?? null
    }
  }

  return {
    /** The page for the system's browser. */
    authorizationUrl: (asked: { redirectUri: string; state: string; challenge: string; hint: string }) =>
      run(async (as) => {
        if (!as.authorization_endpoint) throw new AppError('mail.protocol', { detail: 'discovery' })
        const url = new URL(as.authorization_endpoint)
        const parameters = {
          ...entry.parameters,
          response_type: 'code',
          client_id: client.clientId,
          redirect_uri: asked.redirectUri,
          scope: entry.scopes.join(' '),
          state: asked.state,
          code_challenge: asked.challenge,
          code_challenge_method: 'S256',
          ...(asked.hint ? { login_hint: asked.hint } : {})
        }
        for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
        return url.href
      }),
    /** The browser's answer for tokens. Throws auth.signInRefused for what is no, or no answer to what was asked. */
    redeem: (answer: URLSearchParams, asked: { redirectUri: string; state: string; verifier: string }) =>
      run(async (as) => {
        const checked = oauth.validateAuthResponse(as, us, answer, asked.state)
        const response = await oauth.authorizationCodeGrantRequest(
          as,
          us,
          authentication,
          checked,
          asked.redirectUri,
          asked.verifier,
          options()
        )
        const tokens = tokensOf(await oauth.processAuthorizationCodeResponse(as, us, response))
        // without one the rep would have to sign in again every hour
        if (tokens.refreshToken === null)
          throw new AppError('auth.signInRefused', { service: entry.name, reason: 'no refresh token' })
        return { ...tokens, refreshToken: tokens.refreshToken }
      }),
    /** Throws auth.signInAgain where the service takes the refresh token no more. */
    refresh: (refreshToken: string, signal: AbortSignal) =>
      run(async (as) => {
        const usual = options()
        const response = await oauth.refreshTokenGrantRequest(as, us, authentication, refreshToken, {
          ...usual,
          signal: AbortSignal.any([usual.signal, signal])
        })
        return tokensOf(await oauth.processRefreshTokenResponse(as, us, response))
      }, 'auth.signInAgain'),
    /** Where the service can. */
    revoke: (refreshToken: string) =>
      run(async (as) => {
        if (!as.revocation_endpoint) return
        await oauth.processRevocationResponse(
          await oauth.revocationRequest(as, us, authentication, refreshToken, options(revokeLimit))
        )
      })
  }
}
