import { Resolver } from 'node:dns/promises'
import https from 'node:https'
import net, { type AddressInfo } from 'node:net'
import { join } from 'node:path'
import tls from 'node:tls'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Certificates, makeCertificates } from '../../../tests/servers/certificates.ts'
import { type DnsForTests, startDns } from '../../../tests/servers/dns.ts'
import { loadPresets } from '../presets.ts'
import { secured } from '../../wire/https.ts'
import { findServers, type FindWays } from './find.ts'

const presets = loadPresets(join(import.meta.dirname, '../../../resources'))
const names = ['autoconfig.acme.example', 'acme.example', 'host.example']
let certificates: Certificates
beforeAll(() => void (certificates = makeCertificates(names)))

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function dns(...given: Parameters<typeof startDns>): Promise<DnsForTests> {
  const started = await startDns(...given)
  closing.push(() => started.close())
  return started
}
type Handler = (request: { host: string; url: string }, response: import('node:http').ServerResponse) => void
/** Every https address leads here. */
async function web(handler: Handler, certificate = certificates.good) {
  const asked: string[] = []
  const server = https.createServer(certificate, (request, response) => {
    const host = request.headers.host ?? ''
    asked.push(`${host}${request.url}`)
    handler({ host, url: request.url ?? '' }, response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  closing.push(async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  })
  return { port: (server.address() as AddressInfo).port, asked }
}
const nobody: Handler = (_, response) => void response.writeHead(404).end()

function ways(name: DnsForTests, port: number): FindWays {
  const secureContext = tls.createSecureContext({ ca: certificates.ca })
  return {
    lookups() {
      const resolver = new Resolver({ timeout: 2000, tries: 1 })
      resolver.setServers([name.server])
      return resolver
    },
    open: ({ host }, signal) => secured(net.connect(port, '127.0.0.1'), host, signal, secureContext),
    limits: { step: 2000, all: 8000 }
  }
}
const find = (name: DnsForTests, port: number, signal = new AbortController().signal) =>
  findServers('maya.l@acme.example', presets, ways(name, port), signal)

const server = (type: string, host: string, port: number, socket: string, user = '%EMAILADDRESS%'): string =>
  `<${type === 'smtp' ? 'outgoing' : 'incoming'}Server type="${type}"><hostname>${host}</hostname><port>${port}</port>
   <socketType>${socket}</socketType><authentication>password-cleartext</authentication><username>${user}</username></${type === 'smtp' ? 'outgoing' : 'incoming'}Server>`
const config = (...servers: string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<!-- ours --><clientConfig version="1.1"><emailProvider id="acme.example"><domain>acme.example</domain>${servers.join('')}</emailProvider></clientConfig>`
const xml = (text: string): Handler => {
  return (_, response) => void response.writeHead(200, { 'content-type': 'text/xml' }).end(text)
}

describe("the domain's own records", () => {
  it('come first: the nearest server of each kind, secure from the first byte where there is a choice', async () => {
    const name = await dns({
      '_imaps._tcp.acme.example': [
        { type: 'SRV', target: 'far.acme.example', port: 993, priority: 20 },
        { type: 'SRV', target: 'Mail.host.example', port: 9993, priority: 10 }
      ],
      '_imap._tcp.acme.example': [{ type: 'SRV', target: 'open.acme.example', port: 143 }],
      '_pop3s._tcp.acme.example': [{ type: 'SRV', target: '.', port: 0 }],
      '_submission._tcp.acme.example': [{ type: 'SRV', target: 'smtp.acme.example', port: 587 }],
      'acme.example': [{ type: 'MX', exchange: 'aspmx.l.google.com' }]
    })
    const site = await web(xml(config(server('imap', 'evil.example', 993, 'SSL'))))
    expect(await find(name, site.port)).toEqual({
      online: true,
      found: {
        how: 'srv',
        domain: 'acme.example',
        preset: null,
        incoming: { host: 'mail.host.example', port: 9993, security: 'ssl', user: 'maya.l@acme.example' },
        pop3: null,
        outgoing: { host: 'smtp.acme.example', port: 587, security: 'tls', user: 'maya.l@acme.example' },
        elsewhere: ['mail.host.example']
      }
    })
    expect(site.asked).toEqual([])
    // only the domain goes out
    expect(name.asked.filter((one) => one.includes('maya'))).toEqual([])
  })

  it('lead to a service of ours that takes in its mail', async () => {
    const name = await dns({
      'acme.example': [
        { type: 'MX', exchange: 'backup.acme.example', priority: 50 },
        { type: 'MX', exchange: 'acme-example.mail.protection.outlook.com', priority: 0 }
      ]
    })
    const { found } = await find(name, (await web(nobody)).port)
    expect([found?.how, found?.preset?.id, found?.incoming]).toEqual(['mx', 'office365', null])
  })
})

describe('the autoconfig file', () => {
  const name = () => dns({ 'mail.acme.example': [{ type: 'A', address: '127.0.0.1' }] })

  it('is asked for at both places, without the address; what it wants in clear text is left out', async () => {
    const text = config(
      server('imap', 'imap.%EMAILDOMAIN%', 143, 'plain'),
      server('imap', 'imap.%EMAILDOMAIN%', 143, 'STARTTLS', '%EMAILLOCALPART%'),
      server('pop3', 'pop.acme.example', 110, 'plain'),
      server('smtp', 'smtp.acme.example', 465, 'SSL')
    )
    const site = await web(({ host, url }, response) =>
      host === 'acme.example' ? xml(text)({ host, url }, response) : nobody({ host, url }, response)
    )
    const { found } = await find(await name(), site.port)
    expect(found).toMatchObject({
      how: 'autoconfig',
      incoming: { host: 'imap.acme.example', port: 143, security: 'tls', user: 'maya.l' },
      pop3: null,
      outgoing: { host: 'smtp.acme.example', port: 465, security: 'ssl', user: 'maya.l@acme.example' },
      elsewhere: []
    })
    expect(site.asked.toSorted()).toEqual([
      'acme.example/.well-known/autoconfig/mail/config-v1.1.xml',
      'autoconfig.acme.example/mail/config-v1.1.xml'
    ])
  })

  const good = config(server('imap', 'imap.acme.example', 993, 'SSL'))
  it('is followed to another https address', async () => {
    const site = await web(({ host, url }, response) =>
      host === 'host.example'
        ? xml(good)({ host, url }, response)
        : void response.writeHead(302, { location: 'https://host.example/acme.xml' }).end()
    )
    expect((await find(await name(), site.port)).found?.how).toBe('autoconfig')
  })

  const bad: [what: string, handler: Handler][] = [
    ['leads off https', (_, r) => void r.writeHead(302, { location: 'http://host.example/a.xml' }).end()],
    [
      'leads to another port',
      (_, r) => void r.writeHead(302, { location: 'https://host.example:444/' }).end()
    ],
    ['leads in a circle', ({ url }, r) => void r.writeHead(301, { location: url }).end()],
    ['never answers', () => undefined],
    ['stops in the middle', (_, r) => void r.writeHead(200).write(good.slice(0, 200))],
    ['is 10 MB', (_, r) => void r.writeHead(200).end(good + ' '.repeat(10_000_000))],
    ['never ends', (_, r) => void setInterval(() => r.write(' '.repeat(1000)), 5).unref()],
    ['is a page', xml('<!DOCTYPE html><html><body>Not here</body></html>')],
    ['reads a file', xml(good.replace('?>', '?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'))],
    ['uses an entity', xml(good.replace('imap.acme', '&x;.acme'))],
    ['is cut off', xml(good.slice(0, -20))],
    ['is not UTF-8', (_, r) => void r.writeHead(200).end(Buffer.from([0xff, 0xfe, 0x3c]))],
    ['wants clear text alone', xml(config(server('imap', 'imap.acme.example', 143, 'plain')))],
    ['names no host', xml(config(server('imap', 'a b', 993, 'SSL'), server('imap', '-', 1, 'SSL')))],
    ['drops the connection', (_, r) => void r.socket?.destroy()]
  ]
  it.each(bad)('that %s is as if it were not there, in time', async (_, handler) => {
    const begun = Date.now()
    const site = await web(handler)
    const { found } = await find(await name(), site.port)
    expect([found?.how, found?.incoming?.host]).toEqual(['names', 'mail.acme.example'])
    expect(Date.now() - begun).toBeLessThan(8000)
  })

  it('of a server whose certificate does not pass is not read', async () => {
    for (const certificate of [certificates.selfSigned, certificates.wrongName, certificates.expired]) {
      const site = await web(xml(good), certificate)
      expect((await find(await name(), site.port)).found?.how).toBe('names')
      expect(site.asked).toEqual([])
    }
  })
})

describe('no answer', () => {
  it.each(['mute', 'garbage', 6000] as const)(
    'of a name server (%s) ends within the time, and says that there is no network',
    async (answer) => {
      const begun = Date.now()
      const name = await dns({ 'imap.acme.example': [{ type: 'A', address: '127.0.0.1' }] }, answer)
      const site = await web(nobody)
      // a port where nobody listens: offline, nothing is reached
      expect(await find(name, answer === 'mute' ? 1 : site.port)).toEqual({ found: null, online: false })
      expect(Date.now() - begun).toBeLessThan(9000)
    }
  )

  it('is not waited for once it is called off', async () => {
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 100)
    const begun = Date.now()
    await expect(find(await dns({}, 'mute'), 1, stop.signal)).rejects.toMatchObject({
      code: 'contract.cancelled'
    })
    expect(Date.now() - begun).toBeLessThan(700)
  })

  it('is asked for where there is no domain', async () => {
    const name = await dns({})
    for (const address of [
      'maya',
      'maya@',
      'maya@localhost',
      'maya@127.0.0.1',
      'maya@[::1]',
      'a@b c.example'
    ])
      expect(await findServers(address, presets, ways(name, 1), new AbortController().signal)).toEqual({
        found: null,
        online: true
      })
    expect(name.asked).toEqual([])
    expect(await find(name, (await web(nobody)).port)).toEqual({ found: null, online: true })
  })
})
