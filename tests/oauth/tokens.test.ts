import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTokens, type TokensDeps } from '../../electron/oauth/tokens.ts'
import { AppError } from '../../shared/errors.ts'
import { type OidcForTests, startOidc } from '../servers/oidc.ts'
import { createRig, type Rig } from './rig.ts'

const user = 'maya@fernhill.example'
let oidc: OidcForTests
let rig: Rig
beforeAll(async () => {
  oidc = await startOidc(['https://mail.google.com/'])
})
afterAll(() => oidc.close())
beforeEach(() => {
  rig = createRig(oidc)
})
afterEach(() => {
  oidc.lifetime(3600)
  oidc.fail(null)
  rig.close()
})

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'ok',
    (error: unknown) => (error instanceof AppError ? error.code : String(error))
  )
const refreshes = (): number => oidc.grants.filter((one) => one.startsWith('refresh_token')).length
const savedIn = async (of: Rig): Promise<string> => (await of.host.secrets.read('oauth/a')) ?? ''

/** Signed in, with an access token that is as good as lapsed. */
async function signedIn(): Promise<void> {
  oidc.lifetime(60)
  await rig.oauth.keep(await rig.signIn(user), 'a')
  oidc.lifetime(3600)
}

describe('tokens of an account', () => {
  it('are refreshed before they lapse, once for twenty callers', async () => {
    await signedIn()
    const before = refreshes()
    const tokens = await Promise.all(Array.from({ length: 20 }, () => rig.oauth.accessToken('a')))
    expect(new Set(tokens).size).toBe(1)
    expect(await oidc.userOf(tokens[0]!)).toBe(user)
    expect(refreshes() - before).toBe(1)
    expect(await rig.oauth.accessToken('a')).toBe(tokens[0])
    expect(refreshes() - before).toBe(1)
  })

  it('keep the refresh token that came in place of the one before, also over a restart', async () => {
    await signedIn()
    const first = await savedIn(rig)
    const token = await rig.oauth.accessToken('a')
    const second = await savedIn(rig)
    expect(second).not.toBe(first)
    // the one before is good no more: a second refresh works with the new one alone
    expect(await rig.oauth.accessToken('a', token)).not.toBe(token)
    expect(first).not.toContain(token)
  })

  it('are replaced when the mail server refuses one, once for all who were refused', async () => {
    await rig.oauth.keep(await rig.signIn(user), 'a')
    const token = await rig.oauth.accessToken('a')
    const before = refreshes()
    const more = await Promise.all(Array.from({ length: 5 }, () => rig.oauth.accessToken('a', token)))
    expect(await rig.oauth.accessToken('a', token)).toBe(more[0])
    expect(new Set([token, ...more]).size).toBe(2)
    expect(refreshes() - before).toBe(1)
  })

  it('want a new sign-in once the service refuses, ask it no more until then, and are mended by it', async () => {
    await signedIn()
    const since = await rig.oauth.signedInAt('a')
    oidc.revokeAll()
    expect(await codeOf(rig.oauth.accessToken('a'))).toBe('auth.signInAgain')
    const asked = refreshes()
    expect(await codeOf(rig.oauth.accessToken('a'))).toBe('auth.signInAgain')
    expect(refreshes()).toBe(asked)
    await rig.oauth.keep(await rig.signIn(user), 'a')
    expect(await oidc.userOf(await rig.oauth.accessToken('a'))).toBe(user)
    expect(await rig.oauth.signedInAt('a')).not.toBe(since)
  })

  it('wait where the service is busy or out of reach, and lose nothing', async () => {
    await signedIn()
    oidc.fail(503)
    expect(await codeOf(rig.oauth.accessToken('a'))).toBe('net.unreachable')
    oidc.fail(null)
    expect(await oidc.userOf(await rig.oauth.accessToken('a'))).toBe(user)
  })

  it('of another client are not sent to the service', async () => {
    await signedIn()
    const before = oidc.grants.length
    rig.host.settings.set('oauthClients', { google: { clientId: 'another', issuer: oidc.issuer } })
    expect(await codeOf(rig.oauth.accessToken('a'))).toBe('auth.signInAgain')
    expect(oidc.grants.length).toBe(before)
  })

  it('are forgotten and revoked with the account', async () => {
    await rig.oauth.keep(await rig.signIn(user), 'a')
    const token = await rig.oauth.accessToken('a')
    await rig.oauth.forget('a')
    expect(await rig.host.secrets.read('oauth/a')).toBe(null)
    expect(await codeOf(rig.oauth.accessToken('a'))).toBe('auth.signInAgain')
    await expect.poll(() => oidc.userOf(token)).toBe(null)
    // and where the service cannot be reached
    await rig.oauth.keep(await rig.signIn(user), 'b')
    oidc.fail(503)
    await rig.oauth.forget('b')
    expect(await rig.host.secrets.read('oauth/b')).toBe(null)
  })

  it('never stand in the log, nor in an error', async () => {
    await signedIn()
    const kept = JSON.parse(await savedIn(rig)) as { refreshToken: string }
    const token = await rig.oauth.accessToken('a')
    const now = JSON.parse(await savedIn(rig)) as { refreshToken: string }
    oidc.revokeAll()
    const error: unknown = await rig.oauth.accessToken('a', token).catch((thrown: unknown) => thrown)
    expect(String(error)).toContain('auth.signInAgain')
    const said = `${rig.log()} ${String(error)} ${JSON.stringify(error)}`
    expect(rig.log()).toContain('oauth.refreshed')
    for (const secret of [kept.refreshToken, now.refreshToken, token, user]) {
      expect(secret.length).toBeGreaterThan(10)
      expect(said).not.toContain(secret)
    }
  })
})

