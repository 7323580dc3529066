import type { CallName, Services } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/errors.ts'
import type { Host } from '../host/host.ts'
import { type Authority, createAuthority } from './authority.ts'
import { openBy } from '../wire/https.ts'
import type { Target, Way } from '../wire/tunnel.ts'
import { createClients } from './clients.ts'
import { loadServices, type ServiceEntry } from './services.ts'
import { createSignIn, type Limits } from './sign-in.ts'
import { createTokens } from './tokens.ts'

export interface OAuthDeps {
  /** How a service is reached: the proxy of the settings. */
  wayTo?(to: Target): Promise<Way | null>
  host: Pick<Host, 'settings' | 'secrets' | 'resourcesFolder' | 'log' | 'showWindow'>
  /** Throws accounts.notAllowed where the rep may not sign in with this address. */
  require?(address: string): void
  env?: NodeJS.ProcessEnv
  limits?: Limits
}

/** What a proxy may take, ms. */
const proxyLimit = 10_000

type Handlers = Pick<Services, Extract<CallName, `oauth.${string}`>>
export type OAuthService = ReturnType<typeof createOAuth>

/** Signing in on a service's own page, and the tokens that come of it: docs/oauth.md. */
export function createOAuth({
  host,
  wayTo = async () => null,
  require,
  env = process.env,
  limits
}: OAuthDeps) {
  const open = openBy(wayTo, proxyLimit)
  const services = loadServices(host.resourcesFolder)
  const clients = createClients(host.settings, services, env)
  const signIn = createSignIn(limits)
  const authorities = new Map<string, Authority>()

  /** Throws auth.clientMissing. */
  function authorityOf(entry: ServiceEntry): { authority: Authority; clientId: string } {
    const client = clients.find(entry)
    if (!client) throw new AppError('auth.clientMissing', { service: entry.name })
    const key = JSON.stringify([entry.id, client])
    const authority = authorities.get(key) ?? createAuthority(entry, client, open)
    authorities.set(key, authority)
    return { authority, clientId: client.clientId }
  }

  function entryOf(id: string): ServiceEntry {
    const entry = services.find((one) => one.id === id)
    if (!entry) throw new AppError('auth.clientMissing', { service: id })
    return entry
  }

  const tokens = createTokens({
    secrets: host.secrets,
    log: host.log,
    refresh: async ({ service, clientId, refreshToken }, signal) => {
      const entry = entryOf(service)
      const now = authorityOf(entry)
      // what one client was given another may not use
      if (now.clientId !== clientId)
        throw new AppError('auth.signInAgain', { service: entry.name, reason: 'other client' })
      return await now.authority.refresh(refreshToken, signal)
    }
  })

  const handlers: Handlers = {
    'oauth.clients': () => clients.list(),
    'oauth.setClient': ({ service, clientId, clientSecret }) => {
      clients.set(entryOf(service).id, clientId, clientSecret)
      host.log.info('oauth.clientSet', { service, set: clientId !== '' })
      return clients.list()
    },
    'oauth.begin': async ({ service, address }, { caller }) => {
      require?.(address)
      const entry = services.find(({ presets }) => presets.includes(service))
      if (!entry) throw new AppError('auth.clientMissing', { service })
      const { authority, clientId } = authorityOf(entry)
      return await signIn.begin(authority, { service: entry.id, clientId, address, caller })
    },
    'oauth.finish': async ({ flow }, { signal }) => {
      try {
        const grant = await signIn.finish(flow, signal)
        host.log.info('oauth.signedIn')
        host.showWindow()
        return { grant }
      } catch (error) {
        const code = error instanceof AppError ? error.code : 'app.internal'
        host.log.warn('oauth.signInFailed', { code })
        if (code !== 'contract.cancelled') host.showWindow()
        throw error
      }
    }
  }

  return {
    handlers,
    /** What a login with a grant that no account has yet goes by. Throws auth.signInLate. */
    grantToken: (grant: string): string => signIn.grant(grant).accessToken,
    /** It is good for nothing more: its tokens are forgotten. */
    useGrant: (grant: string): void => signIn.use(grant),
    /** The grant becomes the account's, and is used up. */
    async keep(grant: string, account: string): Promise<void> {
      await tokens.keep(account, signIn.grant(grant))
      signIn.use(grant)
    },
    /** For each login: see tokens.ts. */
    accessToken: tokens.accessToken,
    signedInAt: tokens.signedInAt,
    /** The service is told, as far as it can be reached; nobody waits for that. */
    async forget(account: string): Promise<void> {
      const kept = await tokens.forget(account)
      const entry = services.find(({ id }) => id === kept?.service)
      const client = entry && clients.find(entry)
      if (!kept || !client || client.clientId !== kept.clientId) return
      void authorityOf(entry)
        .authority.revoke(kept.refreshToken)
        .then(
          () => host.log.info('oauth.revoked', { account }),
          () => host.log.warn('oauth.revokeFailed', { account })
        )
    },
    close: signIn.close
  }
}
