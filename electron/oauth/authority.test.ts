import https from 'node:https'
import net, { type AddressInfo } from 'node:net'
import tls from 'node:tls'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { type Certificates, makeCertificates } from '../../tests/servers/certificates.ts'
import { secured, type OpenTls } from '../wire/https.ts'
import { createAuthority } from './authority.ts'
import type { ServiceEntry } from './services.ts'

const host = 'login.example'
const entry: ServiceEntry = {
  id: 'google',
  name: 'Google',
  presets: ['gmail'],
  scopes: ['mail'],
  parameters: {},
  usesSecret: false,
  client: null,
  server: {
    issuer: `https://${host}`,
    authorization_endpoint: `https://${host}/authorize`,
    token_endpoint: `https://${host}/token`
  }
}
let certificates: Certificates
beforeAll(() => void (certificates = makeCertificates([host])))
const closing: (() => void)[] = []
afterEach(() => closing.splice(0).forEach((close) => close()))

/** The service's token endpoint, and the way to it: every connection is made by `open`, as one through a proxy is. */
async function service(answer: (body: string) => { status: number; body: unknown }) {
  const opened: string[] = []
  const server = https.createServer(certificates.good, (request, response) => {
    let body = ''
    request.on('data', (piece: Buffer) => (body += piece.toString()))
    request.on('end', () => {
      const { status, body: json } = answer(`${request.method} ${request.url} ${body}`)
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  closing.push(() => server.close())
  const { port } = server.address() as AddressInfo
  const open =
    (context?: tls.SecureContext): OpenTls =>
    (to, signal) => {
      opened.push(`${to.host}:${to.port}`)
      return secured(net.connect(port, '127.0.0.1'), to.host, signal, context)
    }
  return { opened, open }
}
const trusting = (): tls.SecureContext => tls.createSecureContext({ ca: certificates.ca })
const signal = new AbortController().signal

it('refreshes over the connection that it is given, and never over another', async () => {
  const asked: string[] = []
  const { opened, open } = await service((body) => {
    asked.push(body)
    return { status: 200, body: { access_token: 'at', token_type: 'bearer', expires_in: 60 } }
  })
  const authority = createAuthority(entry, { clientId: 'c1' }, open(trusting()))
  expect(await authority.refresh('rt', signal)).toMatchObject({ accessToken: 'at', refreshToken: null })
  expect(opened).toEqual([`${host}:443`])
  expect(asked).toEqual([expect.stringMatching(/^POST \/token .*grant_type=refresh_token/)])
  expect(asked[0]).toContain('refresh_token=rt')
})

it('says nothing to a server whose certificate nobody vouches for, and does not call the sign-in over', async () => {
  const asked: string[] = []
  const { open } = await service((body) => (asked.push(body), { status: 200, body: {} }))
  const refused = await createAuthority(entry, { clientId: 'c1' }, open())
    .refresh('rt', signal)
    .catch((error: unknown) => error)
  expect(refused).toMatchObject({ code: 'net.unreachable' })
  expect(asked).toEqual([])
})
