import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type Adapter, type AdapterPayload, type Configuration } from 'oidc-provider'

export const clientId = 'salesinbox-tests'

export interface OidcForTests {
  issuer: string
  /** Token requests since the start, by grant type. */
  grants: string[]
  /** Access tokens live so long from the next one on, s. */
  lifetime(seconds: number): void
  /** Every token that was given out is good no more, and nobody is logged in. */
  revokeAll(): void
  /** Every access token that is out is good no more; their refresh tokens are. */
  lapse(): void
  /** This access token is good no more; its refresh token is. */
  revoke(accessToken: string): Promise<void>
  /** Answers token requests with this status and no more; null: as usual. */
  fail(status: number | null): void
  /** Whose the token is; null: nobody's any more. */
  userOf(token: string): Promise<string | null>
  /** For Dovecot: POST token=..., answers as RFC 7662 says. */
  introspection: string
  close(): Promise<void>
}

/**
 * A real authorization server (oidc-provider) on 127.0.0.1 that rotates refresh tokens and demands PKCE. Its login page
 * takes any name; tests/servers/browser.ts is who comes there.
 */
export async function startOidc(scopes: string[]): Promise<OidcForTests> {
  let life = 3600
  let failing: number | null = null
  let provider: Provider | null = null
  const store = new Map<string, AdapterPayload>()
  const grants: string[] = []

  const http: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    if (url.pathname === '/introspect') {
      void bodyOf(request).then(async (body) => {
        const user = await userOf(new URLSearchParams(body).get('token') ?? '')
        response.writeHead(200, { 'Content-Type': 'application/json' })
        response.end(JSON.stringify(user === null ? { active: false } : { active: true, username: user }))
      })
    } else if (failing !== null && url.pathname === '/token') {
      grants.push('failed')
      response.writeHead(failing, { 'Content-Type': 'text/html' }).end('<h1>Busy</h1>')
    } else void provider!.callback()(request, response)
  })
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done))
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`

  const configuration: Configuration = {
    clients: [
      {
        client_id: clientId,
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        redirect_uris: ['http://127.0.0.1/'],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code']
      }
    ],
    adapter: (name: string) => adapterOver(store, name),
    scopes: ['openid', 'offline_access', ...scopes],
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: true },
      revocation: { enabled: true, allowedPolicy: async () => true }
    },
    rotateRefreshToken: true,
    issueRefreshToken: async () => true,
    ttl: {
      AccessToken: () => life,
      RefreshToken: 86_400,
      Grant: 86_400,
      Session: 3600,
      Interaction: 600,
      AuthorizationCode: 60
    },
    findAccount: async (_context, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
    cookies: { keys: ['tests'] }
  }
  // it says what is meant for production only
  const { warn, info } = console
  console.warn = console.info = () => undefined
  provider = new Provider(issuer, configuration)
  console.warn = warn
  console.info = info
  provider.on('grant.success', ({ oidc }) => grants.push(String(oidc.params?.['grant_type'])))
  provider.on('grant.error', ({ oidc }) => grants.push(`${String(oidc.params?.['grant_type'])} refused`))

  async function userOf(token: string): Promise<string | null> {
    const found = await provider!.AccessToken.find(token)
    return found && !found.isExpired ? (found.accountId ?? null) : null
  }

  return {
    issuer,
    grants,
    lifetime: (seconds) => void (life = seconds),
    revokeAll: () => store.clear(),
    lapse() {
      for (const key of store.keys()) if (key.startsWith('AccessToken:')) store.delete(key)
    },
    revoke: async (token) => void (await (await provider!.AccessToken.find(token))?.destroy()),
    fail: (status) => void (failing = status),
    userOf,
    introspection: `${issuer}/introspect`,
    close: () => {
      http.closeAllConnections()
      return new Promise((done) => http.close(() => done()))
    }
  }
}

/** Its own keeps a few hundred entries of all tests together, and none can be taken away at once. */
function adapterOver(store: Map<string, AdapterPayload>, name: string): Adapter {
  const of = (id: string): string => `${name}:${id}`
  const find = async (id: string): Promise<AdapterPayload | undefined> => store.get(of(id))
  const first = async (is: (one: AdapterPayload) => boolean): Promise<AdapterPayload | undefined> =>
    [...store].find(([key, one]) => key.startsWith(`${name}:`) && is(one))?.[1]
  return {
    find,
    upsert: async (id, payload) => void store.set(of(id), payload),
    findByUid: (uid) => first((one) => one.uid === uid),
    findByUserCode: (code) => first((one) => one.userCode === code),
    destroy: async (id) => void store.delete(of(id)),
    consume: async (id) => {
      const found = await find(id)
      if (found) found.consumed = Math.floor(Date.now() / 1000)
    },
    revokeByGrantId: async (grant) => {
      for (const [key, one] of store) if (one.grantId === grant) store.delete(key)
    }
  }
}

async function bodyOf(request: AsyncIterable<Buffer>): Promise<string> {
  let body = ''
  for await (const piece of request) body += piece.toString()
  return body
}