describe('a refresh token that the keychain would not take', () => {
  it('is written before anything else at the next try, and is not lost', async () => {
    const written: string[] = []
    let locked = false
    let asked = 0
    const deps: TokensDeps = {
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      secrets: {
        read: async () => null,
        async write(_name, secret) {
          if (locked) throw new AppError('secrets.unavailable')
          written.push((JSON.parse(secret) as { refreshToken: string }).refreshToken)
        },
        remove: async () => undefined,
        strength: async () => 'strong'
      },
      refresh: async ({ refreshToken }) => {
        asked++
        return {
          accessToken: `access ${refreshToken}`,
          expiresAt: Date.now() + 3_600_000,
          refreshToken: `${refreshToken}+`
        }
      }
    }
    const tokens = createTokens(deps)
    const lapsed = { service: 'google', clientId: 'c', accessToken: 'old', expiresAt: 0, refreshToken: 'r' }
    await tokens.keep('a', lapsed)
    locked = true
    expect(await codeOf(tokens.accessToken('a'))).toBe('secrets.unavailable')
    expect(await codeOf(tokens.accessToken('a'))).toBe('secrets.unavailable')
    expect(asked).toBe(1)
    locked = false
    expect(await tokens.accessToken('a')).toBe('access r+')
    expect(written).toEqual(['r', 'r+', 'r++'])
  })

  it('of a refresh that a new sign-in overtook is not kept', async () => {
    const store = new Map<string, string>()
    let answer: () => void = () => undefined
    const tokens = createTokens({
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      secrets: {
        read: async (name) => store.get(name) ?? null,
        write: async (name, secret) => void store.set(name, secret),
        remove: async (name) => void store.delete(name),
        strength: async () => 'strong'
      },
      refresh: (_kept, signal) =>
        new Promise((resolve, reject) => {
          answer = () => resolve({ accessToken: 'late', expiresAt: Infinity, refreshToken: 'late' })
          signal.addEventListener('abort', () => reject(new AppError('contract.cancelled')))
        })
    })
    const grant = { service: 'google', clientId: 'c', accessToken: 'old', expiresAt: 0, refreshToken: 'old' }
    await tokens.keep('a', grant)
    const late = codeOf(tokens.accessToken('a'))
    await new Promise((done) => setTimeout(done, 10))
    await tokens.keep('a', { ...grant, accessToken: 'new', expiresAt: Date.now() + 1e6, refreshToken: 'new' })
    answer()
    expect(await late).toBe('auth.signInAgain')
    expect(await tokens.accessToken('a')).toBe('new')
    expect(store.get('oauth/a')).toContain('"refreshToken":"new"')
  })
})
