import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import { signInAs } from '../servers/browser.ts'
import { type OidcForTests, startOidc } from '../servers/oidc.ts'
import { context, createRig, type Rig } from './rig.ts'

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
afterEach(() => rig.close())

const begin = async (of = rig) =>
  await of.oauth.handlers['oauth.begin']({ service: 'gmail', address: user }, context())
const finish = (flow: string, signal?: AbortSignal) =>
  Promise.resolve(rig.oauth.handlers['oauth.finish']({ flow }, context(signal)))
const redirectOf = (url: string): string => new URL(url).searchParams.get('redirect_uri') ?? ''

async function failure(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => new Error('nothing failed'),
    (thrown: unknown) => thrown
  )
  if (!(error instanceof AppError)) throw error
  return error
}

describe('signing in by the system browser', () => {
  it('asks for what RFC 8252 and RFC 7636 want, each time anew', async () => {
    const [one, two] = [new URL((await begin()).url), new URL((await begin()).url)]
    const asked = Object.fromEntries(one.searchParams)
    expect(asked).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      scope: 'https://mail.google.com/',
      login_hint: user
    })
    expect(asked['redirect_uri']).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
    expect(asked['code_challenge']).toMatch(/^[\w-]{43}$/)
    for (const name of ['state', 'code_challenge', 'redirect_uri'])
      expect(one.searchParams.get(name)).not.toBe(two.searchParams.get(name))
  })

  it('ends with a grant, a page that runs nothing, and the window in front', async () => {
    const { flow, url } = await begin()
    const finished = finish(flow)
    const page = await signInAs(user, url)
    const { grant } = await finished
    expect(await oidc.userOf(rig.oauth.grantToken(grant))).toBe(user)
    expect(page.text).toContain('You can close this tab and go back to SalesInbox.')
    expect(page.text).not.toMatch(/<script|<img|<link/)
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringContaining("default-src 'none'") as unknown
    })
    expect(rig.shown()).toBe(1)
  })

  it('serves one answer and listens no more; what is no answer changes nothing', async () => {
    const { flow, url } = await begin()
    const finished = finish(flow)
    const at = redirectOf(url)
    expect((await fetch(`${at}favicon.ico`)).status).toBe(404)
    expect((await fetch(at)).status).toBe(404)
    expect((await fetch(`${at}?code=x&state=y`, { method: 'POST' })).status).toBe(405)
    const page = await signInAs(user, url)
    await finished
    await expect(fetch(page.url)).rejects.toThrow('fetch failed')
  })

  it('refuses an answer with another state, and never asks for its tokens', async () => {
    const { flow, url } = await begin()
    const refused = failure(finish(flow))
    const before = oidc.grants.length
    const page = await fetch(`${redirectOf(url)}?code=stolen&state=guessed`)
    expect(await page.text()).toContain('SalesInbox was not let in')
    expect(await refused).toMatchObject({ code: 'auth.signInRefused', params: { reason: 'state' } })
    expect(oidc.grants.length).toBe(before)
    await expect(fetch(redirectOf(url))).rejects.toThrow('fetch failed')
  })

  it('refuses the code of another sign-in: its verifier is not ours', async () => {
    const { url: elsewhere } = await begin()
    const other = createRig(oidc)
    const { flow, url } = await begin(other)
    const refused = failure(Promise.resolve(other.oauth.handlers['oauth.finish']({ flow }, context())))
    // the same redirect address, so that nothing but the verifier differs
    const swapped = new URL(elsewhere)
    swapped.searchParams.set('redirect_uri', redirectOf(url))
    swapped.searchParams.set('state', new URL(url).searchParams.get('state') ?? '')
    await signInAs(user, swapped.href)
    expect(await refused).toMatchObject({ code: 'auth.signInRefused', params: { reason: 'invalid_grant' } })
    other.close()
  })

  it('says when the rep said no', async () => {
    const { flow, url } = await begin()
    const refused = failure(finish(flow))
    expect((await signInAs(null, url)).text).toContain('SalesInbox was not let in')
    expect(await refused).toMatchObject({ code: 'auth.signInRefused', params: { reason: 'access_denied' } })
  })

  it('ends when the time is over', async () => {
    rig.close()
    rig = createRig(oidc, { limits: { browser: 60, grant: 60 } })
    const { flow, url } = await begin()
    expect((await failure(finish(flow))).code).toBe('auth.signInLate')
    await expect(fetch(redirectOf(url))).rejects.toThrow('fetch failed')
    expect((await failure(finish(flow))).code).toBe('auth.signInLate')
    const grant = await createSoon()
    await new Promise((done) => setTimeout(done, 120))
    expect(() => rig.oauth.grantToken(grant)).toThrow('auth.signInLate')
  })

  it('ends when it is called off, and when the same window begins another', async () => {
    const calledOff = new AbortController()
    const first = await begin()
    const ended = failure(finish(first.flow, calledOff.signal))
    calledOff.abort()
    expect((await ended).code).toBe('contract.cancelled')
    await expect(fetch(redirectOf(first.url))).rejects.toThrow('fetch failed')
    const second = await begin()
    const waiting = failure(finish(second.flow))
    await begin()
    expect((await waiting).code).toBe('contract.cancelled')
    await expect(fetch(redirectOf(second.url))).rejects.toThrow('fetch failed')
  })

  it('says that there is no client, and which service wants one', async () => {
    await rig.oauth.handlers['oauth.setClient']({ service: 'google', clientId: '' }, context())
    expect(await failure(begin())).toMatchObject({
      code: 'auth.clientMissing',
      params: { service: 'Google' }
    })
  })
})

/** A grant within the short limits of a test: the browser's part takes longer than they allow. */
async function createSoon(): Promise<string> {
  const slow = createRig(oidc, { limits: { browser: 60_000, grant: 60 } })
  rig.close()
  rig = slow
  return await slow.signIn(user)
}

describe('whose client it is', () => {
  const list = async (of: Rig) => (await of.oauth.handlers['oauth.clients']({}, context()))[0]
  it("takes the settings' before the build's, and never shows the secret", async () => {
    const built = createRig(oidc, { env: { SALESINBOX_GOOGLE_CLIENT_ID: 'built' } })
    built.host.settings.delete('oauthClients')
    expect(await list(built)).toMatchObject({ clientId: 'built', from: 'build', hasSecret: false })
    const set = (clientId: string, clientSecret?: string) =>
      built.oauth.handlers['oauth.setClient']({ service: 'google', clientId, clientSecret }, context())
    await set('own', 'whispered')
    expect(await list(built)).toMatchObject({ clientId: 'own', from: 'settings', hasSecret: true })
    await set('own2')
    expect(built.host.settings.get('oauthClients')).toEqual({
      google: { clientId: 'own2', clientSecret: 'whispered' }
    })
    expect(JSON.stringify(await list(built))).not.toContain('whispered')
    await set('')
    expect(await list(built)).toMatchObject({ clientId: 'built', from: 'build' })
    built.close()
  })
})
